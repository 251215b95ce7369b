"""Labels in the free text of a bank line: where they stand, and what the values behind them mean.

A label is found by the `:`, `=` or `#` after it, before which one blank may stand, and runs to the next label.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from parsers.records import Ref

#: Label as banks write it -> what its value is; a value of "" only ends the value before it.
LABELS: dict[str, str] = {
    **dict.fromkeys(
        ("ORIG CO NAME", "ORIGINATING CO NAME", "COMPANY NAME", "CO NAME", "ORIG NAME", "ORG NAME"), "name"
    ),
    **dict.fromkeys(("ORG", "ORIG", "ORIGINATOR", "B/O", "BO", "BY ORDER OF", "DBNM", "FROM", "FR", "PAYER"), "name"),
    **dict.fromkeys(("ORIGINATOR NAME", "SENDER NAME", "PAYER NAME", "PAYOR", "PAYOR NAME", "REMITTER"), "name"),
    **dict.fromkeys(("REMITTER NAME", "DEBTOR", "DEBTOR NAME", "ORDERING CUSTOMER", "ORDERING PARTY"), "name"),
    **dict.fromkeys(("ORIG ID", "CO ID", "COMPANY ID", "ORIG CO ID", "ORIGINATOR ID", "COMP ID"), "company"),
    **dict.fromkeys(("CO ENTRY DESCR", "ENTRY DESCR", "CO ENTRY DESC", "ENTRY DESC", "ENTRY DESCRIPTION"), "entry"),
    "CO": "originator",  # `CO:name ID:company ENTRY:what ADDENDA:words`; elsewhere the end of a name (`_proven`)
    "ENTRY": "entry",
    "DES": "described",  # the name stands before it
    **dict.fromkeys(("SEC", "ENTRY CLASS", "SEC CODE"), ""),
    **dict.fromkeys(("TRACE", "TRACE NO", "TRACE NUMBER", "TRACE NBR", "TRACE ID", "ACH TRACE"), "trace"),
    **dict.fromkeys(("IND ID", "IND ID NO", "INDIVIDUAL ID", "IDNM", "IND ID NBR"), "identification"),
    **dict.fromkeys(("IND NAME", "INDN", "INDIVIDUAL NAME", "CRNM", "RECEIVER"), ""),
    **dict.fromkeys(("DESC DATE", "EED", "ENTRY DATE", "EFF DATE", "DATE", "TIME", "WIRE TYPE", "COMPANY DATA"), ""),
    **dict.fromkeys(
        ("PMT INFO", "ADDENDA", "REMARK", "REMI", "REMITTANCE INFO", "OBI", "PMT DET", "DETAILS", "OB"), "words"
    ),
    **dict.fromkeys(("REMARKS", "REMIT", "REMIT INFO", "REMITTANCE", "RMT INFO", "MEMO", "MESSAGE", "MSG"), "words"),
    **dict.fromkeys(("PAYMENT DETAILS", "PAYMENT DETAIL", "PMT DETAILS", "PMT DETAIL", "PAYMENT INFO"), "words"),
    **dict.fromkeys(("PURPOSE", "COMMENT", "COMMENTS", "NOTE", "NOTES"), "words"),
    **dict.fromkeys(
        ("OGB", "SND BK", "VIA", "SENDER BNK", "ORIG BANK", "BBI", "BBK", "REASON", "RETURN REASON"), "bank"
    ),
    **dict.fromkeys(("SENDER ID", "DABA", "DBIC"), "routing"),
    **dict.fromkeys(("DACT", "ORG ID"), "account"),
    "ID": "id",
    "IMAD": "imad",
    "OMAD": "omad",
    **dict.fromkeys(("FED REF", "FED NO", "FED", "TRN", "SSN", "GS ID", "SEQ"), "bank_number"),
    **dict.fromkeys(("RFB", "REF FOR BNF", "BNF REF"), "beneficiary"),
    **dict.fromkeys(
        ("BNF", "BNF NAME", "BNF ADDRESS", "BNF ID", "ORG ADDRESS", "REC FI", "REC ID", "CACT", "CABA"), ""
    ),
    **dict.fromkeys(
        ("CBIC", "REF", "TO", "RETURN FROM", "RETURN TO", "ACCOUNT", "TRID", "PY", "BI", "BO1", "ENDT", "UETR"), ""
    ),
    "EREF": "end_to_end",
    **dict.fromkeys(("CREF", "CLIENT REF ID", "SRF"), "customer"),
    **dict.fromkeys(("CHKN", "CHECK SERIAL NUMBER", "CHECK NO", "CHECK NUMBER"), "check"),
    **dict.fromkeys(("LOCKBOX", "LOCKBOX NO", "LOCKBOX NUMBER", "LBX", "LBX NO", "LKBX", "BOX NO"), "lockbox"),
}
LONGEST = max(map(len, LABELS))
#: Meaning -> kind of reference it becomes.
_REFERENCES: dict[str, Ref] = {
    "trace": Ref.TRACE,
    "imad": Ref.IMAD,
    "omad": Ref.OMAD,
    "bank_number": Ref.BANK,
    "beneficiary": Ref.BENEFICIARY,
    "end_to_end": Ref.END_TO_END,
    "customer": Ref.CUSTOMER,
    "check": Ref.CHECK,
    "identification": Ref.IDENTIFICATION,
    "lockbox": Ref.LOCKBOX,
}
#: References that are one word: what follows the first blank belongs to nobody.
_ONE_WORD = frozenset(
    {"trace", "imad", "omad", "bank_number", "check", "lockbox", "end_to_end", "company", "routing", "account"}
)
#: The last word of a label -> the labels that end in it, longest first.
_BY_WORD: dict[str, tuple[str, ...]] = {
    word: tuple(sorted((each for each in LABELS if each.rpartition(" ")[2] == word), key=len, reverse=True))
    for word in {each.rpartition(" ")[2] for each in LABELS}
}
#: Labels of one word that no longer label ends in.
_ALONE = frozenset(word for word, labels in _BY_WORD.items() if labels == (word,))
#: The last two letters of a label -> the labels that end so, longest first.
_ENDINGS: dict[str, tuple[str, ...]] = {
    label[-2:]: tuple(sorted((each for each in LABELS if each.endswith(label[-2:])), key=len, reverse=True))
    for label in LABELS
}
SETTLED = re.compile(r"\b(?:ACH[ _]?SE?TT?L|SETTLEMENT|SETL|BATCH(?:ES)?|TOTALS?|OFFSET|ORIGINATED)\b", re.IGNORECASE)
#: A number of an invoice: its payer, not the bank, wrote what stands around it.
INVOICED = re.compile(
    r"\b(?:INV(?:OICES?|S|NO)?|BILLS?|P\.?O\.?)(?: ?(?:NO|NUMBER|NBR)\b)?[ .:#-]{0,3}[A-Z-]{0,6}\d", re.IGNORECASE
)
OWN = re.compile(
    r"\b(?:SWEEP|CASH CONCENTRATION|ZBA|ZERO BALANCE"
    r"|INTEREST (?:CREDIT|PAYMENT|PAID|EARNED)|FEE (?:REFUND|REVERSAL))\b",
    re.IGNORECASE,
)
_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
_WORD_MARKS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
#: A wire's input or output number: the day, with or without its year, the source and the sequence (10.2).
CYCLE = re.compile(r"(?:20\d\d)?[01]\d[0-3]\d[A-Z0-9]{8}\d{6}(?!\d)")
_TRACE = re.compile(r"(?<!\d)\d{15}(?!\d)")
#: What the numbers look like that are made whole again where a line's end cut them.
_SHAPES = {Ref.TRACE: _TRACE, Ref.IMAD: CYCLE, Ref.OMAD: CYCLE}
#: An `ID:` belongs to the label before it: the payer's account, or the sending bank's number.
_IDENTIFIED = {"name": "account", "originator": "company", "bank": "routing"}
_PAYERS = frozenset({"name", "originator", "company", "routing", "account"})
#: What must come next for `CO` to be the label of an ACH description.
_AFTER_CO = frozenset({"ID", "ENTRY"})
#: Labels behind which the payer speaks, not the bank: a settlement he names there is his own affair.
_HIS_WORDS = frozenset({"ADDENDA", "PMT INFO", "RMT INFO", "REMI", "REMIT INFO", "REMITTANCE INFO", "OBI"})

#: What a value says of the payer, and which value.
Step = tuple[str, int]
#: Which reference a value is, which value, whether it is one word, and what it looks like where that is known.
ReferenceStep = tuple[Ref, int, bool, re.Pattern[str] | None]


class Means(NamedTuple):
    """What the values behind some labels in a row are good for; the first value is the text before any label."""

    payer: tuple[Step, ...]
    references: tuple[ReferenceStep, ...]


class Outline(NamedTuple):
    """What a text says whatever its digits are: where its values stand, and which facts may be in it at all."""

    means: Means
    places: tuple[slice, ...]
    segments: bool  # RMR or TRN
    box: bool
    imad: bool  # its lines joined tightly
    dashes: int
    settled: bool  # words of a settlement of several payments
    own: bool  # words of nobody's payment


def labelled(view: str) -> tuple[Outline, list[str]]:
    """Return the values of a text, what is before its first label and behind each, and what they are good for.

    Where labels stand does not depend on the digits between them, and customers come again: it is remembered.
    """
    form = view.encode().translate(_DIGITS)
    has_digit = b"O0" in form or b"o0" in form  # may be the one label that has a digit
    outline = _outline.__wrapped__(view.encode()) if has_digit else _outline(form)
    return outline, [view[place] for place in outline.places]


@lru_cache(maxsize=4096)
def _outline(form: bytes) -> Outline:
    """Return what is known of all texts of this form."""
    view = form.decode()
    upper, tight = view.upper(), view.replace("\n", "")
    labels, places = _found(view)
    return Outline(
        _meant(labels),
        places,
        any("RMR" in each or "TRN" in each for each in (view, tight)),
        "BOX" in upper or "BX" in upper,
        "IMAD" in tight.upper(),
        tight.count("-"),
        SETTLED.search(_by_the_bank(view, labels, places)) is not None
        and not any(INVOICED.search(each) for each in (view, tight)),
        OWN.search(view) is not None,
    )


def _found(view: str) -> tuple[tuple[str, ...], tuple[slice, ...]]:
    """Return the labels of a text and where the values stand: before the first and behind each."""
    labels: list[str] = []
    places: list[slice] = []
    marks = _capitals(view).replace("=", ":").replace("#", ":") + "."
    start = before = 0
    end = marks.find(":")
    while end >= 0:
        after = end + 1
        while marks[after] == ":":
            after += 1
        while marks[after] == " ":
            after += 1
        if marks[end - 1] == " ":
            end -= 1
        word = marks[max(marks.rfind(" ", before, end) + 1, before) : end]
        label = word if word in _ALONE else _label(marks, end, word)
        if label is not None:
            at = end - len(label)
            if label == "CO ID" and labels and labels[-1] == "ORIG":
                label, at = "ID", at + 3  # a name that ends in CO, and the account after it
            labels.append(label)
            places.append(slice(start, at))
            start = after
        before = after
        end = marks.find(":", after)
    places.append(slice(start, len(view)))
    return (tuple(labels), tuple(places)) if "CO" not in labels and "ENTRY" not in labels else _proven(labels, places)


def _proven(labels: list[str], places: list[slice]) -> tuple[tuple[str, ...], tuple[slice, ...]]:
    """Return labels and places without CO and ENTRY where these do not stand together as in an ACH description."""
    if any(label == "CO" and after in _AFTER_CO for label, after in pairwise(labels)):
        return tuple(labels), tuple(places)
    kept, values = [], places[:1]
    for label, place in zip(labels, places[1:], strict=True):
        if label in {"CO", "ENTRY"}:
            values[-1] = slice(values[-1].start, place.stop)
        else:
            kept.append(label)
            values.append(place)
    return tuple(kept), tuple(values)


def _by_the_bank(view: str, labels: tuple[str, ...], places: tuple[slice, ...]) -> str:
    """Return a text without what stands behind the labels of the payer's own words."""
    own = [place for label, place in zip(labels, places[1:], strict=True) if label in _HIS_WORDS]
    for place in reversed(own):
        view = view[: place.start] + " " + view[place.stop :]
    return view


def _capitals(view: str) -> str:
    """Return a text in capitals, a blank for each line end, every letter at its place."""
    if view.isascii():
        return view.upper().replace("\n", " ")
    return "".join(capital if len(capital := mark.upper()) == 1 else mark for mark in view).replace("\n", " ")


def _label(marks: str, end: int, word: str) -> str | None:
    """Return the longest label that ends there, with this word, and begins where a word does."""
    for label in _BY_WORD.get(word, ()):
        size = len(label)
        if size == len(word):
            return label
        if marks.endswith(label, 0, end) and (size == end or marks[end - size - 1] not in _WORD_MARKS):
            return label
    if word.isalnum() and word.isascii():
        return None
    for label in _ENDINGS.get(word[-2:], ()):  # a mark may stand before a label without a blank
        at = end - len(label)
        if word.endswith(label) and marks[at - 1] not in _WORD_MARKS:
            return label
    return None


@lru_cache(maxsize=4096)
def _meant(labels: tuple[str, ...]) -> Means:
    """Return what the values behind labels in this order are good for."""
    payer: list[Step] = []
    references: list[ReferenceStep] = []
    before = "lead"
    for at, meaning in enumerate(map(LABELS.__getitem__, labels), start=1):
        kind = _REFERENCES.get(meaning)
        if meaning in _PAYERS or (meaning == "described" and before == "lead"):
            payer.append((meaning, at))
        elif meaning == "id" and before in _IDENTIFIED:
            payer.append((_IDENTIFIED[before], at))
        elif meaning == "id" and before == "described":
            kind = Ref.IDENTIFICATION
        if kind is not None:
            references.append((kind, at, meaning in _ONE_WORD, _SHAPES.get(kind)))
        before = meaning
    return Means(tuple(payer), tuple(references))
