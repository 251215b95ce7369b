"""A number behind another one goes on with its list, by the stem it shares perhaps, or ends the range it begins."""

import re
from collections.abc import Container, Sequence

from matcher.remittance import labels, ranges
from matcher.remittance.grammar import Grammar
from matcher.remittance.scan import Found, Scan
from matcher.remittance.tokens import Token

#: What may stand between two numbers of one list, and between the ends of a range.
_LISTS = frozenset(
    {",", "/", "&", "+", ";", "AND", ", AND", ",AND", "UND", "U", "SOWIE", "ET", "EN", "OCH", "OG", "Y", "E"}
)
_RANGES = frozenset({"-", "--", "~", "..", "..."}) | labels.RANGE_WORDS
#: What also parts the numbers of a list, where it stands between three of them or more.
_DASHES = frozenset({"-", "--"})
#: Digits behind a number of a list that may be its end, where the sums confirm it.
_ENDS = range(ranges.PIECE_MIN, 6)
_MARKS = re.compile(r"[\s#:.]+")


def ranged(scan: Scan, named: Sequence[Found], at: int) -> list[Found]:
    """A number behind another one may end a range that begins there: it takes back what was found, or says nothing."""
    if len(named) != 1 or not scan.found or named[0].kind == "payer_document":
        return []
    before, last = scan.found[-1], named[0]
    between = _between(scan.level[before.end : last.start], _RANGES)
    if between not in _RANGES or not scan.grammar.document(before.normal):
        return []
    spoken = between in labels.RANGE_WORDS
    if not spoken and _among_dashes(scan, at):
        return []
    written = scan.level[before.start : before.end], scan.level[last.start : last.end]
    members = ranges.written_range(*written, (before.normal, last.normal), scan.grammar, spoken=spoken)
    if members:
        scan.found.pop()
    return [Found(before.start, last.end, member, "range_member") for member in members]


def _between(gap: str, known: Container[str]) -> str:
    """Return what stands between two numbers without blanks and marks: as it is, or a word that a line end breaks."""
    gap = gap.strip()
    if gap in known:
        return gap
    words = _MARKS.sub(" ", gap).strip()
    return words if "\n" not in gap or words in known else _MARKS.sub(" ", gap.replace("\n", "")).strip()


def _among_dashes(scan: Scan, at: int) -> bool:
    """Tell whether more numbers stand before or behind the two that a dash before a piece parts, after dashes too."""
    before = scan.pieces[at - 1].text if at else ""
    return dashed(scan, at - 1) or dashed(scan, at + 1) or bool(ranges.dashed(before, scan.grammar))


def dashed(scan: Scan, at: int) -> bool:
    """Tell whether a dash alone stands before a piece that is a document, behind another: such a dash begins a list."""
    if not 0 < at < len(scan.pieces):
        return False
    piece, before = scan.pieces[at], scan.pieces[at - 1]
    dash = piece.gap.strip() in _DASHES and piece.sort == before.sort == "number"
    return dash and _documents(piece, scan.grammar) and _documents(before, scan.grammar)


def _documents(piece: Token, grammar: Grammar) -> bool:
    """Tell whether a piece is a document's whole number, or several with dashes between them."""
    return grammar.document(piece.whole) or len(ranges.dashed(piece.text, grammar)) > 1


def broken(scan: Scan, at: int) -> list[Found]:
    """Two or three digits that share the stem before them may be broken by a line end: the sums must confirm it."""
    parts = scan.pieces[at : at + 2]
    if len(parts) < 2 or parts[1].gap != "\n" or not all(part.text.isdigit() for part in parts):
        return []
    text = parts[0].text + parts[1].text
    if len(text) >= ranges.PIECE_MIN or continued(scan, at):
        return []
    whole = parts[0]._replace(end=parts[1].end, text=text, whole=text)
    return [one._replace(kind="stem_doubtful") for one in _behind(scan, whole, at)]


def continued(scan: Scan, at: int) -> list[Found]:
    """Return what a piece names that goes on with the list before it."""
    return _behind(scan, scan.pieces[at], at)


def _behind(scan: Scan, piece: Token, at: int) -> list[Found]:
    """A number behind another one may share its stem, whatever purchase order has so short a number.

    It has two or three digits, or as many as the last part of a number that is written in parts (`2026-0471, 0473`).
    Behind a blank alone the sums must confirm it.
    """
    if not scan.found or piece.role == "payer" or not scan.grammar.document(scan.found[-1].normal):
        return []
    before, number = scan.found[-1], piece.whole
    gap = scan.level[before.end : piece.start]
    between = _between(gap, _LISTS)
    if (
        not between
        and "\n" not in gap
        and _short(scan, piece)
        and (member := ranges.stemmed(before.normal, number, scan.grammar))
    ):
        return [Found(piece.start, piece.end, member, "stem_doubtful")]
    if between in _LISTS or (between[-1:] == "-" and between[:-1].rstrip() in _LISTS):
        few = 1 < len(number) < ranges.PIECE_MIN and not scan.grammar.document(number)
        kind = "stem_member" if few or _parted(scan, piece) else "stem_doubtful" if _longer(scan, number) else ""
        member = ranges.stemmed(before.normal, number, scan.grammar) if kind else ""
        if kind and not member and len(number) >= ranges.SHORT_MIN:
            kind, member = "stem_doubtful", ranges.stemmed(before.normal, number, scan.grammar, lower=True)
        return [Found(piece.start, piece.end, member, kind)] if member else []
    ends = _parted(scan, piece) or (_short(scan, piece) and _between(gap, _RANGES) in labels.RANGE_WORDS)
    return ranged(scan, [Found(piece.start, piece.end, number, "unknown")], at) if ends else []


def _short(scan: Scan, piece: Token) -> bool:
    """Tell whether a piece may be the last two or three digits of one more number: nothing of ours by itself."""
    ends = piece.whole.isdigit() and 1 < len(piece.whole) < ranges.PIECE_MIN
    return ends and piece.role not in labels.SINGLE and not scan.grammar.issued(piece.whole)


def _longer(scan: Scan, number: str) -> bool:
    """Tell whether four digits or five may share the stem before them: no year, and nothing of ours by themselves."""
    ends = len(number) in _ENDS and number.isdigit() and number[:2] not in {"19", "20"}
    return ends and not scan.grammar.issued(number)


def _parted(scan: Scan, piece: Token) -> bool:
    """Tell whether a piece is as long as the last part of the number before it, and nothing of ours by itself."""
    number, before = piece.whole, scan.found[-1]
    if not number.isdigit() or len(number) < ranges.SHORT_MIN:
        return False
    written = scan.level[before.start : before.end]
    part = len(written) if before.kind == "stem_member" else ranges.last_part(written)
    return len(number) == part and not scan.grammar.issued(number)
