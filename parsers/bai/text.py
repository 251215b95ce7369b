"""What hides in the free text of a bank line: who paid, which references, and EDI segments (US notes, section 3).

Nothing here is standardised; labels are a bank's convention. Texts that were wrapped at a fixed column are glued
before their labels are looked for, so that a cut word is whole again.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from parsers.bai.edi import NONE, found_in
from parsers.bai.labels import CYCLE, LABELS, LONGEST, ReferenceStep, Step, labelled
from parsers.records import Party, Ref, Reference, Remittance

_SEPARATOR = re.compile(r"[ ]?[:=#][:=#]*[ ]*")
_NAME_END = re.compile(
    r"\n|;|\s{3,}|,\s*[A-Za-z ]{2,24}:|\s(?=(?:SENDER\s+REF|CO ID|COMPANY ID|ORIG ID)[ .]{1,2}[A-Z0-9]*\d)"
)
#: A bank's own words before the name of an ACH payer, and his company's number behind it without a label's mark.
_ACH_LEAD = re.compile(r"^(?:ACH|EFT) (?:CR|CREDIT|DEP|DEPOSIT|PMT|PAYMENT) (?:FROM )?(?=\S)", re.IGNORECASE)
_COMPANY = re.compile(r"\b(?:CO|COMPANY|ORIG) ID\.? ([A-Z0-9]{9,10})\b")
#: Where a postal address begins behind a name: a house number and a kind of street, or a box.
_STREET = re.compile(
    r"\s(?=\d+[A-Z]?\s+(?:[A-Z.]+\s+){1,4}(?:ST|STREET|AVE|AVENUE|RD|ROAD|BLVD|DR|DRIVE|LN|LANE|WAY|PKWY|HWY|CT|PL|PLAZA|PLZ|SQ|TER|CIR)\b"
    r"|P\.?O\.? BOX\b)"
)
_ACCOUNT_FIRST = re.compile(r"/?(\d{5,17})[ /\n]+(?=\S*[A-Za-z])")
_IMAD = re.compile(rf"IMAD\W{{0,3}}({CYCLE.pattern})|(?<![A-Z0-9])(20\d{{6}}[A-Z0-9]{{8}}\d{{6}}(?!\d))")
_UETR = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b", re.IGNORECASE)
_LOCKBOX = re.compile(
    r"\b(?:LOCK ?BOX|LBX|LKBX|BOX)[ .:#-]*(?:DEP(?:OSIT)?|CREDIT)?[ .:#-]*(?:NO|NUMBER|NBR)?[ .:#-]*0*(\d{2,10})\b",
    re.IGNORECASE,
)
#: The payer's own number as banks write it out of an ISO 20022 message (11), and what ends it.
_PAYERS_OWN = re.compile(r"/ROC/\s*([^/\s]{1,35})\s*(?:/|\n|$)")
#: What XML gateways leave of marks (1.10).
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'"}
_NAME_MAX = 140
_NAMED = frozenset({"name", "originator"})
_IMAD_KIND = Ref.IMAD
_ACCOUNT_STARTS = frozenset("/0123456789")
_WRAP_MIN = 60
_RECORD_WIDTHS = (79, 80)  # one break alone proves a wrap only at the usual length (a blank may be trimmed)
_EMPTY = frozenset({"", "NONREF", "NOTPROVIDED", "NOT PROVIDED", "UNKNOWN", "NONE", "N/A"})


class Facts(NamedTuple):
    """What the text of one entry says.

    `several`: no payer, and words of a settlement of many payments. `own`: no payer, and words of interest, a sweep
    between our own accounts or the bank's own bookings.
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
_MARKS = (":", "=", "#", "RMR", "TRN", "BOX", "LBX", "LKBX", "IMAD", "/ROC/", *_SETTLED_MARKS, *_OWN_MARKS)
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
    size = len(line)
    return size >= _RECORD_WIDTHS[0] and (size in _RECORD_WIDTHS or len(line.rstrip()) in _RECORD_WIDTHS)


def _padded(text: list[str], widths: list[int], width: int) -> Iterator[str]:
    """Yield the lines with the blank that a wrap lost: at a trimmed end, and before a line that begins with a label."""
    for index, line in enumerate(text):
        found = _SEPARATOR.search(line, 0, LONGEST + 2) if index else None
        if found and line[: found.start()].upper() in LABELS:
            yield " "
        yield line.rstrip() if index + 1 < len(text) else line
        if index + 1 < len(text):
            yield " " * (width - widths[index])


def told_by(text: list[str], raw: list[str], currency: str, minor: int) -> Facts:
    """Return what `facts` does, without looking closely at words in which no fact can be."""
    if not text:
        return NOTHING
    if ":" in text[0]:  # a mark of labels
        return facts(text, raw, currency, minor)
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
    if "&" in view and ";" in view:
        view, joined = _unescaped(view), _unescaped(joined)
    outline, values = labelled(view)
    means = outline.means
    segments = found_in(view, joined, currency, minor) if outline.segments or whole is not None else NONE
    payer = _payer(means.payer, values, segments.company)
    unnamed = not payer.name
    references = _references(means.references, values, joined) if means.references else ()
    if outline.imad or outline.dashes >= _UETR_DASHES or whole is not None:
        references += _unlabelled(joined, references)
    if "/ROC/" in joined:
        references += _payers_own(view, references)
    return Facts(
        payer,
        references + segments.references,
        segments.remittance,
        _lockbox(view.upper()) if outline.box else "",
        unnamed and outline.settled,
        unnamed and outline.own,
    )


def _unlabelled(joined: str, told: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Return the numbers that are known by their shape alone: an IMAD where none has a label, a UETR."""
    found: list[Reference] = []
    if "IMAD" in (tight := joined.upper()) and not any(one.kind is _IMAD_KIND for one in told):
        found += [Reference(_IMAD_KIND, imad[1] or imad[2]) for imad in [_IMAD.search(tight)] if imad]
    if joined.count("-") >= _UETR_DASHES and (uetr := _UETR.search(joined)):
        found.append(Reference(Ref.UETR, uetr[0].lower()))
    return tuple(one for one in found if one not in told)


def _payers_own(view: str, told: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Return the payer's own number of a transfer, where it says something and no label told it."""
    found = (Reference(Ref.END_TO_END, each) for each in _PAYERS_OWN.findall(view) if not placeholder(each))
    return tuple(one for one in dict.fromkeys(found) if one not in told)


def _unescaped(text: str) -> str:
    """Return a text with the marks that an XML gateway wrote as entities; each once, as it escaped them once."""
    return re.sub("|".join(_ENTITIES), lambda found: _ENTITIES[found[0]], text)


def _clean(value: str) -> str:
    """Return a value without the marks that banks put around it."""
    return value.strip(" \n\t,;/\\\"'*")


@lru_cache(maxsize=4096)
def _name(value: str) -> tuple[str, str]:
    """Return (account, name) of a party as one value gives them."""
    plain = value.strip(" \n,;")
    account = ""
    if plain[:1] in _ACCOUNT_STARTS and (found := _ACCOUNT_FIRST.match(plain)):
        account, plain = found[1], plain[found.end() :]
    name = plain.removeprefix("1/").lstrip("/")  # the name's number in a coded party (MT 50F)
    if not name.replace(" ", "").isalpha() or "   " in name:
        name = _STREET.split(_NAME_END.split(name, maxsplit=1)[0], maxsplit=1)[0]
    return account, _clean(name)[:_NAME_MAX]


def _payer(steps: tuple[Step, ...], values: list[str], company: str) -> Party:
    """Return the party that sent the money."""
    name = account = routing = ""
    for meaning, at in steps:
        if meaning in _NAMED:
            number, said = _name(values[at])
            if number and said and not account:
                name, account = said, number  # the name beside its account is the cleaner one
            name = name or said
        elif meaning == "described":
            name = _name(_ACH_LEAD.sub("", values[0].lstrip()))[1]  # in front of the first label
            company = company or (found[1] if (found := _COMPANY.search(values[0])) else "")
        elif meaning == "company":
            company = company or _word(values[at])
        elif meaning == "routing":
            routing = routing or _word(values[at])
        else:
            account = account or _word(values[at])
    return Party(name, account, routing, company)


def _word(value: str) -> str:
    """Return the first word of a value."""
    words = _clean(value).split(None, 1)
    return words[0].rstrip(",;") if words else ""


def _references(steps: tuple[ReferenceStep, ...], values: list[str], joined: str) -> tuple[Reference, ...]:
    """Return the references, each once, in the order of the text."""
    found: dict[tuple[Ref, str], None] = {}
    for kind, at, one_word, shape in steps:
        value = values[at]
        text = _word(value) if one_word else _clean(" ".join(value.split()))[:_NAME_MAX]
        if shape is not None:
            text = _whole(shape, text, joined)
        if not placeholder(text):
            found[kind, text.lstrip("0") if kind is Ref.LOCKBOX else text] = None
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
    if "BOX" not in upper and "BX" not in upper:
        return ""
    found = _LOCKBOX.search(upper)
    return found[1] if found else ""
