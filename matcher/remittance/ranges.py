"""One string may name several numbers: ranges, shared stems, lists, glued numbers, read only where we issued them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from matcher.remittance import normal
from matcher.remittance.grammar import CHANCE_MAX, Grammar
from matcher.remittance.tokens import calendar

#: Of a range longer than this only the ends are read; of one that others' documents fill, the payer's are few.
RANGE_MAX = 10_000
#: The shortest piece of a glued list.
PIECE_MIN = 4
PIECE_MAX = 20
#: So many digits that end a range say its end though numbers between were never issued.
SHORT_MIN = 3

_PART = re.compile(r"[A-Z0-9]+")
_SPLIT = re.compile(r"[^A-Z0-9]+")
_ENDS = re.compile(r"^((?:[A-Z0-9]*[A-Z])?)([0-9]+)([A-Z]?)$")
_DASH = re.compile("-")
_SEGMENT = re.compile(r"[^/]+")
_WORDS = ("INVOICE", "INVS", "INV")
#: What stands before a number that has a code of letters and digits: it is none of the same number with another code.
_CODE = re.compile(r"[A-Z]+[^A-Z0-9]?[0-9]{1,3}[^A-Z0-9]+")
_YEAR = re.compile("20[0-9]{2}")
_TAIL_DIGITS = re.compile(r"^(.*?)([0-9]+)$")


class Named(NamedTuple):
    """One number read out of a chunk: where it stands in the chunk, its tight form and how it was read."""

    start: int
    end: int
    number: str
    kind: str  # number, part, range_member, stem_member, stem_doubtful, glued_member, glued_doubtful


def read(text: str, grammar: Grammar, *, labelled: bool) -> list[Named]:
    """Return the numbers of ours that one levelled chunk names, or nothing where it names none.

    The whole chunk first: `2024-0015` is one number where we issued it. Then ranges, stems and lists at its separators,
    then glued numbers. An ending (`10023-A`) is left to the references: the chunk is then one number.
    """
    return grammar.once((text, labelled), lambda: _read(text, grammar, labelled=labelled))


def _read(text: str, grammar: Grammar, *, labelled: bool) -> list[Named]:
    """Read a chunk."""
    whole = normal.tight(text)
    for number in (whole, normal.unpadded(text)) if "0" in text else (whole,):
        if grammar.issued(number):
            return [Named(0, len(text), number, "number")]
    if text.isalnum():
        return _glued(text, whole, grammar, labelled=labelled)
    parts = [(found.start(), found.end()) for found in _PART.finditer(text)]
    if _dated_behind([text[start:end] for start, end in parts]):
        return []
    if len(parts) > 1 and (named := _divided(text, parts, grammar) or _slashed(text, grammar)):
        return named
    return _glued(text, whole, grammar, labelled=labelled)


def _dated_behind(parts: list[str]) -> bool:
    """Tell whether a number that begins with its year has the year put behind it again (`2026-11437-2026`)."""
    return len(parts) > 2 and parts[-1] == parts[0] and _YEAR.fullmatch(parts[0]) is not None


def _slashed(text: str, grammar: Grammar) -> list[Named]:
    """Return the whole numbers between the slashes of a chunk (`2026-104/INV2026-108`), where all of them are ours."""
    named = []
    for found in _SEGMENT.finditer(text):
        number = normal.tight(found[0])
        behind = [number[len(word) :] for word in _WORDS if number.startswith(word)]
        ours = next((one for one in (number, *behind) if len(one) >= PIECE_MIN and grammar.document(one)), "")
        named.append(Named(found.start(), found.end(), ours, "number"))
    return named if len(named) > 1 and all(one.number for one in named) else []


def _divided(text: str, parts: list[tuple[int, int]], grammar: Grammar) -> list[Named]:
    """Return the numbers of a chunk with separators: its shortest beginning that we issued, then what follows it.

    A beginning may be a year or a site that a purchase order happens to be called as well: a longer one is then tried
    where what follows is nothing of ours.
    """
    start = parts[0][0]
    beginnings = [Named(start, end, normal.tight(text[start:end]), "number") for _, end in parts[:-1]]
    firsts = [first for first in beginnings if grammar.issued(first.number)]
    for first in firsts:
        if named := _behind(text, first, [part for part in parts if part[0] >= first.end], grammar):
            return named
    if firsts:
        return []
    return [
        Named(start, end, text[start:end], "part")
        for start, end in parts
        if end - start >= PIECE_MIN and grammar.document(text[start:end]) and not _CODE.fullmatch(text[:start])
    ]


def _behind(text: str, first: Named, rest: list[tuple[int, int]], grammar: Grammar) -> list[Named]:
    """Return a number and those behind it: the range it begins, else a list.

    Several endings end no range together: `60223051-232-242` is three numbers, not all up to 60232242.
    """
    last = text[rest[0][0] :]
    ending = len(rest) == 1 or len(normal.tight(last)) >= len(first.number)
    if ending and text[first.end : rest[0][0]].strip() == "-":
        if _YEAR.fullmatch(last) and len(last) < len(first.number) and last_part(text[: first.end]) != len(last):
            return []  # a year behind a number ends neither a range nor a list
        members = written_range(text[first.start : first.end], last, (first.number, normal.tight(last)), grammar)
        if members:
            return [Named(0, len(text), member, "range_member") for member in members]
    return _listed(text, first, rest, grammar)


def dashed(text: str, grammar: Grammar) -> list[Named]:
    """Return the two documents, each written whole, that one dash parts in a chunk; nothing where there are none."""
    for dash in _DASH.finditer(text):
        ends = ((0, dash.start()), (dash.end(), len(text)))
        both = [Named(start, end, normal.tight(text[start:end]), "number") for start, end in ends]
        if all(len(one.number) >= PIECE_MIN and grammar.document(one.number) for one in both):
            return both
    return []


def last_part(written: str) -> int:
    """Return how many digits the last part of a number has that is written in parts (`2026-0471`: 4), else 0."""
    *before, last = _SPLIT.split(written)
    return len(last) if any(before) and last.isdigit() else 0


def written_range(
    first: str, last: str, numbers: tuple[str, str], grammar: Grammar, *, spoken: bool = False
) -> list[str]:
    """Return the numbers of a range from how its ends are written and the tight `numbers` that they were read as.

    Ends that share their last part, a year or a branch, count by what stands before it (`1662/26 - 1713/26`).
    """
    common = _common(first, last)
    if common:
        before, behind = (normal.tight(end)[: -len(common)] for end in (first, last))
        if members := _spread(before, behind, grammar, common):
            return members
    return spread(*numbers, grammar, spoken=spoken, part=last_part(first))


def _common(first: str, last: str) -> str:
    """Return the digits of the last part that two numbers written in as many parts share, else nothing."""
    ones, others = _SPLIT.split(first), _SPLIT.split(last)
    alike = 1 < len(ones) == len(others) and ones[-1] == others[-1] and ones[-1].isdigit()
    return ones[-1] if alike else ""


def _spread(first: str, last: str, grammar: Grammar, common: str) -> list[str]:
    """Return the numbers that we issued from the first to the last, all ending alike, when we issued both these."""
    ends, stop = _ENDS.match(first), _ENDS.match(last)
    if ends is None or stop is None or ends[1] != stop[1] or len(ends[2]) != len(stop[2]):
        return []
    low, high = int(ends[2]), int(stop[2])
    if not 0 < high - low < RANGE_MAX:
        return []
    members = [f"{ends[1]}{number:0{len(ends[2])}d}{common}" for number in range(low, high + 1)]
    ours = grammar.documents(members)
    return ours if {members[0], members[-1]} <= set(ours) else []


def spread(first: str, last: str, grammar: Grammar, *, spoken: bool = False, part: int = 0) -> list[str]:
    """Return the numbers of a range that we issued, in their order, when we issued both its ends; otherwise nothing.

    Document numbers run over all customers: whose items the range means is left to `readings.ranged`. The last may
    leave out the prefix and the leading digits it shares with the first (`10023-27`), given two digits or more that do
    not begin with zero: `10023-01` and `10023-1` are endings, unless a word says range (`spoken`), three digits count
    on from the first's (`10053-057`), or they stand for the whole last `part` of the first, which is written in parts
    (`2026-0471 - 0473`). Two digits, and those, end only a range without a gap: they may be endings as well.
    """
    ends, stop = _ENDS.match(first), _ENDS.match(last)
    if ends is None or stop is None or stop[1] not in {"", ends[1]} or ends[3] != stop[3]:
        return []
    low, high = ends[2], stop[2]
    short = len(high) < min(len(low), SHORT_MIN)
    if len(high) < len(low):
        padded = high.startswith("0")
        meant = spoken or len(high) == part >= SHORT_MIN
        if not meant and (len(high) < 2 or (padded and not _counted(low, high))):
            return []
        short = (short and not spoken) or (padded and len(high) != part)
        high = low[: -len(high)] + high
    count = int(high) - int(low) + 1
    if len(high) != len(low) or count < 2:
        return []
    first, last = (f"{ends[1]}{end:0{len(low)}d}{ends[3]}" for end in (int(low), int(high)))
    if not (grammar.document(first) and grammar.document(last)):
        return []
    step = 1 if count <= RANGE_MAX else count - 1  # of too long a range only the ends, which alone are never enough
    members = (f"{ends[1]}{number:0{len(low)}d}{ends[3]}" for number in range(int(low), int(high) + 1, step))
    ours = grammar.documents(members)
    return ours if not short or len(ours) == count else []


def _counted(low: str, high: str) -> bool:
    """Tell whether three digits, a zero first, count on from the last digits of the first number, not from 0."""
    tail = low[-len(high) :]
    return len(high) == SHORT_MIN and tail.startswith("0") and 0 < int(tail) < int(high)


def stemmed(base: str, ending: str, grammar: Grammar, *, lower: bool = False) -> str:
    """Return the number that shares all but its last digits with the base (`10023/24`), if we issued it; else empty.

    One before the base counts where a list is in no order (`lower`), if the ending is no year and no mere `/001`.
    """
    found = _TAIL_DIGITS.match(base)
    if found is None or not ending.isdigit() or len(ending) >= len(found[2]):
        return ""
    number = base[: -len(ending)] + ending
    backward = lower and not _YEAR.fullmatch(ending) and not ending.startswith("00") and number < base
    return number if (number > base or backward) and grammar.document(number) else ""


def _listed(text: str, first: Named, rest: list[tuple[int, int]], grammar: Grammar) -> list[Named]:
    """Return the first number and those after it, each whole or by the stem it shares; nothing where one is neither.

    A single digit behind one number is an ending (`10023/1`), behind several it is a stem (`10023/4/6`). Of a list in
    no order (`10023/47/12`) the sums must confirm the stems; two digits behind one number are a year or a branch.
    """
    named = [first]
    several = len(rest) > 1
    for start, end in rest:
        part = text[start:end]
        base = named[-1].number
        alike = len(part) >= max(PIECE_MIN, len(normal.core(base)))
        if alike or (grammar.document(part) and len(part) >= PIECE_MIN):
            named.append(Named(start, end, part, "number"))
        elif (len(part) > 1 or several) and (number := stemmed(base, part, grammar)):
            named.append(Named(start, end, number, "stem_member"))
        elif len(part) >= (2 if several else SHORT_MIN) and (number := stemmed(base, part, grammar, lower=True)):
            named.append(Named(start, end, number, "stem_doubtful"))
        else:
            return []
    return named


def _glued(text: str, whole: str, grammar: Grammar, *, labelled: bool) -> list[Named]:
    """Return the numbers that fill a chunk without a gap, when there is one way to cut it.

    Without a label beside it the pieces are of one length, or nearly, and a cut that chance could make is doubtful.
    """
    if not labelled and dated(whole):
        return []
    cuts = cut(whole, grammar)
    word = "" if cuts else next((word for word in _WORDS if whole.startswith(word)), "")
    if word:  # where some of our numbers begin with it, too, it is no part of these
        cuts, labelled = cut(whole[len(word) :], grammar), True
    if not cuts:
        return []
    sizes = [len(normal.core(piece)) for piece in cuts]
    if not labelled and max(sizes) - min(sizes) > 1:
        return []
    chance = 1.0
    for piece in cuts:
        chance *= grammar.chance(piece)
    kind = "glued_member" if chance <= CHANCE_MAX or (labelled and chance <= 0.1) else "glued_doubtful"
    places = list(_places(text, [word, *cuts] if word else cuts))[bool(word) :]
    return [Named(start, end, piece, kind) for (start, end), piece in zip(places, cuts, strict=True)]


def dated(whole: str) -> bool:
    """Tell whether a run of digits begins with a day, as banks' own references do."""
    return whole.isdigit() and whole.startswith("20") and calendar(whole[:8]) is not None


def cut(whole: str, grammar: Grammar) -> list[str]:
    """Return the only way to cut a string into two or more of our numbers; pieces of one length win over others."""
    digits = len(whole) if whole.isdigit() else sum(map(str.isdigit, whole))
    if digits < 2 * PIECE_MIN or not grammar.led(whole):
        return []
    return grammar.once(whole, lambda: _cut(whole, grammar))


def _cut(whole: str, grammar: Grammar) -> list[str]:
    """Cut a string that is long enough."""
    last = len(whole)
    ways: dict[int, list[list[str]]] = {0: [[]]}
    lengths = grammar.lengths if whole.isdigit() else ()
    for start in range(last - PIECE_MIN + 1):
        if start not in ways:
            continue
        most = min(PIECE_MAX, last - start)
        # Digits without a zero before them are ours in one of our numbers' lengths only.
        sizes = lengths if lengths and whole[start] != "0" else range(PIECE_MIN, most + 1)
        fit = [size for size in sizes if PIECE_MIN <= size <= most and not last - PIECE_MIN < start + size < last]
        for piece in grammar.documents([whole[start : start + size] for size in fit]):
            ways.setdefault(start + len(piece), []).extend([*way, piece] for way in ways[start][:8])
    found = [way for way in ways.get(last, ()) if len(way) > 1]
    even = [way for way in found if len(set(map(len, way))) == 1]
    best = found if len(found) == 1 else even
    return best[0] if len(best) == 1 else []


def _places(text: str, pieces: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each piece stands in the chunk, which may have separators between any two letters."""
    letters = [place for place, letter in enumerate(text) if letter.isalnum()]
    at = 0
    for piece in pieces:
        yield letters[at], letters[at + len(piece) - 1] + 1
        at += len(piece)
