"""Why payers pay less: deduction reasons from codes and from words, and sums a text states for them."""

import re
from typing import NamedTuple

from kit.money import exponent
from kit.remembering import remembered
from matcher.explanations.codes import CODES
from matcher.remittance import labels

#: So many texts are remembered with what they state: a receipt's is read again by each finder.
TEXTS_KEPT = 1 << 14

#: Letters of lockboxes, ISO 20022 and banks -> our reason.
LETTERS: dict[str, str] = {
    letters: reason
    for reason, codes in {
        "discount": "DSC DISC DIS CDSC",
        "price": "PRC PRCE PRICE PRIC",
        "damage": "DMG DAMG DAMAGE",
        "quantity": "SHT SHRT SHORT QTY",
        "return": "RTN RTRN RET RETN RMA",
        "freight": "FRT FRGT FREIGHT",
        "tax": "TAX TAXX TAXR VAT",
        "withholding": "WHT WHTX WTX",
        "duplicate": "DUPL",
        "promotion": "PRO PROMO ADV COOP",
        "allowance": "ALW ALLW RBT REBT REBA",
        "bank_fee": "FEE CHGS BKCH CHRG",
    }.items()
    for letters in codes.split()
}

#: Words -> reason, in order of trust.
WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for reason, words in (
        ("withholding", r"WITHH|WHT\b|W/H TAX|QUELLENSTEUER|RETENUE [AÀ] LA SOURCE"),
        ("tax", r"SALES TAX|TAX\b|VAT\b|EXEMPT"),
        ("freight", r"FREIGHT|FRT\b|SHIPPING CHARGE|FRACHT|FRET\b|TRANSPORTKOST|VERSANDKOST|VERZENDKOST"),
        (
            "damage",
            r"DAMAG|DMG\b|BROKEN|BESCH(?:A|Ä|AE)DIG|(?:TRANSPORT)?SCHADE|BRUCH\b|AVARIE|AVER[IÍ]A|DANNI\b|DA[NÑ]OS\b",
        ),
        ("quantity", r"SHORT ?SHIP|SHORTAGE|QTY|QUANTITY|NOT REC|SHORTED|FEHLMENGE|FEHLEND|MINDERMENGE|TEKORT"),
        ("quantity", r"MANQUANT|MANCANTE|FALTANTE"),
        ("return", r"RETURN|RTN\b|RMA\b|RTV\b|RETOURE|RETOUR\b|R(?:U|Ü|UE)CKSENDUNG|RESO\b|DEVOLUCI"),
        ("price", r"PRIC(?:E|ING)|PRC\b|OVERCHARGE|OVERBILL|PREISDIFF|PREISABWEI|PRIJSVERSCHIL|[EÉ]CART (?:DE )?PRIX"),
        ("promotion", r"PROMO|CO-?OP\b|ADVERTIS|MDF\b|MARKETING|WKZ\b|WERBEKOST"),
        ("allowance", r"ALLOWANCE|ALLOW\b|REBATE|RABATT|BONUS\b|REMISE\b|RISTOURNE|NACHLASS"),
        ("quality", r"DEFECT|QUALITY|REKLAMATION|R[EÉ]CLAMATION|M(?:A|Ä|AE)NGEL|MINDERUNG|LITIGE|KLACHT|CONTESTAZION"),
        ("late_delivery", r"LATE DEL"),
        ("compliance_fine", r"COMPLIANCE|CHARGEBACK|FINE\b|PENALTY|P[EÉ]NALIT[EÉ]|VERTRAGSSTRAFE|BELASTUNG|BOETE\b"),
        ("pallet", r"PALLET|PALETTE"),
        ("discount", r"DISC(?:OUNT)?\b|SKONTO|SKTO\b|ESCOMPTE|SCONTO|KORTING|DTO\b|DESCUENTO"),
    )
)

_PART = re.compile(
    r"\b(?:PARTIAL|PART ?(?:PAYMENT|PMT|PYMT|PAY)\b|PRTL\b|INSTAL?LMENT|BAL(?:ANCE)? TO FOLLOW"
    r"|(?:PAYMENT|PMT|PYMT|PART) \d+ OF \d+"
    r"|(?<!PAGE )(?<!PG )(?<!CHECK )(?<!CK )[1-9] OF [2-9]\b"
    r"(?! ?(?:CASE|CS|UNIT|PCS|PIECE|PALLET|BOX|CTN|CARTON|ITEM|EA))"
    r"|PROGRESS (?:PAY|PMT|PYMT|BILL)|1ST HALF|2ND HALF|(?:FIRST|SECOND|LAST) (?:HALF|OF TWO)"
    r"|ON (?:ACCOUNT|ACCT) OF (?:INV|BILL|#|\d)|DOWN[- ]?(?:PAY|PMT|PYMT)"
    r"|(?<!LESS )(?<!MINUS )[2-9]\d ?(?:%|PCT|PERCENT) (?:OF|ON|PMT|PYMT|PAYMENT|PROGRESS)\b"
    r"|BAL(?:ANCE)? (?:DUE )?(?:NEXT|LATER|TO COME|IN \d+ DAYS)|REST FOLGT|SOLDE [AÀ] SUIVRE"
    r"|TEIL(?:ZAHLUNG|BETRAG)|ABSCHLAG|ANZAHLUNG|RATENZAHLUNG|ACOMPTE|(?:PAIEMENT|VERSEMENT|R[EÈ]GLEMENT) PARTIEL"
    r"|(?:PAGO|ABONO) PARCIAL|PAGAMENTO (?:PARZIALE|PARCIAL)|ACCONTO|DEELBETALING|DELBETAL(?:N?ING)"
    r"|TEILZ\b|A CUENTA (?:DE )?(?:FRA|FACTURA)|\d{1,2}\. ?RATE\b|RATE \d{1,2}\b|OSASUORITUS|CZ[EĘ][SŚ]CIOWA)",
    re.IGNORECASE,
)
#: Words of an advance; `deposit` too, where it is not the bank's word for a credit.
_ADVANCE = re.compile(
    r"\b(?:PRE[- ]?PA(?:Y|ID)|PRE[- ]?PM?TS?\b|PRE[- ]?PYMT|DOWN[- ]?(?:PAY|PMT|PYMT)|ADVANCE|ADV\.? ?(?:PAY|PMT|PYMT)"
    r"|PRO[- ]?FORMA|ON ACCOUNT|ON ACCT|RETAINER|BEFORE DELIVERY|FUTURE ORDERS?|ANZAHLUNG|VORKASSE|ACOMPTE"
    r"|VORAUSZAHLUNG|ANTICIPO|ANTICIPAT[AO]|VOORUITBETALING|ZALICZKA|FORSKUD|F[OÖ]RSKOTT"
    r"|(?:\d+ ?(?:%|PCT|PERCENT)|ORDER|INITIAL|SECURITY) DEPOSIT"
    r"|DEPOSIT (?:ON|FOR|AGAINST|TOWARDS?|INVOICE|PAYMENT|PMT|\d+ ?(?:%|PCT|PERCENT)|(?:PO|ORDER|P\.O\.)\b))",
    re.IGNORECASE,
)
#: Words for money that pays no bill: given back, wages, a claim's, our own.
_OTHERWISE = re.compile(
    r"\b(?:REFUND(?:S|ED)?|RFND|REVERSALS?|PAYROLL|WAGES|INTER[- ]?COMPANY|REBATES?|DIVIDENDS?|GARNISHMENT"
    r"|REIMBURSE(?:D|MENT)?"
    r"|INSURANCE (?:PROCEEDS|CLAIM)|SETTLEMENT (?:OF )?(?:CASE|CLAIM|AGREEMENT)|TAX RETURN"
    r"|(?:R(?:Ü|UE)CK)?ERSTATTUNG|R(?:Ü|UE)CKZAHLUNG|LOHNZAHLUNG|GEHALT|REMBOURSEMENT|SALAIRES?|REEMBOLSO|DEVOLUCI[OÓ]N|N[OÓ]MINA"
    r"|RIMBORSO|STIPENDI[OA]?|TERUGBETALING|RESTITUTIE|ZWROT|ÅTERBETALNING|TILBAGEBETALING)\b",
    re.IGNORECASE,
)
#: A discount with its sum: `LESS DISC 361.52`, `DISCOUNT USD 4.02`.
_DISCOUNT = re.compile(
    r"\b(?:DISC(?:OUNT)?(?: (?:TAKEN|OF))?|SKONTO|SKTO|ESCOMPTE|SCONTO|KORTING|DESCUENTO)[\s:=$]*(?:USD|EUR)?[\s:=$]*"
    r"(\d{1,3}(?:[,.]\d{3})+|\d+)[.,](\d{2})(?![\d%])",
    re.IGNORECASE,
)
_SUM = r"(?P<whole>\d{1,3}(?:[,.]\d{3})+|\d+)[.,](?P<cents>\d{2})(?![\d%])(?=(?P<behind>.{0,40}))"
#: A sum taken off with words around it: `LESS QUANTITY SHORT 12.58 ON 6848675`, `short paid 20.00 damaged goods`.
_TAKEN_OFF = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(labels.LESS, key=len, reverse=True))})\b|\./\.)(?P<why>[^0-9]{{0,40}}?){_SUM}",
    re.IGNORECASE,
)
#: The same with a mark for a word, and with the number of the payer's own paper: `-40.00 FREIGHT`, `DM 4471 40.00`.
_MARKED = re.compile(rf"(?<![\w.,/-])-(?P<why>\s?\$?){_SUM}", re.IGNORECASE)
_BY_PAPER = re.compile(
    rf"\b(?:{'|'.join(sorted(labels.DEBITS, key=len, reverse=True))})"
    rf"(?P<why>[\s#.:-]*(?:NO\.?|NR\.?)?[\s#]*[A-Z]{{0,4}}-?\d[\dA-Z-]*[\s:=]+-?\s?\$?){_SUM}",
    re.IGNORECASE,
)
#: The number of the item behind it; with the reason between, four digits in a row of it: `ON 11/12` is a day.
_OF_ITEM = re.compile(
    r"^\s*(?:USD|EUR)?(?:\W*|[^\d,;/+&]{0,24}?\b(?=(?:ON|FOR|AGAINST|OFF|AUF|VON|ZU|SUR)\b\D{0,8}(?:\d{4}|\d{1,3}[-/.]\d{4})))"
    r"(?:ON|FOR|AGAINST|OFF|AUF|VON|ZU|SUR|DE)\b(?P<number>.*\d.*)$",
    re.IGNORECASE,
)
#: What is left of an item once a part of it is paid: `BALANCE 366.16 TO FOLLOW`.
_LEFT = re.compile(
    r"\b(?:BAL(?:ANCE)?|REST(?:BETRAG)?|REMAINDER|REMAINING|SOLDE|SALDO|OPEN)(?: (?:DUE|OF|LEFT|REMAINING|AMOUNT|IS))*"
    rf"[\s:=$]*(?:USD|EUR)?[\s:=$]*{_SUM}",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"\b(?:STATEMENT|STMT|ACCOUNT BALANCE|(?:BALANCE|AMOUNT|TOTAL|ALL|EVERYTHING) DUE|BALANCE IN FULL|PAID IN FULL"
    r"|(?:ALL|TOTAL) OPEN|OPEN BALANCE|ALL INVOICES|PAY(?:ING)? OFF"
    r"|BALANCE OF ACCOUNT|KONTOAUSGLEICH|KONTOSALDO|OFFENE[NR]? POSTEN|SALDO CONTO|SOLDE (?:DE|DU) COMPTE)",
    re.IGNORECASE,
)
_FEE = re.compile(
    r"(?:CHGS?|CHARGES?|FEES?|71F|SPESEN|GEB(?:[UÜ]|UE)HR(?:EN)?|BANKKOSTEN|FRAIS(?: BANCAIRES?)?|SPESE(?: BANCARIE)?"
    r"|GASTOS(?: BANCARIOS)?|COMMISSIONI|COMISI[OÓ]N(?:ES)?)\W{0,3}(?:[A-Z]{3}\W?)?(?P<sum>\d[\d,]*[.,]\d{2})\b",
    re.IGNORECASE,
)
#: What stands before a fee that no bank keeps.
_NOT_BANKS = re.compile(
    r"\b(?:LATE|RESTOCK(?:ING)?|HANDLING|FREIGHT|SHIPPING|DELIVERY|STORAGE|FINANCE|FUEL|PALLET|RETURN|COMPLIANCE"
    r"|CANCELLATION|PROCESSING|LICEN[SC]E|REBILL(?:ING)?|RUSH|PACKING|PORTAL|VENDOR)\W*$",
    re.IGNORECASE,
)
_NO_DIGIT = re.compile(r"\D")
#: Where nothing stands like the cents of a sum, a text states none: most name numbers alone.
_CENTS = re.compile(r"[.,]\d{2}")
_STATED = re.compile(r"(?<![\d.,])(\d{1,3}(?:[,.]\d{3})*|\d+)[.,](\d{2})(?![\d])")
STATED_REACH = 24


def of(code: str, text: str) -> str:
    """Return the reason a code or words name; `other` where something is said that we do not know.

    Lockbox codes are mostly X12's with a zero in front.
    """
    plain = code.strip().upper()
    if reason := CODES.get(plain) or CODES.get(plain.lstrip("0").rjust(2, "0")) or LETTERS.get(plain):
        return reason
    if reason := next((reason for reason, words in WORDS if words.search(text)), ""):
        return reason
    return "other" if code or text.strip() else "unexplained"


def _unbroken(text: str) -> tuple[str, ...]:
    """Return a text with its line ends read as nothing and as blanks: banks break lines inside words and sums."""
    return (text.replace("\n", ""), text.replace("\n", " ")) if "\n" in text else (text,)


def _stating(text: str) -> tuple[str, ...]:
    """Return a text with its line ends read either way, where it may state a sum."""
    whole = _unbroken(text)
    return whole if any(map(_CENTS.search, whole)) else ()


def _says(words: re.Pattern[str], text: str) -> bool:
    """Return whether the words stand in a text."""
    if "\n" not in text:
        return words.search(text) is not None
    return any(words.search(whole) for whole in _unbroken(text))


@remembered(TEXTS_KEPT)
def part_payment(text: str) -> bool:
    """Return whether the payer himself calls it a part payment."""
    return _says(_PART, text)


def advance(text: str) -> bool:
    """Return whether the payer calls it an advance, a deposit or a payment on account."""
    return _says(_ADVANCE, text)


def otherwise(text: str) -> bool:
    """Return whether the payer calls it something that pays no bill: a refund, wages, a claim's settlement."""
    return _says(_OTHERWISE, text)


def statement(text: str) -> bool:
    """Return whether the payer says he pays a statement or his balance."""
    return _says(_STATEMENT, text)


@remembered(TEXTS_KEPT)
def stated_fees(text: str, currency: str) -> frozenset[int]:
    """Return the bank charges a text states, in minor units."""
    if exponent(currency) != 2:
        return frozenset()
    found = (
        _NO_DIGIT.sub("", each["sum"])
        for whole in _stating(text)
        for each in _FEE.finditer(whole)
        if _NOT_BANKS.search(whole[: each.start()]) is None
    )
    return frozenset(map(int, found))


@remembered(TEXTS_KEPT)
def stated_discounts(text: str, currency: str) -> tuple[tuple[int, int], ...]:
    """Return the discounts a text states, each with where it stands, in minor units."""
    if exponent(currency) != 2 or not _CENTS.search(text):
        return ()
    return tuple((found.start(), _minor(found[1], found[2])) for found in _DISCOUNT.finditer(text))


def _minor(whole: str, cents: str) -> int:
    """Return a sum in minor units, whichever of point and comma parts its thousands."""
    return int(whole.replace(",", "").replace(".", "") + cents)


@remembered(TEXTS_KEPT)
def stated_balances(text: str, currency: str) -> frozenset[int]:
    """Return the sums a text says are left to pay, in minor units."""
    if exponent(currency) != 2:
        return frozenset()
    return frozenset(_minor(said["whole"], said["cents"]) for one in _stating(text) for said in _LEFT.finditer(one))


class Deduction(NamedTuple):
    """A sum the payer says he took off: why, and what he wrote behind it as the number of the item, if anything.

    `signs` letters and digits stand before it, whatever line ends or blanks do.
    """

    minor: int
    reason: str
    number: str
    signs: int = 0


@remembered(TEXTS_KEPT)
def stated_deductions(text: str, currency: str) -> tuple[Deduction, ...]:
    """Return the deductions a text states with a reason we know, a line end read as nothing or else as a blank."""
    if exponent(currency) != 2:
        return ()
    whole = {_deductions(unbroken) for unbroken in _stating(text)}
    return max(sorted(whole), key=lambda each: (len(each), sum(bool(said.number) for said in each)), default=())


def signs(text: str) -> int:
    """Return how many letters and digits a text has."""
    return sum(map(str.isalnum, text))


def _deductions(text: str) -> tuple[Deduction, ...]:
    """Return the deductions of one line of text in their order; discounts are left to the items' terms."""
    found: dict[int, Deduction] = {}
    for pattern in (_TAKEN_OFF, _BY_PAPER, _MARKED):
        for said in pattern.finditer(text):
            minor, reason = _minor(said["whole"], said["cents"]), _why(said, text, paper=pattern is _BY_PAPER)
            if reason and reason != "discount" and minor:
                item = _OF_ITEM.match(said["behind"])
                number = item["number"] if item else ""
                found.setdefault(said.start("whole"), Deduction(minor, reason, number, signs(text[: said.start()])))
    return tuple(each for _, each in sorted(found.items()))


def _why(said: re.Match[str], text: str, *, paper: bool) -> str:
    """Return the reason that stands with a sum: before it, behind it, or before the word that says it was taken off.

    A paper of the payer's own is a reason, if no other stands there.
    """
    before = re.split(r"[\d,;/]", text[max(0, said.start() - STATED_REACH) : said.start()])[-1]
    near = (said[0][: said.start("whole") - said.start()], said["behind"], before)
    found = next((reason for words in near for reason, known in WORDS if known.search(words)), "")
    return found or ("other" if paper else "")


@remembered(TEXTS_KEPT)
def taken_off(text: str, currency: str) -> frozenset[int]:
    """Return the sums a text says were taken off, for whatever reason, in minor units."""
    if exponent(currency) != 2:
        return frozenset()
    return frozenset(
        _minor(said["whole"], said["cents"]) for one in _stating(text) for said in _TAKEN_OFF.finditer(one)
    )


def stated_deduction(text: str, minor: int, currency: str) -> str:
    """Return the reason whose word stands beside exactly this sum in the text, or `""`."""
    if exponent(currency) != 2 or not _CENTS.search(text):
        return ""
    for found in _STATED.finditer(text):
        if _minor(found[1], found[2]) != minor:
            continue
        near = text[max(0, found.start() - STATED_REACH) : found.end() + STATED_REACH]
        if reason := next((reason for reason, words in WORDS if words.search(near)), ""):
            return reason
    return ""
