"""What the codes of MT statements say: the type of `:61:` and the German business code (GVC) that opens `:86:`.

SWIFT category 9 (transaction type identification codes); Deutsche Kreditwirtschaft, business transaction codes.
The words are ours.
"""

from parsers.records import Kind, Method

#: letters of `:61:` after N, F or S -> how the money travelled
METHODS: dict[str, Method] = {
    "CHK": Method.CHECK,
    "TCK": Method.CHECK,
    "LBX": Method.CHECK,
    "DDT": Method.ACH,
    "STO": Method.ACH,
    "TRF": Method.WIRE,
    "103": Method.WIRE,
    "202": Method.WIRE,
    "205": Method.WIRE,
    "910": Method.WIRE,
    "CLR": Method.WIRE,
}
#: letters of `:61:` that are no customer's payment, whichever way the money went
KINDS: dict[str, Kind] = {
    "CHG": Kind.OTHER,
    "COM": Kind.OTHER,
    "INT": Kind.OTHER,
    "BRF": Kind.OTHER,  # brokerage fee
    "DIV": Kind.OTHER,
    "SEC": Kind.OTHER,
    "FEX": Kind.OTHER,
    "DIS": Kind.OTHER,  # gains paid out
    "RTI": Kind.RETURN,
    "LBX": Kind.TOTAL,
}

#: GVC of money that came back: returned direct debits, checks and transfers, reversals
RETURNS = frozenset({"009", "010", "014", "059", "108", "109", "114", "159", "160", "181", "183", "184", "214", "899"})
#: GVC of a sum of many payments that came in as one
TOTALS = frozenset({"079", "192", "193", "194", "195", "196", "197", "198"})
#: GVC of the account itself: fees, interest, own transfers; 835 is anything else and 899 a reversal
_ACCOUNT = frozenset(str(number) for number in range(800, 900)) - {"835", "899"}
#: first digit -> securities (3), currency dealing (4), money market (5), credit (6): our own treasury
_TREASURY = frozenset("3456")
_CHECKS = frozenset({"001", "002", "003", "011", "012", "070", "101", "102", "170", "183"})
_CASH = frozenset({"082", "083", "094", "098"})
_INSTANT = frozenset({"114", "118", "119", "154", "157", "158", "160", "161", "162", "163", "164", "165", "168", "169"})
_CARDS = frozenset({"106", "107", "110", "182", "190", "198"})


def kind(gvc: str) -> Kind | None:
    """Return what a business code says of money that came in, None where it says nothing."""
    if gvc in RETURNS:
        return Kind.RETURN
    if gvc in TOTALS:
        return Kind.TOTAL
    if gvc in _ACCOUNT or gvc[:1] in _TREASURY:
        return Kind.OTHER
    return None


#: GVC -> how the money travelled; the first digit decides where the code itself does not
_TRAVELLED: tuple[tuple[frozenset[str], Method], ...] = (
    (_CHECKS, Method.CHECK),
    (_CASH, Method.CASH),
    (_INSTANT, Method.INSTANT),
    (_CARDS, Method.CARD),
)
_BY_DIGIT = {"0": Method.ACH, "1": Method.ACH, "2": Method.WIRE}


def method(gvc: str, letters: str) -> Method:
    """Return how money travelled: by its business code, else by the letters of the type code."""
    listed = next((how for codes, how in _TRAVELLED if gvc in codes), None)
    return listed or _BY_DIGIT.get(gvc[:1]) or METHODS.get(letters, Method.OTHER)
