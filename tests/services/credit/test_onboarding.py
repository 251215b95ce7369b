"""A02f, A12, A13, B5a: an account buys on terms after a decision, with its papers, its reasons and its authority."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

import ledger
from credit import documents as kept
from credit.accounts import AccountStanding
from credit.applications import Stage
from credit.bureaus import made, told
from credit.limits import NewLimit
from credit.records import LimitKind, Scope
from kit.refusals import Conflict, Invalid, Stale
from ledger import NewCustomer, tables
from ledger.records import NewAuthority
from ledger.refusals import BeyondAuthority, SamePerson, Unapproved
from ledger.terms import Holiday
from services import control
from services.credit import decisions, documents, limits, nightly, notices, onboarding, orders
from services.jobs import kinds, queue
from services.master import customer_files
from services.workspace import Workspace, nobody
from tests.ledger.desk import DAY, booked
from tests.services.credit.applying import applied, at, bureau, complete, paper, wanted
from tests.services.credit.test_orders import order

FRIDAY = datetime(2026, 11, 20, 16, tzinfo=ZoneInfo("America/New_York"))


def authorised(workspace: Workspace, *rows: tuple[str, int, int], kind: str = decisions.DECISION) -> None:
    """Give people authority: who, from, up to."""
    given = [NewAuthority(person, kind, "USD", low, high, DAY, None) for person, low, high in rows]
    with booked(workspace.database, f"authorities {rows} {kind}", actor="cfo") as book:
        ledger.approvals.authorise(book, given)


def facts(workspace: Workspace, number: str = "N1") -> NewCustomer:
    """Return a customer's facts."""
    with booked(workspace.database, f"look {number} {datetime.now(UTC)}") as book:
        return ledger.customers.standing(book, [number])[number]


def counted(workspace: Workspace, table: Any) -> int:
    """Return how many rows a table has."""
    with workspace.database.reading() as connection:
        return len(connection.execute(select(table)).all())


def test_b5a_an_account_opens_as_a_prospect_and_gets_terms_by_a_decision_alone(workspace: Workspace) -> None:
    begun = onboarding.begin(workspace, wanted(), actor="rep")
    case = onboarding.of(workspace, begun.application_id)
    assert (begun.state, case.standing, facts(workspace).terms) == (Stage.SUBMITTED, AccountStanding.PROSPECT, "COD")
    assert [(point.what, point.state) for point in case.points] == [
        ("credit application", "missing"),
        ("w9", "missing"),
        ("trade references", "open"),
        ("bank references", "open"),
        ("bureau report", "missing"),
    ]
    with pytest.raises(Conflict, match="applied already"):
        onboarding.begin(workspace, wanted(minor=1), actor="rep")
    onboarding.sell_for_cash(workspace, begun.application_id, actor="ana")
    row = NewLimit("N1", Scope.CUSTOMER, LimitKind.BASE, 100, "USD", DAY)
    asked = limits.ask(workspace, row, reason="wanted", actor="ana")
    with pytest.raises(Invalid, match="follow the decision"):
        control.approve(workspace, asked.request_id, actor="bob")
    changed = customer_files.change(workspace, "N1", {"terms": "NET60"}, reason="they ask", actor="ana")
    with pytest.raises(Invalid, match=r"on cash \(COD\): terms and limit follow the decision"):
        control.approve(workspace, changed.request_id, actor="bob")
    complete(workspace, begun.application_id)
    authorised(workspace, ("ana", 0, 10_000_000))
    done = decisions.approve(workspace, begun.application_id, 6_000_000, "NET30", note="sound", actor="ana")
    case = onboarding.of(workspace, begun.application_id)
    assert (done.verdict, case.standing, case.application.state) == ("approved", AccountStanding.TERMS, Stage.APPROVED)
    assert (facts(workspace).terms, limits.of(workspace, "N1", DAY).own.minor) == ("NET30", 6_000_000)
    assert case.decision is not None
    assert (case.decision.verdict, case.decision.minor) == ("approved", 6_000_000)
    taken = orders.take(workspace, order(customer_number="N1", minor=5_000_000), actor="shop")
    assert taken.failed == ()


def test_a12_no_terms_while_a_required_document_is_missing_rejected_or_expired(empty: Workspace) -> None:
    identity = onboarding.begin(empty, wanted(exempt_in=("TX",)), actor="rep").application_id
    complete(empty, identity, papers=())
    authorised(empty, ("ana", 0, 10_000_000))

    def refused(says: str) -> None:
        with pytest.raises(Invalid, match=says):
            decisions.approve(empty, identity, 100, "NET30", note="sound", actor="ana")

    refused("still open: w9 missing; exemption certificate TX missing")
    paper(empty, "w9")
    paper(empty, "exemption_certificate", jurisdiction="OH")
    refused("still open: exemption certificate TX missing$")
    ended: dict[str, Any] = {
        "valid_until": DAY - timedelta(days=1),
        "valid_from": DAY - timedelta(days=9),
    }
    paper(empty, "exemption_certificate", jurisdiction="TX", **ended)
    refused(r"exemption certificate TX expired \(signed by Pat Polar; until 2026-11-19\)")
    good = paper(empty, "exemption_certificate", data=b"new", jurisdiction="TX", valid_until=DAY)
    documents.judge(empty, good, kept.REJECTED, note="no signature", actor="ana")
    refused("no signature")
    documents.judge(empty, good, kept.VERIFIED, note="signed on page 2", actor="ana")
    assert decisions.approve(empty, identity, 100, "NET30", note="sound", actor="ana").verdict == "approved"


@pytest.mark.parametrize(
    ("kind", "more", "says"),
    [
        ("selfie", {}, "is none of credit_application"),
        ("exemption_certificate", {}, "names its jurisdiction"),
        ("contract", {"signer": ""}, "names who signed it"),
    ],
)
def test_a12_a_document_says_what_its_kind_needs(empty: Workspace, kind: str, more: dict[str, Any], says: str) -> None:
    onboarding.begin(empty, wanted(), actor="rep")
    with pytest.raises(Invalid, match=says):
        paper(empty, kind, **more)


def test_a12_a_file_is_read_back_as_it_came_or_not_at_all(empty: Workspace) -> None:
    onboarding.begin(empty, wanted(), actor="rep")
    identity = paper(empty, "contract", data=b"whereas")
    held, data = documents.file(empty, identity)
    assert (data, held.paper.signer, held.signed_by, held.state) == (b"whereas", "Pat Polar", "esign", "verified")
    with empty.database.beside() as connection:
        connection.exec_driver_sql("DROP TRIGGER document_file_no_update")
        connection.exec_driver_sql("UPDATE document_file SET content = x'00'")
    with pytest.raises(kept.AlteredDocument, match=r"contract\.pdf is not the file that came"):
        documents.file(empty, identity)


def test_a12_expiry_makes_one_task_at_30_7_and_0_days(empty: Workspace) -> None:
    onboarding.begin(empty, wanted(), actor="rep")
    until = date(2027, 3, 31)
    paper(empty, "exemption_certificate", jurisdiction="TX", valid_until=until)
    given = {
        left: nightly.run(empty, until - timedelta(days=left), actor="clock")["tasks"] for left in (31, 30, 8, 7, 1, 0)
    }
    assert given == {31: 0, 30: 1, 8: 0, 7: 1, 1: 0, 0: 1}
    assert nightly.run(empty, until, actor="clock")["tasks"] == 1  # the same day again: what it found then
    told = documents.tasks(empty)
    assert [(one.step, one.due_on) for one in told] == [(f"expiry-{left}", until) for left in (30, 7, 0)]
    assert told[0].what == "exemption certificate TX ends on 2027-03-31: ask for a new one"
    documents.end_task(empty, told[0].task_id, "asked for it", actor="ana")
    paper(empty, "exemption_certificate", data=b"new", jurisdiction="TX", valid_until=date(2029, 3, 31))
    nightly.run(empty, until + timedelta(days=1), actor="clock")
    assert documents.tasks(empty) == []


def test_a13_submitted_on_friday_at_16_three_business_days_are_due_on_wednesday_at_16(empty: Workspace) -> None:
    identity = onboarding.begin(at(empty, FRIDAY), wanted(), actor="rep").application_id
    due = onboarding.of(empty, identity).due_at
    assert due is not None
    assert due == datetime(2026, 11, 25, 16, tzinfo=ZoneInfo("America/New_York"))
    late = due + timedelta(minutes=1)
    assert [onboarding.queue(at(empty, now))[0].overdue for now in (due, late)] == [False, True]
    with booked(empty.database, "holidays") as book:
        ledger.terms.keep_holidays(book, [Holiday(date(2026, 11, 24), "founders")])
    assert onboarding.of(empty, identity).due_at == due + timedelta(days=1)


def test_a13_the_clock_stands_while_we_wait_on_the_applicant(empty: Workspace) -> None:
    identity = onboarding.begin(at(empty, FRIDAY), wanted(), actor="rep").application_id
    monday, tuesday = FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=4)
    onboarding.move(at(empty, monday), identity, Stage.WAITING, note="bank letter", actor="ana")
    assert onboarding.of(at(empty, tuesday), identity).due_at == FRIDAY + timedelta(days=6)
    onboarding.move(at(empty, tuesday), identity, Stage.ANALYSIS, actor="ana")
    assert onboarding.of(at(empty, tuesday + timedelta(days=9)), identity).due_at == FRIDAY + timedelta(days=6)
    with pytest.raises(Invalid, match="does not become started"):
        onboarding.move(empty, identity, Stage.STARTED, actor="ana")


def test_a13_a_decline_says_why_and_the_rep_is_told_in_the_same_transaction(
    empty: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    identity = onboarding.begin(empty, wanted(), actor="rep").application_id
    with pytest.raises(Invalid, match="say why it is declined: SCORE"):
        decisions.decline(empty, identity, [], actor="ana")
    with pytest.raises(Invalid, match="there is no reason MOOD"):
        decisions.decline(empty, identity, ["MOOD"], actor="ana")
    with monkeypatch.context() as broken:
        broken.setattr(queue, "put", lambda *_, **__: pytest.fail("no queue"))
        with pytest.raises(pytest.fail.Exception):
            decisions.decline(empty, identity, ["BUREAU"], actor="ana")
    assert (onboarding.of(empty, identity).decision, counted(empty, tables.work)) == (None, 0)
    done = decisions.decline(empty, identity, ["BUREAU", "TOO_NEW"], note="two suits", actor="ana", key="k")
    assert decisions.decline(empty, identity, ["BUREAU", "TOO_NEW"], note="two suits", actor="ana", key="k").replayed
    with empty.database.reading() as connection:
        (work,) = connection.execute(select(tables.work)).all()
    assert (done.verdict, work.kind, work.key) == ("declined", "notice", identity)
    outbox = empty.settings.model_copy(update={"outbox_folder": tmp_path})
    posted = Workspace(empty.database, outbox, empty.clock)
    held = queue.Held(work.work_id, "notice", "MAIN", identity, "ana", {"application_id": identity}, 1, 0, ())
    assert [notices.send(posted, held, nobody)["sent"] for _ in range(2)] == [1, 0]
    (mail,) = (tmp_path / "MAIN").iterdir()
    said = mail.read_text(encoding="utf-8")
    assert "To: rep@ours.example" in said
    assert "a bureau reports late payment or a risk of failure (BUREAU)" in said
    assert kinds.KINDS["notice"].run is notices.send
    with pytest.raises(Invalid, match="is declined"):
        decisions.decline(empty, identity, ["SCORE"], actor="ana")


def test_a02f_beyond_ones_limit_a_decision_waits_for_another_person_inside_theirs(workspace: Workspace) -> None:
    """DOMAIN section 8.3: analyst up to 25,000, manager from there up to 100,000."""
    authorised(workspace, ("ana", 0, 2_500_000), ("max", 2_500_001, 10_000_000), ("rep", 0, 90_000_000))
    identity = applied(workspace)
    done = decisions.approve(workspace, identity, 6_000_000, "NET30", note="sound", actor="ana")
    assert (done.verdict, onboarding.of(workspace, identity).application.state) == ("pending", Stage.PENDING)
    assert facts(workspace).terms == "COD"
    with pytest.raises(SamePerson):
        control.approve(workspace, done.request_id, actor="ana")
    with pytest.raises(BeyondAuthority, match="may not approve credit_decision"):
        control.approve(workspace, done.request_id, actor="eve")
    with pytest.raises(SamePerson, match="rep applied for"):
        control.approve(workspace, done.request_id, actor="rep")
    control.approve(workspace, done.request_id, actor="max")
    case = onboarding.of(workspace, identity)
    assert (case.application.state, case.standing, facts(workspace).terms) == (
        Stage.APPROVED,
        AccountStanding.TERMS,
        "NET30",
    )
    small = applied(workspace, "N2", minor=2_000_000)
    assert decisions.approve(workspace, small, 2_000_000, "NET30", note="x", actor="max").verdict == "pending"


def test_a02f_a_refused_decision_is_in_analysis_again(empty: Workspace) -> None:
    identity = applied(empty)
    first = decisions.approve(empty, identity, 6_000_000, "NET30", note="sound", actor="ana")
    control.refuse(empty, first.request_id, actor="max", note="too much")
    assert onboarding.of(empty, identity).application.state is Stage.ANALYSIS
    second = decisions.approve(empty, identity, 2_000_000, "NET30", note="less", actor="ana")
    control.approve(empty, second.request_id, actor="max")
    assert limits.of(empty, "N1", DAY).own.minor == 2_000_000


def test_a02f_limits_of_a_family_asked_for_side_by_side_count_together(empty: Workspace) -> None:
    """Two of 20,000 each are within 25,000 alone, and not together."""
    with booked(empty.database, "family") as book:
        ledger.customers.upsert(book, [NewCustomer("P", "Top"), NewCustomer("C1", "One", parent_number="P")])
    authorised(empty, ("bob", 0, 2_500_000), kind="credit_limit")
    rows = [NewLimit(number, Scope.CUSTOMER, LimitKind.BASE, 2_000_000, "USD", DAY) for number in ("P", "C1")]
    first, second = (limits.ask(empty, row, reason="growth", actor="ana") for row in rows)
    control.approve(empty, first.request_id, actor="bob")
    with pytest.raises(Stale, match=r"may owe 40,000\.00 USD with it by now, not 20,000\.00 USD"):
        control.approve(empty, second.request_id, actor="bob")


def test_the_database_insists_that_terms_follow_a_decision(workspace: Workspace) -> None:
    identity = onboarding.begin(workspace, wanted(), actor="rep").application_id
    with pytest.raises(Unapproved), booked(workspace.database, "sly") as book:
        book.write("account_standing", [("MAIN", "N1", "terms", identity, "req_x", "sly", 1)])


OWN = made(*told(bureau()))


ROW = b"""source,reported_on,paydex,delinquency_class,failure_class,maximum_credit,currency,business_started,alerts
dnb,2026-11-02,76,2,2,75000.00,USD,2014-03-01,
"""
BLOCKS = b"""{"transactionDetail": {"transactionTimestamp": "2026-11-02T09:00:00Z"}, "organization": {
  "duns": "804735132", "startDate": "2014-03-01", "businessTrading": [{"summary": [{"paydexScore": 76}]}],
  "dnbAssessment": {"failureScore": {"classScore": 2}, "delinquencyScore": {"classScore": 2},
    "creditLimitRecommendation": {"maximumRecommendedLimit": {"value": 75000.00, "currency": "USD"}}}}}"""


@pytest.mark.parametrize("data", [ROW, BLOCKS])
def test_a_bureaus_report_is_the_same_in_every_form(data: bytes) -> None:
    assert made(*told(data)).model_copy(update={"duns": ""}) == OWN


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7", "no bureau's report"),
        (b"{", "no bureau's report"),
        (bureau(paydex=101), "paydex"),
        (bureau(maximum_credit="much"), "is no amount of USD"),
        (bureau(mood="good"), "mood"),
        (b"\xff\xfe", "no bureau's report"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        made(*told(data))
