"""A14: guarantees in limits: by two people, on a document, between their days, never twice with insurance."""

from datetime import date, timedelta
from typing import Any

import pytest
from psycopg import Error as PostgresError
from sqlalchemy.exc import DBAPIError

import ledger
from credit import guarantees as kept
from credit.documents import REJECTED
from credit.guarantees import NewGuarantee
from credit.limits import NewLimit
from credit.records import GuaranteeKind, LimitKind, Reason, Scope
from kit.refusals import Invalid, NotFound
from ledger.records import Adjust, NewAuthority
from ledger.refusals import BeyondAuthority, SamePerson, Unapproved
from services import control, customer
from services.auditing import controls
from services.credit import documents, guarantees, limits, nightly, orders, reviews
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, item, opened
from tests.services.credit.applying import at, paper
from tests.services.credit.test_orders import limited, order

LAST = DAY + timedelta(days=90)


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    """Give C1 a base limit of 1,000.00, on SQLite and on PostgreSQL."""
    opened(workspace.database, item("I1", 10_000))
    limited(workspace, 100_000)
    return workspace


@pytest.fixture
def lite(empty: Workspace) -> Workspace:
    """Give C1 a base limit of 1,000.00, on SQLite alone."""
    opened(empty.database, item("I1", 10_000))
    limited(empty, 100_000)
    return empty


def wanted(workspace: Workspace, minor: int = 40_000, **more: Any) -> NewGuarantee:
    """Return a guarantee of C1's parent on a verified document."""
    facts: dict[str, Any] = {
        "customer_number": "C1",
        "kind": GuaranteeKind.CORPORATE,
        "guarantor": "Parent Inc",
        "currency": "USD",
        "valid_from": DAY,
        "valid_until": LAST,
    } | more
    if "document_id" not in facts:
        facts["document_id"] = paper(workspace, "guaranty", facts["customer_number"])
    return NewGuarantee(minor=minor, **facts)


def backed(workspace: Workspace, minor: int = 40_000, **more: Any) -> NewGuarantee:
    """Grant a guarantee: ana asks, bob approves."""
    row = wanted(workspace, minor, **more)
    asked = guarantees.ask(workspace, row, reason="their parent stands in", actor="ana", key=f"{row}{minor}{more}")
    control.approve(workspace, asked.request_id, actor="bob")
    return row


def limit(workspace: Workspace, on: date = DAY) -> tuple[int | None, int]:
    """Return C1's limit on a day, and what of it is secured."""
    own = limits.of(workspace, "C1", on).own
    return own.minor, own.secured


def states(workspace: Workspace, on: date) -> list[tuple[str, int]]:
    """Return how guarantees count on a day."""
    return [(one.state, one.counts) for one in guarantees.listed(workspace, on)]


def test_limits_count_insurance_and_guarantees_between_their_days_by_two_people(desk: Workspace) -> None:
    with booked(desk.database, "authorities", actor="cfo") as book:
        ledger.approvals.authorise(book, [NewAuthority("bob", "credit_limit", "USD", 0, 132_000, DAY, None)])
    row = wanted(desk, share=8_000)
    asked = guarantees.ask(desk, row, reason="parent", actor="bob")
    with pytest.raises(SamePerson):
        control.approve(desk, asked.request_id, actor="bob")
    assert limit(desk) == (100_000, 0)
    backed(desk, share=8_000, document_id=row.document_id)
    days = (DAY - timedelta(days=1), DAY, LAST, LAST + timedelta(days=1))
    assert [limit(desk, on) for on in days] == [(None, 0), (132_000, 32_000), (132_000, 32_000), (100_000, 0)]
    more = guarantees.ask(
        desk, wanted(desk, 32_001, guarantor="Uncle", document_id=row.document_id), reason="x", actor="ana"
    )
    with pytest.raises(BeyondAuthority):
        control.approve(desk, more.request_id, actor="bob")
    (given,) = limits.of(desk, "C1", DAY).given
    assert (given.state, given.counts, given.maker, given.checker, len(given.guarantee.sha256)) == (
        *("in force", 32_000, "ana", "bob", 64),
    )
    with desk.database.reading() as connection:
        found = controls.limits_approved(controls.looked(desk, connection, desk.today(), desk.today()))
    assert set(found["kind"]) == {"base", "guarantee: corporate"}
    assert not any(found["violates"])


def test_a_guarantee_and_insurance_of_the_same_debt_count_once_the_larger(lite: Workspace) -> None:
    limited(lite, 100_000, LimitKind.INSURANCE, valid_until=LAST, share=5_000)
    assert limit(lite) == (150_000, 50_000)
    backed(lite, 40_000)
    assert limit(lite) == (150_000, 50_000)
    backed(lite, 20_000, kind=GuaranteeKind.PERSONAL, guarantor="Owner")
    assert limit(lite) == (160_000, 60_000)
    assert limit(lite, LAST + timedelta(days=1)) == (100_000, 0)


def test_a_later_one_of_a_guarantor_replaces_theirs_and_never_revives_it(lite: Workspace) -> None:
    first = backed(lite, valid_until=None)
    soon, later = DAY + timedelta(days=5), DAY + timedelta(days=10)
    backed(lite, 30_000, valid_from=soon, valid_until=later, guarantor="PARENT INC", document_id=first.document_id)
    days = (DAY, soon, later, later + timedelta(days=1))
    assert [limit(lite, on)[1] for on in days] == [40_000, 30_000, 30_000, 0]
    assert states(lite, later + timedelta(days=1)) == [("replaced", 0), ("lapsed", 0)]
    assert states(lite, DAY) == [("in force", 40_000), ("to come", 0)]


def test_it_is_called_in_time_or_secures_nothing(lite: Workspace) -> None:
    call_by = DAY + timedelta(days=7)
    backed(lite, kind=GuaranteeKind.STANDBY, guarantor="First Bank", call_by=call_by)
    assert [limit(lite, call_by + timedelta(days=more))[1] for more in (0, 1)] == [40_000, 0]
    assert states(lite, call_by + timedelta(days=1)) == [("not called in time", 0)]
    nightly.run(lite, DAY, actor="night")
    (task,) = documents.tasks(lite)
    assert (task.what, task.due_on) == (
        f"the standby letter of credit of First Bank: call it by {call_by}, or have it renewed",
        call_by,
    )


def test_a_guarantee_whose_document_is_rejected_secures_nothing_from_that_day(lite: Workspace) -> None:
    row = backed(lite)
    later = at(lite, lite.now() + timedelta(days=3))
    documents.judge(later, row.document_id, REJECTED, note="the signature is not theirs", actor="ana")
    found = later.now().date()
    assert [limit(lite, on)[1] for on in (found - timedelta(days=1), found)] == [40_000, 0]
    assert states(lite, found) == [("document rejected", 0)]


def test_in_another_currency_it_counts_at_the_days_rate_and_takes_one(lite: Workspace) -> None:
    with booked(lite.database, "rates") as book:
        ledger.valuing.keep_rates(book, [("EUR", DAY, 1_100_000_000)])
    row = backed(lite, 10_000, currency="EUR")
    assert limit(lite)[1] == 11_000
    with pytest.raises(Invalid, match="no rate of GBP"):
        backed(lite, 10_000, currency="GBP", guarantor="Ltd", document_id=row.document_id)


def test_the_family_has_its_own(lite: Workspace) -> None:
    limited(lite, 200_000, scope=Scope.GROUP)
    backed(lite, 40_000, scope=Scope.GROUP)
    held = limits.of(lite, "C1", DAY)
    assert held.group is not None
    assert (held.own.minor, held.group.minor, held.group.secured) == (100_000, 240_000, 40_000)


def test_an_order_passes_on_a_guarantee_and_not_once_it_lapsed(lite: Workspace) -> None:
    backed(lite, 40_000)
    assert orders.take(lite, order(minor=130_000), actor="shop").failed == ()
    after = LAST + timedelta(days=1)
    failed = {one.reason for one in orders.take(lite, order(minor=130_000), actor="shop", as_of=after).failed}
    assert Reason.OVER_LIMIT in failed


def test_what_lapsed_opens_a_review_once_and_raises_no_class(lite: Workspace) -> None:
    backed(lite)
    limited(lite, 10, LimitKind.INSURANCE, valid_until=LAST)
    before = reviews.accounts(lite, LAST)
    assert nightly.run(lite, LAST, actor="night")["reviews"] == 0
    after = LAST + timedelta(days=1)
    assert nightly.run(lite, after, actor="night")["reviews"] == 2
    assert nightly.run(lite, after + timedelta(days=1), actor="night")["reviews"] == 0
    (one,) = reviews.accounts(lite, after)
    assert before == []
    assert (one.risk_class, one.why) == ("", f"the corporate guarantee of Parent Inc ended on {LAST}")
    assert documents.tasks(lite) == []


def test_it_is_seen_with_the_customer_and_before_its_debt_is_written_off(lite: Workspace) -> None:
    backed(lite)
    shown = customer.customer(lite, "C1")
    assert [one.state for one in shown.guarantees] == ["in force"]
    assert ("guarantee", "corporate guarantee of Parent Inc") in {(one.kind, one.what) for one in shown.timeline}
    asked = control.ask_adjustment(lite, "I1", Adjust.BAD_DEBT, 10_000, reason="gone", actor="ana")
    (row,) = control.listed(lite).filter(request_id=asked.request_id).to_dicts()
    assert "corporate guarantee of Parent Inc: 400.00 USD; " in row["body"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"guarantor": " "}, "say who guarantees"),
        ({"minor": -1}, "not negative"),
        ({"share": 10_001}, "between 0 and 100 %"),
        ({"kind": GuaranteeKind.BANK, "valid_until": None}, "names its last day"),
        ({"valid_until": DAY - timedelta(days=1)}, "before the first"),
        ({"call_by": DAY - timedelta(days=1)}, "called by a day before it holds"),
        ({"valid_from": DAY - timedelta(days=1)}, "is verified on|not verified"),
    ],
)
def test_what_cannot_be_is_refused_by_name(lite: Workspace, more: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        guarantees.ask(lite, wanted(lite, **more), reason="x", actor="ana")


def test_it_stands_on_a_good_document_of_its_customer(lite: Workspace) -> None:
    with booked(lite.database, "two") as book:
        ledger.customers.upsert(book, [ledger.NewCustomer("C9", "Nine")])
    w9, theirs = paper(lite, "w9", "C1"), paper(lite, "guaranty", "C9")
    short = paper(lite, "guaranty", "C1", b"short", valid_until=LAST - timedelta(days=1))
    for document, said in ((w9, "is a w9"), (theirs, "is a document of C9"), (short, "ends on")):
        with pytest.raises(Invalid, match=said):
            guarantees.ask(lite, wanted(lite, document_id=document), reason="x", actor="ana")
    with pytest.raises(NotFound):
        guarantees.ask(lite, wanted(lite, document_id="doc_none"), reason="x", actor="ana")


def test_a_base_is_judged_with_what_secures_it(lite: Workspace) -> None:
    backed(lite, 40_000)
    with lite.database.reading() as connection:
        row = NewLimit("C1", Scope.CUSTOMER, LimitKind.BASE, 120_000, "USD", DAY)
        assert kept.of(connection, "MAIN")[0].counted == 40_000
    asked = limits.ask(lite, row, reason="growth", actor="ana")
    (wants,) = control.listed(lite).filter(request_id=asked.request_id)["amount"].to_list()
    assert wants == 160_000


def test_the_database_itself_asks_for_two_people_and_a_document_of_the_customer(desk: Workspace) -> None:
    document = paper(desk, "guaranty", "C1")
    asked = guarantees.ask(desk, wanted(desk, document_id=document), reason="x", actor="ana")
    facts = ("corporate", "Parent Inc", 1, "USD", 10_000, DAY, None, None, document, asked.request_id, "known")
    with pytest.raises(Unapproved), booked(desk.database, "alone") as book:
        book.write("guarantee", [("MAIN", "customer", "C1", *facts)])
    for customer_number, more, said in (
        ("C2", {}, "not_theirs"),
        ("C1", {0: "bank"}, "CHECK|check"),
        ("C1", {1: ""}, "CHECK|check"),
        ("C1", {7: DAY - timedelta(days=1)}, "CHECK|check"),
    ):
        row = list(facts)
        for place, value in more.items():
            row[place] = value
        with pytest.raises((DBAPIError, PostgresError), match=said), booked(desk.database, said, actor="bob") as book:  # noqa: PT012
            ledger.approvals.approve(book, asked.request_id, desk.now(), DAY)
            book.write("guarantee", [("MAIN", "customer", customer_number, *row)])
