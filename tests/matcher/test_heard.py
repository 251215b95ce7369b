"""A receipt is read the same alone, among others, and beside whichever of them."""

from typing import Any

import pytest

from matcher.remittance import heard
from matcher.remittance.heard import Asked
from matcher.remittance.references import paying
from tests.matcher import build
from tests.matcher.build import customer, item, line, link, receipt
from tests.matcher.test_plain import morning


def repeated() -> Asked:
    """Return receipts of five payers; some write the same bare number on each, which is an item's as well."""
    rows: list[dict[str, Any]] = [
        receipt(f"r{at:02}", 100_00 + at, payer_account=f"A{at % 5}" if at % 7 else "", references=["370955"])
        for at in range(24)
    ]
    return Asked(
        build.receipts(*rows, receipt("r90", 55_00, text="INV 370956")),
        build.remittances(line("370957", 0, "r03", paid=100_03), line("370955", 0, "r04", paid=100_04)),
        build.items(*(item(f"3709{at}", 100_00 + at, f"C{at % 5}") for at in range(40, 70))),
        build.customers(*(customer(f"C{at}") for at in range(5))),
        build.links(*(link("account", f"A{at}", f"C{at}") for at in range(5))),
        build.closed(),
        None,
    )


@pytest.mark.parametrize("ahead", [0, 9])
@pytest.mark.parametrize("count", [1, 2, 3, 7])
@pytest.mark.parametrize("asked", [repeated(), Asked(**morning(3), taught=None)])
def test_shares_read_apart_are_what_is_read_at_once(asked: Asked, count: int, ahead: int) -> None:
    whole = heard.read(asked)
    parts = heard.shares(asked, count, ahead)
    assert sum(part.receipts.height for part in parts) == asked.receipts.height
    found = heard.joined([heard.read(part) for part in parts])
    for one, other in zip(found[:4], whole[:4], strict=True):
        assert one.equals(other)
    assert found.held == whole.held


def test_one_payers_receipts_stay_together_and_shares_are_about_even() -> None:
    parts = heard.shares(repeated(), 2)
    payers = [set(part.receipts.select(payer=paying()).drop_nulls()["payer"].to_list()) for part in parts]
    assert payers[0].isdisjoint(payers[1])
    assert [part.receipts.height for part in parts] == pytest.approx([12, 13], abs=5)


def test_who_reads_while_others_come_up_reads_more() -> None:
    parts = heard.shares(Asked(**morning(3), taught=None), 2, ahead=10_000)
    first, last = (part.receipts.height for part in parts)
    assert first == pytest.approx((first + last) / 4, abs=3)
