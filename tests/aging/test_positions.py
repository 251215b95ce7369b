"""A past day is rebuilt from movements: identical for ever, and the same counted forwards and unwound from now."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from aging.positions import ITEMS, unwound
from tests.aging import golden
from tests.aging.golden import AS_OF, HELD, MOVES, seen, standing

START = date(2025, 1, 1)
MOVED = st.lists(
    st.tuples(
        st.sampled_from(["i1", "i2", "i3"]),
        st.sampled_from(["ar_trade", "unapplied"]),
        st.sampled_from(["C1", ""]),
        st.integers(-500, 500),
        st.integers(0, 20),
        st.integers(1, 9),
    ),
    max_size=25,
)
Moved = list[tuple[str, str, str, int, int, int]]


def moves(rows: Moved) -> pl.DataFrame:
    """Return rows as movements, days counted from a start."""
    dated = [(*row[:4], START + timedelta(days=row[4]), row[5]) for row in rows]
    return pl.DataFrame(dated, MOVES, orient="row")


def items() -> pl.DataFrame:
    """Return the items that move."""
    facts = [(one, "MAIN", "invoice", one, "USD", START, START, 100) for one in ("i1", "i2", "i3")]
    return pl.DataFrame(facts, ITEMS, orient="row")


def slowly(rows: Moved, day: int, batch: int) -> set[tuple[str, str, str, int]]:
    """Return what stands, added up one by one."""
    sums: dict[tuple[str, str, str], int] = {}
    for item, account, customer, minor, gl, told in rows:
        if gl <= day and told <= batch:
            key = (item, account, customer)
            sums[key] = sums.get(key, 0) + minor
    return {(*key, left) for key, left in sums.items() if left}


@given(MOVED, st.integers(0, 20), st.integers(0, 9))
def test_what_stood_is_the_sum_of_what_was_posted_and_known_by_then(rows: Moved, day: int, batch: int) -> None:
    found = standing(items(), moves(rows), START + timedelta(days=day), batch)

    assert set(found.select(*HELD, "open").rows()) == slowly(rows, day, batch)


@given(MOVED, st.integers(0, 20), st.integers(0, 9))
def test_unwinding_what_came_later_gives_the_same(rows: Moved, day: int, batch: int) -> None:
    as_of, all_moves = START + timedelta(days=day), moves(rows)
    now = standing(items(), all_moves, date.max)
    later = all_moves.join(seen(all_moves, as_of, batch), on=all_moves.columns, how="anti")

    assert set(unwound(now, later).rows()) == slowly(rows, day, batch)


@given(MOVED, MOVED, st.integers(0, 19))
def test_what_is_posted_after_a_day_never_changes_it(rows: Moved, later: Moved, day: int) -> None:
    """Wrong ways seen in the wild: today's paid amount, reconciliation dates, items dropped once they are paid."""
    as_of = START + timedelta(days=day)
    after = [(*row[:4], day + 1 + row[4], row[5]) for row in later]
    before = standing(items(), moves(rows), as_of).sort(HELD)

    assert standing(items(), moves(rows + after), as_of).sort(HELD).equals(before)


def test_the_worked_example_is_open_item_by_item() -> None:
    facts, moved = golden.history()
    found = dict(standing(facts, moved, AS_OF).select("item_id", "open").rows())
    rows = golden.table("as_of").filter(pl.col("bucket").is_not_null())

    assert found == {row["item"]: golden.minor(row["open_as_of_2025_03_31"]) for row in rows.iter_rows(named=True)}
