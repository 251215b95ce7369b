"""Who is related to a customer approves, releases, credits and refunds nothing of it; each attempt is kept."""

import pytest

import ledger
from credit.records import ReleaseReason
from kit.refusals import Invalid, NotFound
from ledger import Adjust
from ledger.records import NewAuthority, NewCustomer, NewRequest
from ledger.refusals import ConflictOfInterest, SamePerson, UnknownCustomer
from services import control
from services.auditing import trail
from services.credit import holds, orders
from services.credit.deeds import RELEASE
from services.people import related
from services.reports import made
from services.workspace import Workspace
from tests.ledger.desk import DAY, NOW, booked, item, opened
from tests.services.credit.test_orders import order

BOSS = "boss"


@pytest.fixture
def books(workspace: Workspace) -> Workspace:
    """An invoice of C1; who decides is related to C1, and C9 belongs to C1."""
    opened(workspace.database, item("I1", 88_000))
    with booked(workspace.database, "below") as book:
        ledger.customers.upsert(book, [NewCustomer("C9", "Below", "C1", "", "USD")])
    related.declare(workspace, "Boss", "C1", reason="her brother owns it", actor=BOSS)
    return workspace


def asked(workspace: Workspace, kind: str, customer: str) -> str:
    """Ask for something of a kind of a customer."""
    with booked(workspace.database, f"{kind}{customer}") as book:
        return ledger.approvals.ask(book, NewRequest(kind, customer, "{}", "asked", 1, "USD", customer), NOW)


def test_a02h_who_is_related_approves_nothing_of_the_customer(books: Workspace) -> None:
    """DUTIES A02h: a limit, release, credit or refund of X is refused to who is related to X; the attempt is logged."""
    kinds = ("credit_limit", "order_release", "refund_approved", "concession", "bad_debt", "payee")
    requests = [asked(books, kind, customer) for kind in kinds for customer in ("C1", "C9")]
    for request in requests:
        with pytest.raises(ConflictOfInterest, match=r"boss is related to customer C[19]: somebody else decides"):
            control.approve(books, request, actor=BOSS)
    tried = made(books, "interests", DAY).filter(what="attempt")
    assert tried.select("login", "customer_number").rows() == [(BOSS, "C9"), (BOSS, "C1")] * len(kinds)
    kept = trail.commands(books).tail(len(requests))
    assert set(kept["command"]) == {"conflict of interest"}
    assert control.listed(books)["request_id"].to_list() == requests  # they wait for somebody else


def test_a_refusal_and_another_customer_stay_theirs(books: Workspace) -> None:
    said = control.ask_adjustment(books, "I1", Adjust.CONCESSION, 1, reason="late", actor="ana")
    assert control.refuse(books, said.request_id, actor=BOSS, note="no").verdict == "refused"
    with booked(books.database, "other") as book:
        ledger.customers.upsert(book, [NewCustomer("C8", "Other", "", "", "USD")])
        ledger.interests.check(book, "C8")
    assert made(books, "interests", DAY)["what"].to_list() == ["related"]


def test_who_may_release_alone_does_not_where_they_are_related(books: Workspace) -> None:
    with booked(books.database, "authority") as book:
        ledger.approvals.authorise(book, [NewAuthority(BOSS, RELEASE, "USD", 0, 10**9, DAY)])
    orders.take(books, order("O1"), actor="shop")
    with pytest.raises(ConflictOfInterest):
        holds.release(books, "O1", ReleaseReason.PROMISE, actor=BOSS)
    assert holds.queue(books, DAY)["number"].to_list() == ["O1"]
    assert holds.reject(books, "O1", note="not them", actor=BOSS).verdict == "rejected"


def test_it_is_ended_by_somebody_else(books: Workspace) -> None:
    with pytest.raises(SamePerson):
        related.end(books, BOSS, "C1", reason="sold", actor="BOSS")
    related.end(books, BOSS, "C1", reason="he sold it", actor="cleo")
    with pytest.raises(NotFound):
        related.end(books, BOSS, "C1", reason="again", actor="cleo")
    request = asked(books, "payee", "C1")
    assert control.approve(books, request, actor=BOSS).verdict == "approved"
    assert made(books, "interests", DAY).is_empty()


@pytest.mark.parametrize(("customer", "reason", "refusal"), [("C0", "x", UnknownCustomer), ("C1", " ", Invalid)])
def test_what_cannot_be_declared(books: Workspace, customer: str, reason: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        related.declare(books, "ann", customer, reason=reason, actor="cleo")


def test_the_database_refuses_it_too(books: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger.interests, "check", lambda *_: None)
    request = asked(books, "payee", "C1")
    with pytest.raises(ConflictOfInterest, match="who is related to a customer"):
        control.approve(books, request, actor=BOSS)
    with booked(books.database, "authority") as book:
        ledger.approvals.authorise(book, [NewAuthority(BOSS, RELEASE, "USD", 0, 10**9, DAY)])
    orders.take(books, order("O1"), actor="shop")
    with pytest.raises(ConflictOfInterest, match="who is related to a customer"):
        holds.release(books, "O1", ReleaseReason.PROMISE, actor=BOSS)
