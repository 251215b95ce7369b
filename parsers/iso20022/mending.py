"""XML that is not well formed: marks in its texts are mended, what else is broken is cut out.

Each function takes a document from one place on and returns it with what was done, None where there is nothing to do.
Lines keep their numbers, and what stands before the first damage keeps its place. Nothing is done before an XML parser
has stopped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.entities import html5
from xml.parsers import expat

from kit.findings import Finding, Severity
from parsers.iso20022.forms import meant
from parsers.iso20022.nodes import RAW_MAX, Edit

#: What is no text of an element, to its end or the document's.
_ASIDE = r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
#: XML 1.0, 2.2 and 4.1: marks no text may hold, an ampersand that opens no reference, an angle that opens no tag.
_DAMAGE = re.compile(
    rf"(?P<aside>{_ASIDE})"
    r"|&(?:(?P<entity>#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)?"
    r"|(?P<angle><(?!/?[A-Za-z_:]|[!?]))"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f]",
    re.DOTALL,
)
_LOST = "&#xFFFD;"
#: The elements that become entries, and those around them that end whatever stands open inside.
_UNIT = r"(?:[A-Za-z_][\w.-]*:)?(?:Ntry|CdtTrfTxInf|TxInf|RmtInf)"
_AROUND = (
    r"(?:[A-Za-z_][\w.-]*:)?(?:Stmt|Rpt|Ntfctn|PmtInf|PmtRtr|FIToFICstmrCdtTrf|FICdtTrf|RmtAdvc|CstmrCdtTrfInitn"
    r"|BkToCstmr\w+|Document)"
)
_BOUNDS = re.compile(
    rf"(?:{_ASIDE})|<(?P<opened>{_UNIT})(?=[\s>])|</(?P<closed>{_UNIT})\s*>|</(?P<around>{_AROUND})\s*>", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A document that was mended, what was done in it, and what is to be said of it."""

    text: str
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]


Mend = Callable[[str, int], Mended | None]


def texts(text: str, line: int) -> Mended | None:
    """Return the document with its texts mended; `line` is its first.

    `&` and `<` that open nothing are the marks themselves, an entity of HTML is its letter, a mark XML forbids becomes
    U+FFFD: an amount that held one stays unreadable.
    """
    edits: list[Edit] = []

    def mend(found: re.Match[str]) -> str:
        written = found[0]
        mended = written if found["aside"] else _mended(found)
        if mended != written:
            edits.append(Edit(*found.span(), len(mended)))
        return mended

    whole = _DAMAGE.sub(mend, text)
    if not edits:
        return None
    message = f"The XML holds {len(edits)} marks it may not hold as they are (& < or control): read as their letters"
    told = Finding(_line(text, edits[0].start, line), "xml_mended", message, Severity.WARNING)
    return Mended(whole, tuple(edits), (told,))


def _mended(found: re.Match[str]) -> str:
    """Return what a mark of a text has to be written as."""
    if found["angle"]:
        return "&lt;"
    name = found["entity"]
    if found[0][0] != "&":
        return _LOST
    if name is None:
        return "&amp;" + found[0][1:]
    if meant(found[0]) is not None:
        return found[0]
    if name[0] == "#":
        return _LOST
    letters = html5.get(f"{name};")
    return "".join(f"&#{ord(letter)};" for letter in letters) if letters else f"&amp;{name};"


def units(text: str, line: int) -> Mended | None:
    """Return the document without the entries that are not well formed, each kept in a finding; `line` is its first."""
    broken, findings, pieces, last = list(_broken(text)), [], [], 0
    edits: list[Edit] = []
    for start, end in broken:
        piece, left = text[start:end], "\n" * text.count("\n", start, end)
        message = "The element is not well-formed XML: it is kept aside, the others are read"
        findings.append(Finding(_line(text, start, line), "element_not_well_formed", message, raw=piece[:RAW_MAX]))
        edits.append(Edit(start, end, len(left)))
        pieces += [text[last:start], left]
        last = end
    return Mended("".join((*pieces, text[last:])), tuple(edits), tuple(findings)) if broken else None


def _broken(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the entries stand that are not well formed, and end tags of entries that nothing opened."""
    name, start = "", 0
    for found in _BOUNDS.finditer(text):
        if found["opened"] and (not name or found["opened"] == name):
            if name:  # the one before was never closed
                yield start, found.start()
            name, start = found["opened"], found.start()
        elif found["closed"] and not name:
            yield found.span()
        elif found["closed"] == name and name:
            if not _well_formed(text[start : found.end()]):
                yield start, found.end()
            name = ""
        elif found["around"] and name:
            yield start, found.start()
            name = ""


def _well_formed(piece: str) -> bool:
    """Tell whether an element alone is well-formed XML."""
    try:
        expat.ParserCreate("utf-8").Parse(piece.encode(errors="replace"), True)  # noqa: FBT003 - expat's signature
    except expat.ExpatError:
        return False
    return True


def _line(text: str, place: int, first: int) -> int:
    """Return the line a place stands in."""
    return first + text.count("\n", 0, place)
