"""The order in which answers are offered: the payer's own words before what amounts alone would say."""

from datetime import timedelta

import pytest

from tests.matcher import hand
from tests.matcher.build import TODAY, item, receipt
from tests.matcher.hand import decided, payer, rows, status
from tests.matcher.test_worth_a_look import BOOK, OPEN, listing


@pytest.mark.parametrize("meant", ["R2605970", "R2605798", "R2605792"])
def test_of_equal_sums_the_number_a_slip_away_is_offered_first(meant: str) -> None:
    """The number that was written is an item of another sum; of eight that ask what came one is nearly it."""
    days = {meant: 9} | {f"39{place}577": place for place in range(8)}
    same = [item(number, 4_900, due_on=TODAY + timedelta(days=day)) for number, day in days.items()]
    text = "PAYMENT R2605790"
    named = [hand.hit("R2605790", start=8, end=16)]
    made = decided([receipt(amount=4_900, text=text)], [item("R2605790", 44_700), *same], named, [payer()])

    assert status(made)[0] != "applied"
    assert [row[0] for row in rows(made, 1)] == [meant]


def test_how_a_list_goes_on_comes_before_money_for_nothing() -> None:
    """More came than is named, and other items of his make it up: both are offered, the list first."""
    text, hits = listing("S4103", "S4107")
    meant = ["S4103", "S4107", "S4109", "S4115", "S4121"]
    made = decided([receipt(amount=sum(OPEN[number] for number in meant), text=text)], BOOK, hits, [payer()])

    assert status(made)[0] != "applied"
    assert sorted(row[0] for row in rows(made, 1)) == meant
    offered = made.applications.filter(made.applications["rank"] > 1)["rule"].to_list()
    assert any(rule.startswith("named_over:") for rule in offered)


def test_items_alike_in_all_but_number_stand_for_one_answer_among_the_first_three() -> None:
    """Of six items of one price three are the same: one of these comes first, then the others' days."""
    alike = [item(f"40{at}", 4_900) for at in range(3)]
    apart = [item(f"50{at}", 4_900, due_on=TODAY - timedelta(days=20 + at)) for at in range(3)]
    made = decided([receipt(amount=4_900)], [*alike, *apart], [], [payer()])

    offered = [rows(made, rank)[0][0] for rank in (1, 2, 3, 4, 5)]
    assert offered == ["400", "502", "501", "500", "401"]


def test_the_item_that_is_named_comes_before_those_a_slip_away_of_the_same_price() -> None:
    """Two payments name one item: the one that it is for is offered it first, whatever else asks as much."""
    same = [item(f"C362100{at}", 4_900, due_on=TODAY + timedelta(days=30 * at)) for at in range(1, 8)]
    named = [hand.hit("C3621005", start=4, end=12, receipt_id=one) for one in ("r1", "r2")]
    twins = [receipt(one, amount=4_900, text="INV C3621005", bank_reference=one) for one in ("r1", "r2")]
    made = decided(twins, same, named, [payer(), payer(receipt_id="r2")])

    assert {status(made, one)[0] for one in ("r1", "r2")} == {"review"}
    assert rows(made, 1, "r1")[0][0] == rows(made, 1, "r2")[0][0] == "C3621005"
