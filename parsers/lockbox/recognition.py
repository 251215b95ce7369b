"""Which layout a lockbox file uses: no two banks write the same, so check digits and totals decide (US notes, 4.6)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from parsers.bai.fields import day
from parsers.lockbox.columns import boundary
from parsers.lockbox.fields import (
    Check,
    Paid,
    adds_up,
    check,
    deposit_day,
    documents,
    given,
    routing_valid,
    settled,
    signed,
)
from parsers.lockbox.layout import SIGNS, LockboxLayout, Stub

#: Column widths seen on checks (4.3), in the order in which a tie is settled.
AMOUNTS = (10, 12)
ROUTINGS = (9, 10, 8)
ACCOUNTS = (10, 14, 15, 16, 17)
#: Routing width -> widths of the serial, as they are seen together.
SERIALS = {9: (10, 9), 10: (9,), 8: (10,)}
#: Widths of a document's number.
NUMBERS = (10, 16, 12, 20)
_REASON = 3
_NUMBER = Stub(20)
_NUMBER_LEAST = 3
#: Checks that are looked at closely; more would only repeat what these say. Batches are added up for longer.
_SAMPLE = 120
_ROWS = 20_000
#: The base length of a record; accounts wider than ten are written in longer ones.
_NARROW = 80
#: What proves a layout, in parts: a share of the whole for each.
_TOTALS, _DIGITS, _UNPROVABLE, _SUMS, _FITTING = 4000, 2000, 1400, 3000, 600
#: Two readings whose scores differ by less explain a file equally well.
_EQUAL = 60
#: Documents whose amounts are wider or narrower than the check's are taken only where nothing else adds up.
_OTHER = 80
#: What speaks against a bare number that is cut oddly.
_ODD = 300
#: What speaks against documents without numbers.
_NAMELESS = 500
#: Columns of a day and of a remitter's name on a check record (4.2, 6c).
_DAY, _NAMED = 6, 30


@dataclass(slots=True)
class Sample:
    """The first checks of a file with the data of their overflow records, and its batches with their stated totals."""

    checks: list[str] = field(default_factory=list)
    overflow: list[list[str]] = field(default_factory=list)
    sums: list[tuple[dict[int, int], str]] = field(default_factory=list)  # amount width -> sum, and the 7 record
    eights: int = 0  # dated records whose day has eight digits, less those whose day has six
    wide: bool = False  # records are longer than 80, by themselves or by the service header (2)


class Recognition(NamedTuple):
    """The layout found, how sure it is in words, and the layouts that explain the file as well but say other things."""

    layout: LockboxLayout
    score: str
    rivals: tuple[LockboxLayout, ...] = ()
    proven: bool = True  # False: neither a check digit nor a total nor a sum speaks for it


class _Rated(NamedTuple):
    """One layout with what speaks for it, and what it makes of the sample."""

    score: int
    layout: LockboxLayout
    reading: tuple[object, ...]
    proven: int


def sampled(rows: Iterable[tuple[int, str]]) -> Sample:
    """Return the sample of a file: its first checks, and batches until one is whole."""
    found = Sample()
    sums = dict.fromkeys(AMOUNTS, 0)
    for count, (_, text) in enumerate(rows):
        kind = text[0]
        found.wide = found.wide or len(text.rstrip()) > _NARROW or (kind == "2" and text[34:37] > f"{_NARROW:03}")
        if kind == "6":
            for width in AMOUNTS:
                sums[width] += signed(text[7 : 7 + width]) or 0
            if len(found.checks) < _SAMPLE:
                found.checks.append(text)
                found.overflow.append([])
        elif kind == "4" and found.checks and len(found.checks) < _SAMPLE:
            found.overflow[-1].append(text[11:].rstrip())
        elif kind == "7":
            found.sums.append((sums, text))
            sums = dict.fromkeys(AMOUNTS, 0)
        if kind in "578":
            found.eights += _eight_digits(text[14:22])
        if count >= _ROWS or (len(found.checks) >= _SAMPLE and found.sums):
            break
    return found


def _eight_digits(text: str) -> int:
    """Return 1 where a day has eight digits, -1 where six are a day, 0 where neither is."""
    if day(text[:6]) is not None:
        return -1
    return 1 if len(text) == 8 and text[:2] in {"19", "20"} and day(text) is not None else 0


def recognised(sample: Sample) -> Recognition:
    """Return the layout that explains the sample best."""
    digits = 8 if sample.eights > 0 else 6
    if not sample.checks:
        return Recognition(LockboxLayout(day=digits), "no checks")
    rated = sorted(_rated(sample, digits), key=lambda one: -one.score)
    if not rated:
        return Recognition(LockboxLayout(day=digits), "no columns fit", proven=False)
    best = rated[0]
    rivals = _rivals(rated)
    valid = sum(routing_valid(check(text, best.layout).routing) for text in sample.checks)
    totals = sum(_total_fits(sums, text, best.layout) for sums, text in sample.sums)
    score = (
        f"{valid} of {len(sample.checks)} check digits, {totals} of {len(sample.sums)} batch totals,"
        f" {best.proven} sums of documents"
    )
    proven = bool(valid or totals or best.proven)
    return Recognition(replace(best.layout, sign=_sign(sample, best.layout)), score, rivals, proven)


def _rivals(rated: list[_Rated]) -> tuple[LockboxLayout, ...]:
    """Return layouts that score as the best one does but read other money or other documents, one for each reading."""
    best = rated[0]
    seen = {best.reading}
    found: list[LockboxLayout] = []
    for one in rated[1:]:
        if best.score - one.score >= _EQUAL:
            break
        if one.reading not in seen:
            seen.add(one.reading)
            found.append(one.layout)
    return tuple(found)


def _rated(sample: Sample, digits: int) -> Iterator[_Rated]:
    """Yield every layout worth a look with its score; in a tie the earlier one is taken."""
    fours = _Stubs(sample.overflow)
    heads = [
        (amount, routing, *_head_score(sample, amount, routing, digits)) for amount in AMOUNTS for routing in ROUTINGS
    ]
    best = max(score for *_, score in heads)
    for amount, routing, total, score in heads:
        if best - score >= _DIGITS:
            continue
        for account in ACCOUNTS:
            for serial in SERIALS[routing]:
                layout = LockboxLayout(amount, routing, account, serial, total, digits)
                columns = boundary(sample.checks, layout)
                if columns is not None:
                    columns -= _ODD if account > ACCOUNTS[0] and not sample.wide else 0
                    yield from _with_stubs(sample, layout, score + columns, fours)


def _head_score(sample: Sample, amount: int, routing: int, digits: int) -> tuple[int, int]:
    """Return the width of totals and the score of an amount and a routing width: batch totals and check digits."""
    found = {
        total: sum(
            _total_fits(sums, text, LockboxLayout(amount, total=total, day=digits)) for sums, text in sample.sums
        )
        for total in (amount, *(width for width in AMOUNTS if width != amount))
    }
    total = max(found, key=lambda width: found[width])
    score = _TOTALS * found[total] // len(sample.sums) if sample.sums else 0
    start = 7 + amount
    cells = {text[start : start + routing] for text in sample.checks}
    amounts = sum(signed(text[7:start]) is not None for text in sample.checks)
    score += _DIGITS * amounts // len(sample.checks)
    if routing == 8:
        plain = sum(cell.isascii() and cell.isdigit() for cell in cells)
        return total, score + _UNPROVABLE * plain // len(cells)
    valid = sum(routing_valid(cell) and (routing == 9 or cell[0] in "0 ") for cell in cells)
    return total, score + _DIGITS * valid // len(cells)


def _total_fits(sums: dict[int, int], text: str, layout: LockboxLayout) -> bool:
    """Tell whether a batch's checks add up to its stated total (7)."""
    start = 17 + layout.day
    return signed(text[start : start + layout.total]) == sums[layout.amount] != 0


#: For each check its documents, and how many fields fit, less those that do not.
_Read = list[tuple[list[Paid], int]]


class _Stubs:
    """What each way to write documents makes of the free parts of records, each read once."""

    def __init__(self, cells: list[list[str]]) -> None:
        self.cells = cells
        self.known: dict[Stub | None, _Read] = {}

    def read(self, stub: Stub | None) -> _Read:
        """Return for each check its documents, and how many fields fit, less those that do not."""
        if stub not in self.known:
            self.known[stub] = [_fields(cells, stub) for cells in self.cells]
        return self.known[stub]

    def fitting(self, stubs: Iterable[Stub | None]) -> list[tuple[Stub | None, _Read]]:
        """Return the ways by which more fields fit than do not, and no documents at all, with what each reads."""
        read = ((stub, self.read(stub)) for stub in stubs)
        return [(stub, each) for stub, each in read if stub is None or sum(fit for _, fit in each) > 0]


def _fields(cells: list[str], stub: Stub | None) -> tuple[list[Paid], int]:
    """Return the documents of some fields, and how many fit, less those that do not."""
    if stub is None:
        return [], 0
    found: list[Paid] = []
    fitting = 0
    for cell in cells:
        one = documents(cell, stub)
        if one and stub is _NUMBER and len(one[0].reference) < _NUMBER_LEAST:
            one = None  # a digit or two are the end of the serial
        found += one or []
        fitting += 1 if one else -1
    return found, fitting


def _candidates(cells: list[list[str]], amount: int) -> tuple[Stub | None, ...]:
    """Return the ways in which documents may stand in some fields."""
    if not any(cell for each in cells for cell in each):
        return (None,)
    others = [width for width in AMOUNTS if width != amount]
    pairs = [Stub(number, width) for width in (amount, *others) for number in NUMBERS]
    taken = [Stub(number, width, 1, width, _REASON) for width in (amount, *others) for number in (16, 10, 12, 20)]
    return (*pairs, *taken, _NUMBER, None)


def _with_stubs(sample: Sample, layout: LockboxLayout, score: int, fours: _Stubs) -> Iterator[_Rated]:
    """Yield a layout with each pair of ways to write documents on 6 and on 4."""
    cut = [check(text, layout) for text in sample.checks]
    for lead in (0, *_leads([one.rest for one in cut])):
        yield from _behind(sample, replace(layout, lead=lead), cut, score, fours)


def _leads(rests: Sequence[str]) -> tuple[int, ...]:
    """Return how many columns of a day and a name may stand before the documents, where any word does."""
    told = [rest for rest in rests if rest]
    if not any(any(map(str.isalpha, rest[:_NAMED])) and len(rest) > _NAMED for rest in told):
        return ()
    dated = sum(rest[:_DAY].isdigit() and deposit_day(rest[:_DAY]) is not None for rest in told)
    return (_DAY + _NAMED,) if dated == len(told) else (_NAMED,)


def _behind(sample: Sample, layout: LockboxLayout, cut: list[Check], score: int, fours: _Stubs) -> Iterator[_Rated]:
    """Yield a layout with each pair of ways to write documents on 6, behind what leads there, and on 4.

    Behind a name only documents that have amounts are taken, and only where those of most checks add up to them.
    """
    lead = layout.lead
    amounts = [one.minor or 0 for one in cut]
    sixes = _Stubs([[one.rest[lead:]] if one.rest[lead:].strip() else [] for one in cut])
    bare = sum(not cells for cells in sixes.cells)  # nothing stands there, and nothing is left unread
    fields = len(cut) + sum(map(len, fours.cells))
    overflows = fours.fitting(_candidates(sample.overflow, layout.amount))
    for on_check, own in sixes.fitting(_candidates(sixes.cells, layout.amount)):
        for overflow, more in overflows:
            proven, fitting, worth = _worth(amounts, own, more)
            if lead and not (on_check and on_check.amount and proven * 2 > _told(cut, own, lead)):
                continue
            worth += _FITTING * (fitting + bare) // fields
            worth -= sum(_OTHER for stub in (on_check, overflow) if stub and stub.amount not in {0, layout.amount})
            if on_check == _NUMBER:
                worth += _numbers_worth(own, more)
            found = replace(layout, on_check=on_check, overflow=overflow)
            yield _Rated(score + worth, found, (tuple(amounts), _signature(own, more)), proven)


def _told(cut: list[Check], own: _Read, lead: int) -> int:
    """Return how many checks have documents behind what leads; twice all of them where words are cut there."""
    behind = [one.rest for one, (found, _) in zip(cut, own, strict=True) if found]
    split = sum(rest[lead - 1].isalnum() and rest[lead].isalnum() for rest in behind)
    return 2 * len(cut) if split * 2 > len(behind) else len(behind)


def _signature(own: _Read, more: _Read) -> tuple[object, ...]:
    """Return the documents of each check as a reading has them."""
    return tuple(
        tuple((one.reference, one.minor, one.deduction) for one in (*first, *others))
        for (first, _), (others, _) in zip(own, more, strict=True)
    )


def _worth(amounts: list[int], own: _Read, more: _Read) -> tuple[int, int, int]:
    """Return how many checks their documents add up to, how many fields fit, and the score of the documents.

    An amount that stands for no number says that its columns are cut wrongly, unless few do.
    """
    proven = fitting = told = nameless = deducted = 0
    for minor, (first, fit), (others, fits) in zip(amounts, own, more, strict=True):
        known = [one for one in (*first, *others) if one.minor is not None]
        proven += bool(known) and adds_up(settled(known, minor), minor)
        fitting += fit + fits
        told += len(known)
        deducted += any(one.deduction or one.reason for one in known)
        nameless += sum(not given(one.reference) for one in known)
    worth = _SUMS * proven // len(amounts) - _NAMELESS * nameless // max(told, 1)
    return proven, fitting, worth + (deducted > 0)


def _numbers_worth(own: _Read, more: _Read) -> int:
    """Return what speaks for bare numbers on the checks, which no sum proves.

    A number cut one column too early begins with a digit of the serial, so that some begin with a zero and some do
    not; zero-filled it has not the length of a column; and it is not as long as its like on the overflow records.
    """
    numbers = [one.reference for first, _ in own for one in first]
    others = {len(one.reference) for read, _ in more for one in read}
    zeros, lengths = sum(number.startswith("0") for number in numbers), {len(number) for number in numbers}
    worth = -_ODD if 0 < zeros < len(numbers) else 0
    if len(lengths) == 1 and min(lengths) >= NUMBERS[0] and not lengths <= set(NUMBERS):
        worth -= _ODD
    if others:
        worth += _ODD * sum(len(number) in others for number in numbers) // len(numbers)
    return worth


def _sign(sample: Sample, layout: LockboxLayout) -> str:
    """Return how negative amounts are written; sums tell a minus behind the digits from one over the last."""
    signs = dict.fromkeys(SIGNS, 0)
    for text, cells in zip(sample.checks, sample.overflow, strict=True):
        cut = check(text, layout)
        found = [
            *(_fields([rest] if (rest := cut.rest[layout.lead :]).strip() else [], layout.on_check)[0]),
            *(_fields(cells, layout.overflow)[0]),
        ]
        written = {one.sign for one in found if one.sign}
        if written == {"minus"} and cut.minor is not None:
            over = settled(found, cut.minor) is not found
            signs["minus over digit"] += over
            signs["minus"] += adds_up(found, cut.minor)
        elif written:
            signs["over-punched"] += 1
    return max(signs, key=lambda name: signs[name])
