"""Discounts by a person: earned by day and grace, late ones bounded, sales tax taken along where it is so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import kit.terms
import ledger
from kit.refusals import Invalid
from ledger import NewApplication, WriteOff
from ledger.records import Adjust
from matcher import Policy
from services import control, discounts
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, invoice_id, item, opened

LAST = DAY + timedelta(days=10)
LATE = Policy(unearned_discount_limit=2_000)
ROW = NewApplication("rcp_R", invoice_id("A"), 98_000, DAY, discount=2_000)


@pytest.fixture
def books(empty: Workspace) -> Workspace:
    """Three invoices of 1,000.00 with 2 % until a day: as the trade writes it, with ten days of grace, in two tiers."""
    plain = kit.terms.read("2/10 net 30")
    assert plain is not None
    with booked(empty.database, "terms") as book:
        ledger.terms.agree(book, [ledger.terms.NewTerms("KIND", replace(plain, grace_days=10))])
    opened(
        empty.database,
        item("A", 100_000, terms="2/10 net 30", discount=2_000, discount_until=LAST),
        item("B", 100_000, terms="KIND", discount=2_000, discount_until=LAST),
        item("C", 100_000, terms="KIND"),
    )
    return empty


@pytest.mark.parametrize(
    ("number", "days_late", "earned"),
    [("A", 0, True), ("A", 3, True), ("A", 4, False), ("B", 10, True), ("B", 11, False), ("C", -10, False)],
)
def test_a_discount_by_hand_is_earned_by_its_day_and_grace(
    books: Workspace,
    number: str,
    days_late: int,
    earned: bool,  # noqa: FBT001
) -> None:
    """Earned when the payment's day is the discount's or within the grace of policy or terms; C gives no discount."""
    row, came = ROW._replace(item_id=invoice_id(number)), LAST + timedelta(days=days_late)
    with books.database.reading() as connection:
        (told,) = discounts.by_hand(connection, "MAIN", [row], came, LATE)
        assert told.discount_earned == earned
        if not earned:
            with pytest.raises(Invalid, match=r"20.00 USD comes too late and one person allows 19.99 USD"):
                discounts.by_hand(connection, "MAIN", [row], came, Policy(unearned_discount_limit=1_999))


@pytest.mark.parametrize(("policy", "grace", "until"), [(Policy(), 10, 17), (Policy(discount_grace_days=12), 10, 10)])
def test_the_matcher_sees_the_grace_of_the_terms(books: Workspace, policy: Policy, grace: int, until: int) -> None:
    """The policy adds its own grace to every discount; terms that give more last as many days longer."""
    with books.database.reading() as connection:
        items = ledger.worklists.items(connection, "MAIN")
        seen = dict(
            discounts.graced(connection, "MAIN", items, policy).select("document_number", "discount_until").rows()
        )
    assert seen == {"A": LAST, "B": DAY + timedelta(days=until), "C": None}
    assert max(policy.discount_grace_days, grace) == (seen["B"] - LAST).days + policy.discount_grace_days


def test_a_small_balance_by_hand_is_within_the_policy(books: Workspace) -> None:
    row = ROW._replace(discount=0, write_off=101, write_off_kind=WriteOff.SMALL_BALANCE)
    with books.database.reading() as connection:
        discounts.by_hand(connection, "MAIN", [row._replace(write_off=100)], DAY, Policy())
        with pytest.raises(Invalid, match=r"1.01 USD is more than one person writes off \(1.00 USD\)"):
            discounts.by_hand(connection, "MAIN", [row], DAY, Policy())


@pytest.mark.parametrize(("mode", "tax"), [("keep", 0), ("reduce", 160)])
def test_p37_a_discount_takes_its_tax_along_where_it_is_so(empty: Workspace, mode: str, tax: int) -> None:
    """P37: 1,080.00 with 80.00 tax, 2 % taken: 20.00 discount, 1.60 less sales tax."""
    opened(empty.database, item("A", 108_000, tax=8_000, discount=2_160, discount_until=LAST))
    row = ROW._replace(cash=105_840, discount=2_160)
    policy = Policy.model_validate({"discount_tax": mode})
    with empty.database.reading() as connection:
        (told,) = discounts.by_hand(connection, "MAIN", [row], DAY, policy)
    assert (told.discount_earned, told.discount_tax) == (True, tax)


def test_a_late_discount_above_the_policy_takes_two_people(books: Workspace) -> None:
    asked = control.ask_adjustment(
        books, "A", Adjust.LATE_DISCOUNT, 2_000, reason="goodwill", actor="ana", as_of=date(2026, 11, 20)
    )
    control.approve(books, asked.request_id, actor="ben")
    with books.database.reading() as connection:
        postings = ledger.reads.postings(connection).filter(kind="discount_unearned")
        assert sorted(postings.select("role", "debit", "credit").rows()) == [
            ("ar_trade", 0, 2_000),
            ("discounts_unearned", 2_000, 0),
        ]
        assert ledger.checks.run(connection) == []
