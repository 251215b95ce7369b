"""Who writes a number that is no open item's any more, or is none of ours, is not posted by his amount alone."""

from typing import Any

import pytest

from matcher import Decisions, Policy, propose
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, link, paid_item, receipt
from tests.matcher.hand import rows, status

#: Two customers' items; C1 owes one of 249.00, and has paid one.
BOOK = [item("B-13910", 249_00), item("B-13911", 75_00), item("B-09099", 120_00, "C2")]
PAID = [paid_item(f"B-0{n}", 99_00 + n) for n in range(9_001, 9_080)]


def decided(*received: dict[str, Any], book: Any = BOOK) -> Decisions:
    """Decide receipts of C1, known by his account unless told."""
    return propose(
        build.receipts(*(each | {"payer_account": each["payer_account"] or "acct"} for each in received)),
        build.remittances(),
        build.items(*book),
        build.customers(customer("C1"), customer("C2")),
        build.links(link("account", "acct"), link("account", "other", "C2")),
        build.closed(*PAID),
        Policy(),
        TODAY,
    )


def test_an_item_that_another_receipt_pays_was_named_all_the_same() -> None:
    """What he names is taken before amounts are searched: it is not as if he had said nothing."""
    own = receipt("r2", 120_00, text="B-09099", payer_account="other")
    made = decided(receipt(amount=249_00, text="INVOICE B-09099"), own)
    assert rows(made, receipt_id="r2") == [("B-09099", 120_00, 0, 0, 0)]
    assert status(made) == ("review", "taken_without_name")
    assert status(decided(receipt(amount=249_00, text="INVOICE"))) == ("applied", "single")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "applied"),
        ("B-09079", "review"),  # he has paid it
        ("B-77077", "review"),  # of our shape, and none of ours
        ("INVOICE B-77077", "review"),
        ("RUN 77077", "applied"),  # a number of his own
        ("ACCT B-09079", "review"),  # he has paid it, whatever he calls it
        ("CUSTOMER 09079", "applied"),  # the end of one that he has paid
        ("ACCT B-09099", "applied"),  # somebody else owes it
        ("ACCT 77077", "applied"),
    ],
)
def test_a_number_as_we_write_them_says_what_is_paid(text: str, expected: str) -> None:
    assert status(decided(receipt(amount=249_00, text=text)))[0] == expected


def test_what_is_called_an_account_and_somebody_else_has_paid_is_an_account() -> None:
    own = receipt("r2", 120_00, text="ACCT B-09079", payer_account="other")
    assert status(decided(own), "r2") == ("applied", "single")


@pytest.mark.parametrize(("other", "expected"), [(178_00, "review"), (177_00, "partially_applied")])
def test_beside_others_an_item_a_slip_away_may_be_the_one_that_makes_up_what_came(other: int, expected: str) -> None:
    """110.00 of the item named and 68.00 left over, where the next number asks 178.00."""
    book = [item("SI0048372", 110_00), item("SI0048373", other), item("SI0044535", 848_00), item("SI0046455", 56_00)]
    more = [item(f"SI00{50_000 + 77 * at}", 100 * (997 * at % 2900)) for at in range(3, 15)]
    made = decided(receipt(amount=1082_00, text="INV# SI0048372; SI0044535; SI0046455"), book=[*book, *more])
    assert status(made)[0] == expected
