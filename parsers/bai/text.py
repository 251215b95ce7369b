"""What hides in the free text of a bank line: who paid, which references, and EDI segments (US notes, section 3).

Nothing here is standardised; labels are a bank's convention. A label is found by the `:`, `=` or `#` after it and
runs to the next label; texts that were wrapped at a fixed column are glued first, so that a cut word is whole again.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.bai.edi import found_in
from parsers.records import Party, Ref, Reference, Remittance

#: Label as banks write it -> what its value is; a value of "" only ends the value before it.
LABELS: dict[str, str] = {
    **dict.fromkeys(
        ("ORIG CO NAME", "ORIGINATING CO NAME", "COMPANY NAME", "CO NAME", "ORIG NAME", "ORG NAME"), "name"
    ),
    **dict.fromkeys(("ORG", "ORIG", "ORIGINATOR", "B/O", "BO", "BY ORDER OF", "DBNM", "FROM", "FR", "PAYER"), "name"),
    **dict.fromkeys(("ORIG ID", "CO ID", "COMPANY ID", "ORIG CO ID", "ORIGINATOR ID", "COMP ID"), "company"),
    **dict.fromkeys(("CO ENTRY DESCR", "ENTRY DESCR", "CO ENTRY DESC", "ENTRY DESC", "ENTRY DESCRIPTION"), "entry"),
    "DES": "described",  # the name stands before it
    **dict.fromkeys(("SEC", "ENTRY CLASS", "SEC CODE"), ""),
    **dict.fromkeys(("TRACE", "TRACE NO", "TRACE NUMBER", "TRACE NBR", "TRACE ID", "ACH TRACE"), "trace"),
    **dict.fromkeys(("IND ID", "IND ID NO", "INDIVIDUAL ID", "IDNM", "IND ID NBR"), "identification"),
    **dict.fromkeys(("IND NAME", "INDN", "INDIVIDUAL NAME", "CRNM", "RECEIVER"), ""),
    **dict.fromkeys(("DESC DATE", "EED", "ENTRY DATE", "EFF DATE", "DATE", "TIME", "WIRE TYPE", "COMPANY DATA"), ""),
    **dict.fromkeys(
        ("PMT INFO", "ADDENDA", "REMARK", "REMI", "REMITTANCE INFO", "OBI", "PMT DET", "DETAILS", "OB"), "words"
    ),
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
        ("CBIC", "REF", "TO", "RETURN FROM", "RETURN TO", "ACCOUNT", "TRID", "PY", "BI", "BO1", "ENDT"), ""
    ),
    "EREF": "end_to_end",
    **dict.fromkeys(("CREF", "CLIENT REF ID", "SRF"), "customer"),
    **dict.fromkeys(("CHKN", "CHECK SERIAL NUMBER", "CHECK NO", "CHECK NUMBER"), "check"),
    **dict.fromkeys(("LOCKBOX", "LOCKBOX NO", "LOCKBOX NUMBER", "LBX", "LBX NO", "LKBX", "BOX NO"), "lockbox"),
}
_SIZES = sorted({len(label) for label in LABELS}, reverse=True)
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
_SEPARATOR = re.compile(r"[ ]?[:=#][:=#]*[ ]*")
#: What ends a label; one blank may stand before it.
_LABELLED = re.compile(r"[:=#]++[ ]*+")
#: The last two letters of a label -> the labels that end so, longest first.
_ENDINGS: dict[str, tuple[str, ...]] = {
    label[-2:]: tuple(sorted((each for each in LABELS if each.endswith(label[-2:])), key=len, reverse=True))
    for label in LABELS
}
_WORD_MARKS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_NAME_END = re.compile(r"\n|;|\s{3,}|,\s*[A-Za-z ]{2,24}:")
#: Where a postal address begins behind a name: a house number and a kind of street, or a box.
_STREET = re.compile(
    r"\s(?=\d+[A-Z]?\s+(?:[A-Z.]+\s+){1,4}(?:ST|STREET|AVE|AVENUE|RD|ROAD|BLVD|DR|DRIVE|LN|LANE|WAY|PKWY|HWY|CT|PL|PLAZA|PLZ|SQ|TER|CIR)\b"
    r"|P\.?O\.? BOX\b)"
)
_ACCOUNT_FIRST = re.compile(r"/?(\d{5,17})[ /\n]+(?=\S*[A-Za-z])")
#: A wire's input or output number: the day, with or without its year, the source and the sequence (10.2).
_CYCLE = re.compile(r"(?:20\d\d)?[01]\d[0-3]\d[A-Z0-9]{8}\d{6}(?!\d)")
_IMAD = re.compile(rf"IMAD\W{{0,3}}({_CYCLE.pattern})|(?<![A-Z0-9])(20\d{{6}}[A-Z0-9]{{8}}\d{{6}}(?!\d))")
_UETR = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b", re.IGNORECASE)
_TRACE = re.compile(r"(?<!\d)\d{15}(?!\d)")
#: What the numbers look like that are made whole again where a line's end cut them.
_SHAPES = {Ref.TRACE: _TRACE, Ref.IMAD: _CYCLE, Ref.OMAD: _CYCLE}
_LOCKBOX = re.compile(
    r"\b(?:LOCK ?BOX|LBX|LKBX|BOX)[ .:#-]*(?:DEP(?:OSIT)?|CREDIT)?[ .:#-]*(?:NO|NUMBER|NBR)?[ .:#-]*0*(\d{2,10})\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(r"\b(?:ACH[ _]?SE?TT?L|SETTLEMENT|SETL|BATCH(?:ES)?|TOTALS?|OFFSET|ORIGINATED)\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:SWEEP|CASH CONCENTRATION|ZBA|ZERO BALANCE"
    r"|INTEREST (?:CREDIT|PAYMENT|PAID|EARNED)|FEE (?:REFUND|REVERSAL))\b",
    re.IGNORECASE,
)
_NAME_MAX = 140
_ACCOUNT_STARTS = frozenset("/0123456789")
_WRAP_MIN = 60
_RECORD_WIDTHS = (79, 80)  # one break alone proves a wrap only at the usual length (a blank may be trimmed)
_EMPTY = frozenset({"", "NONREF", "NOTPROVIDED", "NOT PROVIDED", "UNKNOWN", "NONE", "N/A"})


class Facts(NamedTuple):
    """What the text of one entry says.

    `several`: it speaks of a settlement of many payments. `own`: no payer, and words of interest, a sweep between our
    own accounts or the bank's own bookings.
    """

    payer: Party
    references: tuple[Reference, ...]
    remittance: tuple[Remittance, ...]
    lockbox: str
    several: bool
    own: bool


_SETTLED_MARKS = ("SETL", "SETTLE", "ACHS", "ACH S", "ACH_S", "BATCH", "TOTAL", "OFFSET", "ORIGINATED")
_OWN_MARKS = ("SWEEP", "CONCENTRATION", "ZBA", "ZERO", "INTEREST", "FEE")
#: Marks without which a text holds no fact: separators of labels, segments, boxes, settlements and own money.
_MARKS = (":", "=", "#", "RMR", "TRN", "BOX", "LBX", "LKBX", "IMAD", *_SETTLED_MARKS, *_OWN_MARKS)
#: The same as whole words, where a text has nothing but letters, digits and blanks.
_TELLING = frozenset(
    {"SETL", "STL", "SETTL", "STTL", "ACHSETL", "ACHSTL", "ACHSETTL", "ACHSTTL", "SETTLEMENT", "BATCH", "BATCHES"}
    | {"TOTAL", "TOTALS", "OFFSET", "ORIGINATED", *_OWN_MARKS}
)
_UETR_DASHES = 4
NOTHING = Facts(Party(), (), (), "", several=False, own=False)
#: What calm words say: they are no settlement and nobody's own, but more than nothing.
WORDS_ALONE = Facts(Party(), (), (), "", several=False, own=False)


def placeholder(reference: str) -> bool:
    """Tell whether a reference carries nothing (3.4)."""
    if reference[-1:].isdigit():
        return reference.strip("0 ") == "" or reference.startswith("O/B ")
    return reference.strip("0 ") == "" or reference.upper() in _EMPTY or reference.startswith("O/B ")


def glued(text: list[str], raw: list[str]) -> str | None:
    """Return the lines joined without a blank where the bank wrapped them at a fixed column, else None (1.3)."""
    lines = len(text)
    if lines < 2 or (lines == 2 and not _record_wide(raw[-2]) and not _record_wide(text[0])):
        return None
    for measured in (raw[-len(text) :], text):  # banks wrap the record, or the text alone
        widths = [len(line.rstrip()) for line in measured]
        width = max(widths[:-1])
        if len(text) == 2 and width not in _RECORD_WIDTHS:
            continue
        if width >= _WRAP_MIN and min(widths[:-1]) >= width - 1 and widths[-1] <= width:
            return "".join(_padded(text, widths, width))
    return None


def _record_wide(line: str) -> bool:
    """Tell whether a line has the usual length of a record."""
    return len(line) in _RECORD_WIDTHS or len(line.rstrip()) in _RECORD_WIDTHS


def _padded(text: list[str], widths: list[int], width: int) -> Iterator[str]:
    """Yield the lines with the blank that a wrap lost: at a trimmed end, and before a line that begins with a label."""
    for index, line in enumerate(text):
        found = _SEPARATOR.search(line, 0, _SIZES[0] + 2) if index else None
        if found and line[: found.start()].upper() in LABELS:
            yield " "
        yield line.rstrip() if index + 1 < len(text) else line
        if index + 1 < len(text):
            yield " " * (width - widths[index])


def told_by(text: list[str], raw: list[str], currency: str, minor: int) -> Facts:
    """Return what `facts` does, without looking closely at words in which no fact can be."""
    if not text:
        return NOTHING
    if calm(text[0]) if len(text) == 1 else not marked("".join(text).upper()):
        return WORDS_ALONE
    return facts(text, raw, currency, minor)


def calm(words: str) -> bool:
    """Tell whether no fact can be in one line of text, wherever digits are put into it."""
    upper = words.upper()
    if not upper.replace(" ", "").isalnum():
        return not marked(upper)
    return _TELLING.isdisjoint(upper.split()) and "BOX" not in upper and "BX" not in upper and "IMAD" not in upper


def marked(upper: str) -> bool:
    """Tell whether a mark stands in a text of capitals, or in what its lines give when they are joined tightly."""
    return any(map(upper.__contains__, _MARKS)) or upper.count("-") >= _UETR_DASHES


def facts(text: list[str], raw: list[str], currency: str, minor: int) -> Facts:
    """Return who paid, the references and the EDI remittance that the lines of text give."""
    if not text:
        return NOTHING
    whole = glued(text, raw)
    joined = text[0] if len(text) == 1 else "".join(text)
    view = "\n".join(text) if whole is None else whole
    values = _labelled(view)
    segments = found_in(view, joined, currency, minor)
    upper = view.upper()
    payer = _payer(values, segments.company)
    return Facts(
        payer,
        (*_references(values, joined), *segments.references),
        segments.remittance,
        _lockbox(upper),
        several=_speaks_of(_SETTLED, _SETTLED_MARKS, view, upper),
        own=not payer.name and _speaks_of(_OWN, _OWN_MARKS, view, upper),
    )


def _speaks_of(words: re.Pattern[str], marks: tuple[str, ...], view: str, upper: str) -> bool:
    """Tell whether a text holds some words; the marks tell quickly that it holds none."""
    return any(map(upper.__contains__, marks)) and words.search(view) is not None


def _labelled(view: str) -> list[tuple[str, str]]:
    """Return (meaning, value) of each label in the order of the text; the first pair is the text before any label."""
    values: list[tuple[str, str]] = []
    meaning, start, before = "lead", 0, ""
    capitals = _capitals(view)
    for found in _LABELLED.finditer(capitals):
        end = found.start()
        if capitals[end - 1 : end] == " ":
            end -= 1
        label = _label(capitals, end)
        if label is None:
            continue
        at = end - len(label)
        if at < start:
            continue
        if label == "CO ID" and before == "ORIG":
            label, at = "ID", at + 3  # a name that ends in CO, and the account after it
        values.append((meaning, view[start:at]))
        meaning, start, before = LABELS[label], found.end(), label
    values.append((meaning, view[start:]))
    return values


def _capitals(view: str) -> str:
    """Return a text in capitals, a blank for each line end, every letter at its place."""
    if view.isascii():
        return view.upper().replace("\n", " ")
    return "".join(capital if len(capital := mark.upper()) == 1 else mark for mark in view).replace("\n", " ")


def _label(capitals: str, end: int) -> str | None:
    """Return the longest label that ends there and begins where a word does."""
    for label in _ENDINGS.get(capitals[max(end - 2, 0) : end], ()):
        at = end - len(label)
        if capitals.endswith(label, 0, end) and (at == 0 or capitals[at - 1] not in _WORD_MARKS):
            return label
    return None


def _clean(value: str) -> str:
    """Return a value without the marks that banks put around it."""
    return value.strip(" \n\t,;/\\\"'*")


def _name(value: str) -> tuple[str, str]:
    """Return (account, name) of a party as one value gives them."""
    plain = value.strip(" \n,;")
    account = ""
    if plain[:1] in _ACCOUNT_STARTS and (found := _ACCOUNT_FIRST.match(plain)):
        account, plain = found[1], plain[found.end() :]
    name = plain.lstrip("/")
    if not name.replace(" ", "").isalpha() or "   " in name:
        name = _STREET.split(_NAME_END.split(name, maxsplit=1)[0], maxsplit=1)[0]
    return account, _clean(name)[:_NAME_MAX]


def _payer(values: list[tuple[str, str]], company: str) -> Party:
    """Return the party that sent the money."""
    said: dict[str, str] = {"company": company}
    before = ""
    for meaning, value in values:
        if meaning == "name":
            account, name = _name(value)
            if account and name and not said.get("account"):
                said |= {"name": name, "account": account}  # the name beside its account is the cleaner one
            said["name"] = said.get("name") or name
        elif meaning == "described" and before == "lead":
            said.setdefault("name", _name(values[0][1])[1])
        elif meaning == "id":
            _identified(said, before, value)
        elif meaning in {"company", "routing", "account"} and not said.get(meaning):
            said[meaning] = _word(value)
        before = meaning
    return Party(said.get("name", ""), said.get("account", ""), said.get("routing", ""), said["company"])


def _identified(said: dict[str, str], before: str, value: str) -> None:
    """An `ID:` belongs to the label before it: the payer's account, or the sending bank's number."""
    key = {"name": "account", "bank": "routing"}.get(before)
    if key and not said.get(key):
        said[key] = _word(value)


def _word(value: str) -> str:
    """Return the first word of a value."""
    words = _clean(value).split(None, 1)
    return words[0].rstrip(",;") if words else ""


def _references(values: list[tuple[str, str]], joined: str) -> tuple[Reference, ...]:
    """Return the references, each once, in the order of the text."""
    found: dict[tuple[Ref, str], None] = {}
    told, before = False, ""
    for meaning, value in values:
        kind = _REFERENCES.get(meaning)
        if meaning == "id" and before == "described":
            kind = Ref.IDENTIFICATION
        before = meaning
        if kind is None:
            continue
        text = _word(value) if meaning in _ONE_WORD else _clean(" ".join(value.split()))[:_NAME_MAX]
        if kind in _SHAPES:
            text = _whole(_SHAPES[kind], text, joined)
        if not placeholder(text):
            found[kind, text.lstrip("0") if kind is Ref.LOCKBOX else text] = None
            told = told or kind is Ref.IMAD
    if not told and "IMAD" in (tight := joined.upper()) and (imad := _IMAD.search(tight)):
        found[Ref.IMAD, imad[1] or imad[2]] = None
    if joined.count("-") >= _UETR_DASHES and (uetr := _UETR.search(joined)):
        found[Ref.UETR, uetr[0].lower()] = None
    return tuple([Reference(kind, text) for kind, text in found])


def _whole(shape: re.Pattern[str], text: str, joined: str) -> str:
    """Return a number that a wrap cut in two, whole again; what has not the shape stays as it was written."""
    at = joined.find(text) if text and not shape.fullmatch(text) else -1
    while at >= 0:
        if found := shape.match(joined, at):
            return found[0]
        at = joined.find(text, at + 1)
    return text


def _lockbox(upper: str) -> str:
    """Return the lockbox number a text names, without pad zeros."""
    if "BOX" not in upper and "LBX" not in upper and "LKBX" not in upper:
        return ""
    found = _LOCKBOX.search(upper)
    return found[1] if found else ""
