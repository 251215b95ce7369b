"""Draws: what a processor takes from the bank for a payout whose refunds, chargebacks and fees exceed its sales.

A payout that holds refunds only is the plainest of them. It is tied as any other: the bank's debit names the processor,
is what the lines come to, and lies near in days. Then its parts are proven, and what lies in clearing goes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from kit.days import business_days
from services.banking import payouts, telling
from services.banking.told import DETAIL_ONLY, PROCESSORS, Told, digits, same_account
from services.tieout import Tie, processors

RULE = "payout"
#: Kinds of a bank's debit that may be a draw: a returned payment is none.
KINDS = ("other", "total", "receipt")
_DEBITS = (
    ~pl.col("credit")
    & ~pl.col("tied")
    & (pl.col("minor") > 0)
    & pl.col("kind").is_in(KINDS)
    & ~pl.col("format").is_in(sorted(DETAIL_ONLY))
)


class Draw(NamedTuple):
    """A payout that comes to less than nothing, and its lines; `minor` is what the processor takes."""

    source: str
    number: str
    currency: str
    day: date
    minor: int
    lines: tuple[Told, ...]


def debits(entries: pl.DataFrame) -> list[Told]:
    """Return the bank's debits that name a processor and are tied to nothing."""
    words = pl.concat_str("payer_name", "raw", separator=" ").str.to_uppercase()
    named = words.str.contains_any(sorted(PROCESSORS.values()))
    return [telling.told(row) for row in entries.filter(_DEBITS & named).iter_rows(named=True)]


def drawn(entries: pl.DataFrame, lines: Sequence[Told], known: Iterable[Tie], days: int) -> list[Tie]:
    """Return the ties of debits to the payouts they are: the line that names its payout first, then the nearest day.

    A payout that is proven already, or whose file failed a control, is none.
    """
    banks = entries.filter(~pl.col("format").is_in(sorted(DETAIL_ONLY)))
    accounts = frozenset(map(digits, banks["account"].unique().to_list())) - {""}
    found = [
        (line, draw)
        for draw in _draws(entries, {(one.entry_id, one.by) for one in known})
        for line in lines
        if _fits(line, draw, days) and same_account(line, draw.lines[0], accounts)
    ]
    ties: list[Tie] = []
    gone: set[object] = set()
    for line, draw in sorted(found, key=lambda pair: _fitness(*pair)):
        names = {line.entry_id, (draw.source, draw.number, draw.currency)}
        if gone.isdisjoint(names):
            gone |= names
            ties += [Tie(line.entry_id, told.entry_id, RULE) for told in draw.lines]
    return ties


def _draws(entries: pl.DataFrame, known: set[tuple[str, str]]) -> Iterator[Draw]:
    """Yield the payouts below nothing that no line of the bank proves; one told by two files counts once."""
    proven = {(currency, number) for _, currency, number in payouts.proven(entries, known)}
    sums: dict[tuple[str, str, str], dict[str, list[tuple[Told, int]]]] = defaultdict(lambda: defaultdict(list))
    for told in payouts.taken(entries):
        _add(sums, told, told.minor)
    for told in payouts.sales(entries):
        _add(sums, told, told.minor)
    for (source, number, currency), files in sorted(sums.items()):
        lines = files[min(files)]
        minor = sum(signed for _, signed in lines)
        if minor < 0 and (currency, number) not in proven and all(told.trusted for told, _ in lines):
            members = tuple(sorted((told for told, _ in lines), key=lambda told: told.position))
            yield Draw(source, number, currency, max(told.day for told in members), -minor, members)


def _add(
    sums: dict[tuple[str, str, str], dict[str, list[tuple[Told, int]]]],
    told: Told,
    signed: int,
) -> None:
    """Count a line to its payout, as its file tells it; a line of none is no part of one."""
    if number := payouts.key(told)[2]:
        sums[told.source, number, told.currency][told.file_id].append((told, signed))


def _fits(line: Told, draw: Draw, days: int) -> bool:
    """Whether a debit can be a draw: its processor, its amount, its day."""
    return (
        (line.currency, line.minor) == (draw.currency, draw.minor)
        and draw.source in processors(line)
        and abs(business_days(line.day, draw.day)) <= days
    )


def _fitness(line: Told, draw: Draw) -> tuple[bool, int, date, str, str, str]:
    """Order pairs; ids settle the rest."""
    named = draw.number.upper() in f"{line.payer} {line.raw}".upper()
    days = abs(business_days(line.day, draw.day))
    return not named, days, line.day, line.entry_id, draw.source, draw.number
