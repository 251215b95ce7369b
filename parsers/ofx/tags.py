"""One tolerant tokenizer for OFX 1 (SGML) and OFX 2 (XML): a leaf needs no end tag, a stray `<` is text (7.1)."""

import re
from typing import NamedTuple

from parsers.ofx.values import words

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9_.]*)(?:\s[^<>]*)?/?>", re.ASCII)
#: Elements of a transaction that hold one value (OFX 2.2, 11.4.4).
LEAVES: frozenset[str] = frozenset(
    {"TRNTYPE", "DTPOSTED", "DTUSER", "DTAVAIL", "DTTRAN", "DTEXPIRE"}
    | {"TRNAMT", "FITID", "CORRECTFITID", "CORRECTACTION"}
    | {"SRVRTID", "CHECKNUM", "REFNUM", "SIC", "PAYEEID"}
    | {"NAME", "EXTDNAME", "MEMO", "INV401KSOURCE"}
    | {"BANKID", "BRANCHID", "ACCTID", "ACCTTYPE", "ACCTKEY"}
    | {"CURRATE", "CURSYM"}
    | {"ADDR1", "ADDR2", "ADDR3", "CITY", "STATE", "POSTALCODE", "COUNTRY", "PHONE"}
    | {"SUBACCTFUND"}
)
#: Elements of a transaction that hold others, and which; what is not of them stands in the transaction again.
GROUPS: dict[str, frozenset[str]] = {
    "PAYEE": frozenset({"NAME", "ADDR1", "ADDR2", "ADDR3", "CITY", "STATE", "POSTALCODE", "COUNTRY", "PHONE"}),
    "EXTDPAYEE": frozenset({"PAYEEID", "IDSCOPE", "NAME"}),
    "BANKACCTTO": frozenset({"BANKID", "BRANCHID", "ACCTID", "ACCTTYPE", "ACCTKEY"}),
    "CCACCTTO": frozenset({"ACCTID", "ACCTKEY"}),
    "CURRENCY": frozenset({"CURRATE", "CURSYM"}),
    "ORIGCURRENCY": frozenset({"CURRATE", "CURSYM"}),
    "IMAGEDATA": frozenset({"IMAGETYPE", "IMAGEREF", "IMAGEREFTYPE", "IMAGEDELAY"}),
}
#: The transaction's own tags.
_OWN = frozenset({"STMTTRN", "STMTTRNP"})
#: Elements that banks repeat to say more; every other one is said once.
_REPEATED = frozenset({"MEMO", "EXTDNAME"})
_LITERAL = "\ue000"  # stands for a `<` of a CDATA section while tags are told apart
_BESIDE = frozenset(" \t")
_INDENT = re.compile(r"(?:^|[\r\n])[ \t]*\Z")


class Leaf(NamedTuple):
    """One tag and the text up to the next: `name` in capitals, `ends` where it is an end tag."""

    name: str
    ends: bool
    text: str


class Told(NamedTuple):
    """What one transaction says: element (inside a group `GROUP.ELEMENT`) to its value, none of them empty.

    Values stand on one line each; a memo keeps its lines. `differing`: elements said twice in two ways.
    `stray`: text that belongs to no element.
    """

    values: dict[str, str]
    differing: tuple[str, ...]
    stray: str


def leaves(part: str) -> list[Leaf]:
    """Return the tags of a part in order, each with the text behind it."""
    pieces = _TAG.split(_opened(part))
    return [
        Leaf(pieces[at + 1].upper(), pieces[at] == "/", pieces[at + 2].replace(_LITERAL, "<"))
        for at in range(1, len(pieces), 3)
    ]


def _opened(part: str) -> str:
    """Return a part with its CDATA sections opened: what stands in them is text, whatever it looks like."""
    head, *sections = part.split("<![CDATA[")
    opened = [head]
    for section in sections:
        inside, closed, behind = section.partition("]]>")
        opened += [inside.replace("&", "&amp;").replace("<", _LITERAL), behind] if closed else ["<![CDATA[", section]
    return "".join(opened)


def told(part: str) -> Told:
    """Return the elements of one transaction."""
    pieces = _TAG.split(_opened(part))
    reading = _Reading(pieces[0].strip())
    kept = reading.values
    for at in range(1, len(pieces), 3):
        name = pieces[at + 1]
        if not pieces[at] and name in LEAVES and not reading.group and name not in kept:  # nearly every start tag
            kept[name] = pieces[at + 2]
            reading.at = name
        else:
            reading.tag(pieces[at], name, pieces[at + 2])
    return Told(
        {name: value for name, written in kept.items() if (value := _value(name, written))},
        tuple(reading.differing),
        reading.stray,
    )


def _value(name: str, written: str) -> str:
    """Return a value as it is read."""
    shown = written.strip()
    if _LITERAL in shown:
        shown = shown.replace(_LITERAL, "<")
    if "\n" not in shown or name != "MEMO":
        return words(shown)
    return "\n".join(line for each in shown.splitlines() if (line := words(each)))


class _Reading:
    """The elements of one transaction so far."""

    __slots__ = ("at", "differing", "group", "stray", "values")

    def __init__(self, stray: str) -> None:
        self.values: dict[str, str] = {}
        self.differing: list[str] = []
        self.stray = stray
        self.group = ""
        self.at = ""  # the leaf that is open

    def tag(self, slash: str, written: str, text: str) -> None:
        """Take one tag and the text behind it."""
        name = written.upper()
        if name in LEAVES:
            if slash:
                self.at = ""
                self._loose(text)
            else:
                self._leaf(name, text)
        elif name in GROUPS or name in _OWN:
            self.group, self.at = ("" if slash or name in _OWN else name), ""
            self._loose(text)
        elif self._is_text(written, text):
            self.values[self.at] += f"<{slash}{written}>{text}"
        elif slash or not text or text.isspace():
            self.at = ""
        else:
            self._leaf(name, text)  # an element of the bank's own

    def _is_text(self, written: str, behind: str) -> bool:
        """Tell whether an unknown tag stands inside the text of a leaf (`pay <INV9> now`): a blank is beside it."""
        if not self.at or "." in written or written.upper() == self.at:
            return False
        before = self.values[self.at]
        return (before[-1:] in _BESIDE and not _INDENT.search(before)) or (
            behind[:1] in _BESIDE and bool(behind.strip())
        )

    def _leaf(self, name: str, text: str) -> None:
        """Keep the value of a leaf under its name, or its group's."""
        if self.group and name not in GROUPS[self.group]:
            self.group = ""
        self.at = key = f"{self.group}.{name}" if self.group else name
        before = self.values.get(key, "").strip()
        if not before or before == text.strip():
            self.values[key] = text
        elif name in _REPEATED:
            self.values[key] = f"{before}\n{text}"
        elif text.strip():
            self.differing.append(key)
            self.at = ""

    def _loose(self, text: str) -> None:
        """Keep text behind an end tag: it belongs to nobody."""
        if text and not text.isspace():
            self.stray += text.strip()
