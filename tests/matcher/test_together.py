"""Free subsets of many receipts at once are judged by those of each receipt searched by itself."""

import random
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from matcher.cases import Case
from matcher.explanations import free, stock, together
from matcher.explanations.laid import Asked
from matcher.explanations.stock import Stock
from matcher.frames import CLOSED, HITS, REMITTANCES, empty
from matcher.shelf import shelf as laid
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, link, receipt


def book(seed: int) -> list[dict[str, Any]]:
    """Return items of three customers: with discounts, part-paid, disputed, equal ones and credit memos among them."""
    dice = random.Random(seed)
    found = []
    for place in range(66):
        amount = dice.choice([50_000, 7_500, dice.randint(1_000, 90_000)]) * (-1 if place % 17 == 3 else 1)
        discount = amount // 50 if amount > 0 and place % 4 == 0 else 0
        left = amount // 2 if place % 11 == 5 else amount
        due = TODAY + timedelta(days=dice.randint(-3, 3))
        until = TODAY + timedelta(days=dice.randint(-4, 3)) if discount else None
        terms: dict[str, Any] = {"discount": discount, "discount_until": until, "disputed": place % 13 == 7}
        found.append(item(f"INV-{40_000 + 7 * place}", left, f"1000{place % 3}", amount=amount, due_on=due, **terms))
    return found


def morning(seed: int) -> dict[str, pl.DataFrame]:
    """Return receipts that pay some items of a customer's by their sum, without a word."""
    dice = random.Random(seed)
    items = book(seed)
    receipts = []
    for at in range(40):
        own = [each for each in items if each["customer"] == f"1000{at % 3}" and each["open"] > 0]
        total = sum(
            each["open"] - each["discount"] * dice.randint(0, 1) for each in dice.sample(own, dice.randint(1, 6))
        )
        receipts.append(receipt(f"r{at:02}", max(1, total + (at % 5 == 0)), payer_account=f"a{at % 3}"))
    return {
        "receipts": build.receipts(*receipts),
        "remittances": empty(REMITTANCES),
        "items": build.items(*items),
        "customers": build.customers(*(customer(f"1000{at}", parent="10000" if at == 2 else "") for at in range(3))),
        "links": build.links(*(link("account", f"a{at}", f"1000{at}") for at in range(3))),
        "closed": empty(CLOSED),
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_day_is_decided_as_if_each_receipt_were_searched_alone(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = build.decided(morning(seed))

    monkeypatch.setattr(together, "search", lambda _asked, _on: None)

    assert at_once == build.decided(morning(seed))


def test_each_part_of_a_book_is_found_as_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    really = together.search

    def compared(asked: list[Asked], on: Stock | None) -> None:
        really(asked, on)
        for case, policy in asked:
            kept = case.cache.pop("searched", [])
            cheaply = free.counted(case, policy, cheaply=True)
            alone = free.search(case, policy)
            assert cheaply == (alone[0].count if alone else 0)
            seen.extend(alone)
            assert [(each.count, each.ways) for each in kept] == [(each.count, each.ways) for each in alone]
            assert [each.tried for each in kept] == [pytest.approx(each.tried, rel=1e-9) for each in alone]

    monkeypatch.setattr(together, "search", compared)
    monkeypatch.setattr(free, "FEW", 1_000)  # every book is counted cheaply, too
    build.decided(morning(7))

    assert sum(bool(each.ways) for each in seen) > 5
    assert sum(each.count is None for each in seen) > 0
    assert any(len(each.ways) > 1 for each in seen)


def test_no_receipt_of_the_turn_is_searched_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(case: Case, *_: object) -> None:
        raise AssertionError(case.receipt.receipt_id)

    monkeypatch.setattr(free, "_search", refused)

    assert "subset" in build.decided(morning(1))


def test_what_is_interchangeable_is_one_class_with_its_members_in_the_shelfs_order() -> None:
    rows = build.items(
        item("B", 100, "C1"),
        item("A", 100, "C1"),
        item("C", 100, "C1", disputed=True),
        item("D", 100, "C2"),
        item("E", 300, "C1", amount=600, discount=12, discount_until=TODAY),
        item("F", 300, "C1", amount=400, discount=12, discount_until=TODAY),
        item("G", 300, "C1", amount=600, discount=12, discount_until=TODAY),
    )
    customers = build.customers(customer("C1"), customer("C2", parent="C1"))
    shelf = laid(rows, customers, build.receipts(), empty(HITS))

    found = stock.of(shelf, ["C1"])

    classes = [found.ids[start:end].to_list() for start, end in zip(found.begins, found.begins[1:], strict=False)]
    assert classes == [["item-A", "item-B"], ["item-C"], ["item-D"], ["item-E", "item-G"], ["item-F"]]
    assert found.price.tolist() == [100, 100, 100, 300, 300]
    assert found.off.tolist() == [0, 0, 0, 6, 9]
    assert found.debt.tolist() == [True, False, True, True, True]
    assert found.families == {("MAIN", "USD", "C1"): (0, 5)}
