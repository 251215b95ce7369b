"""Which lockbox layout a file uses: no two banks write the same, so check digits and totals decide (US notes, 4.6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from parsers.lockbox_fields import (
    LAYOUTS,
    ON_CHECK,
    Layout,
    Paid,
    Widths,
    adds_up,
    check,
    deposit_day,
    documents,
    routing_valid,
    signed,
)

#: Column widths seen in check records (4.3), in the order in which a tie is settled.
WIDTHS: tuple[Widths, ...] = (
    Widths(10, 9, 10, 10),
    Widths(10, 9, 10, 9),
    Widths(10, 10, 10, 9),
    Widths(10, 8, 10, 10),
    Widths(12, 9, 17, 10),
    Widths(12, 9, 10, 10),
    Widths(10, 9, 17, 10),
)
#: What one layout reads from the fields of a check; None where it does not fit.
_Fields = list[list[Paid] | None]
#: Checks that are looked at; more would only repeat what these say.
_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Profile:
    """The layout found: widths of a check, how invoices stand on 4 and on 6 (None: not as amounts), and its score."""

    widths: Widths = WIDTHS[0]
    overflow: Layout | None = None
    on_check: Layout | None = None
    checks: int = 0
    routing_valid: int = 0
    sums_proven: int = 0

    def __str__(self) -> str:
        """Say what was found and how sure it is, so that a person can pin it."""
        w = self.widths
        names = [layout.name for layout in (self.overflow, self.on_check) if layout]
        columns = f"amount {w.amount}, routing {w.routing}, account {w.account}, serial {w.serial}"
        found = f"{columns}; {', '.join(names) or 'no amounts'}"
        return f"{found}; {self.routing_valid} of {self.checks} check digits, {self.sums_proven} sums"


@dataclass(slots=True)
class _Sample:
    """One check record with the data of its overflow records and the stated total of its batch."""

    text: str
    overflow: list[str] = field(default_factory=list)


def profile(rows: Iterable[tuple[int, str]]) -> Profile:
    """Find the layout of a file from its first checks."""
    samples: list[_Sample] = []
    totals: list[tuple[int, str]] = []  # (checks so far, batch trailer)
    for _, text in islice(rows, _SAMPLE * 8):
        if text[0] == "6":
            samples.append(_Sample(text))
        elif text[0] == "4" and samples:
            samples[-1].overflow.append(text[11:])
        elif text[0] == "7":
            totals.append((len(samples), text))
        if len(samples) > _SAMPLE:
            break
    if not samples:
        return Profile()
    widths = max(WIDTHS, key=lambda tried: _score(samples, totals, tried))
    valid = sum(routing_valid(check(sample.text, widths).routing) for sample in samples)
    best = max(_combinations(samples, widths), key=lambda pair: pair[0])
    (proven, _), overflow, on_check = best[0][:2], best[1], best[2]
    return Profile(widths, overflow, on_check, len(samples), valid, proven)


def _score(samples: list[_Sample], totals: list[tuple[int, str]], widths: Widths) -> int:
    """Count what speaks for these widths: check digits, and batches whose checks add up to their total (worth more)."""
    cut = [check(sample.text, widths) for sample in samples]
    score = sum(routing_valid(one.routing) and one.minor is not None for one in cut)
    score += sum(one.serial.isdigit() for one in cut) + sum(_sensible(one.rest) for one in cut)
    start = 0
    for end, trailer in totals:
        score += 2 * (
            end > start and sum(one.minor or 0 for one in cut[start:end]) == signed(trailer[23 : 23 + widths.amount])
        )
        start = end
    return score


def _sensible(rest: str) -> bool:
    """Tell whether what follows the serial begins where the serial ends: nothing, a day, or a word."""
    return not rest or rest[0] == " " or rest[:1].isalpha() or deposit_day(rest[:6]) is not None


def _combinations(
    samples: list[_Sample], widths: Widths
) -> Iterator[tuple[tuple[int, int], Layout | None, Layout | None]]:
    """Yield ((sums proven, lines that fit), layout of 4, layout of 6) for each pair; earlier ones win a tie.

    Each layout reads the sample once, then the readings are paired.
    """
    cut = [(check(sample.text, widths), sample.overflow) for sample in samples]
    fours: tuple[Layout | None, ...] = (*LAYOUTS, None) if any(sample.overflow for sample in samples) else (None,)
    sixes: tuple[Layout | None, ...] = (*ON_CHECK, None) if any(one.rest for one, _ in cut) else (None,)
    amount = widths.amount
    ons = [[[documents(one.rest, layout, amount)] if layout and one.rest else [] for one, _ in cut] for layout in sixes]
    overs = [
        [[documents(data, layout, amount) for data in lines] if layout else [] for _, lines in cut] for layout in fours
    ]
    amounts = [one.minor or 0 for one, _ in cut]
    for on_check, own in zip(sixes, ons, strict=True):
        for overflow, more in zip(fours, overs, strict=True):
            yield _fit(amounts, own, more), overflow, on_check


def _fit(amounts: list[int], own: list[_Fields], more: list[_Fields]) -> tuple[int, int]:
    """Return how many checks their documents add up to, and how many fields a pair of layouts fits, less the others."""
    proven = fitting = 0
    for minor, first, others in zip(amounts, own, more, strict=True):
        read = first + others
        found = [document for documents_ in read if documents_ for document in documents_]
        proven += bool(found) and adds_up(found, minor)
        fitting += sum(1 if documents_ else -1 for documents_ in read)
    return proven, fitting
