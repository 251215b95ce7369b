"""Receipts told to ERPs that misbehave: each confirmed once or reported, none doubled, and the proof names the rest."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

import ledger
from kit.db import Database
from kit.outside import Answer
from kit.refusals import Conflict, Invalid, NotFound, Stale
from kit.settings import Settings
from ledger.erp import STEPS, State, Step
from ledger.records import Disposal, Identification, ItemType, NewApplication, Undo, item_id
from services.erp import answering, filing
from services.erp.adapters.netsuite import VOIDS
from services.erp.adapters.sap import CLEAR
from services.erp.delivering import Outcome, advance, deliver
from services.erp.planning import changed, plan, stands, wanted
from services.erp.proving import differences, proof
from services.erp.records import Request
from services.erp.running import send, states
from services.erp.settling import settle
from services.erp.simulator.books import Books
from services.erp.simulator.dialects import DIALECTS
from services.erp.simulator.moods import BAD_DAY, CALM, Mood, Temper
from services.erp.simulator.netsuite import RESTLET
from services.erp.simulator.oracle import MATCHED_AFTER
from services.erp.simulator.sap import QUEUED
from services.erp.simulator.server import Simulator, running
from services.erp.targets import Target, targets
from services.workspace import Workspace
from tests.services.erp.soak import proven, told
from tests.services.erp.worlds import DAY, NAMES, Clock, book, fill, target

QUICK = tuple((mood, 3 * share) for mood, share in BAD_DAY if mood != Mood.HUNG)
#: An id that no column of a lockbox file holds.
WIDE = "C" * 31
ONLY: Callable[[Mood], Temper] = lambda mood: Temper(1, ((mood, 1000),), 50)  # noqa: E731 - a short word


def opened(database: Database, clock: Clock) -> Workspace:
    """Return books that may call this machine."""
    return Workspace(database, Settings(database_url=str(database.url), outside_allowed="127.0.0.1"), clock)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def books(sqlite_database: Database, clock: Clock) -> Workspace:
    """Give books with four receipts."""
    workspace = opened(sqlite_database, clock)
    fill(workspace, 4)
    return workspace


@pytest.fixture
def calm() -> Iterator[Simulator]:
    """Give a QuickBooks that behaves."""
    with running("quickbooks", Temper(1, CALM)) as simulator:
        yield simulator


def rows(workspace: Workspace) -> list[dict[str, object]]:
    with workspace.database.reading() as connection:
        return ledger.erp.deliveries(connection, "erp").to_dicts()


def once(workspace: Workspace, erp: Target) -> list[str]:
    """Plan, tell and settle once; return the states."""
    plan(workspace, erp, "t")
    deliver(workspace, erp, "t")
    settle(workspace, erp, "t")
    return [str(row["state"]) for row in rows(workspace)]


@pytest.mark.parametrize(
    ("adapter", "count"), [("quickbooks", 90), ("netsuite", 30), ("dynamics", 30), ("oracle", 30), ("sap", 20)]
)
def test_each_is_confirmed_once_or_reported(sqlite_database: Database, clock: Clock, adapter: str, count: int) -> None:
    """Three times a bad day: nearly every second request goes wrong in some way."""
    workspace = opened(sqlite_database, clock)
    fill(workspace, count)
    with running(adapter, Temper(7, QUICK, 50)) as simulator:
        ended = told(workspace, adapter, simulator, clock)

        assert proven(workspace, simulator) == []
        assert sum(many for mood, many in simulator.moods.items() if mood != Mood.GOOD) > count // 4
    assert ended["confirmed"] > count // 2


def test_both_databases_hold_the_steps(database: Database, clock: Clock) -> None:
    """Every step that is not in the table is refused by the database itself."""
    workspace = opened(database, clock)
    fill(workspace, 1)
    erp = target("quickbooks", "http://127.0.0.1:9")
    plan(workspace, erp, "t")
    (row,) = rows(workspace)
    ways = {State.PENDING: (), State.SENT: (State.SENT,), State.CONFIRMED: (State.SENT, State.CONFIRMED)}
    ways |= {end: (State.SENT, end) for end in (State.UNCERTAIN, State.REJECTED)}
    for place, (state, way) in enumerate(ways.items()):
        facts = {"erp": "erp", "reference": f"T{place}", "receipt_id": row["receipt_id"], "version": 1, "step": 1}
        path = [State.PENDING, *way]
        with book(workspace, f"way {place}") as opened_book:
            ledger.erp.add_steps(opened_book, [_step(facts, seq, one) for seq, one in enumerate(path, 1)])
        for after in set(State) - STEPS[state]:
            with pytest.raises(Stale), book(workspace, f"bad {place} {after}") as opened_book:
                ledger.erp.add_steps(opened_book, [_step(facts, len(path) + 1, after)])
    gap = {"erp": "erp", "reference": "T0", "receipt_id": row["receipt_id"], "version": 1, "step": 1}
    with pytest.raises(Stale), book(workspace, "gap") as opened_book:
        ledger.erp.add_steps(opened_book, [_step(gap, 3, State.SENT)])


def _step(facts: dict[str, object], seq: int, state: State) -> Step:
    return Step(**facts, seq=seq, state=state, told_at=1, message="why")  # type: ignore[arg-type]


def test_a_document_that_is_told_again_while_a_run_plans_is_not_told_otherwise_beside(books: Workspace) -> None:
    """Its id came and somebody asked for it at the same moment: one of the two, or the payment would be there twice."""
    erp = target("quickbooks", "https://erp.example")
    _more(books, "N1")
    plan(books, erp, "t")
    deliver(books, erp, "t", ask=lambda _request: Answer(429, {}, b""))
    (refused,) = [row for row in rows(books) if row["receipt_id"] == "rcp_more"]
    answering.learn(books, erp, b"kind,number,erp_id\ndocument,N1,900\n", "t")
    assert isinstance(books.clock, Clock)
    meanwhile = lambda: answering.again(books, erp, [str(refused["reference"])], "somebody")  # noqa: E731
    racing = replace(books, clock=_Meanwhile(books.clock, meanwhile))

    assert plan(racing, erp, "t") == 0
    assert [row["state"] for row in rows(books) if row["receipt_id"] == "rcp_more"] == ["pending"]


class _Meanwhile:
    """A clock at whose first look something else is done: between what a command reads before and what it writes."""

    def __init__(self, clock: Clock, then: Callable[[], object]) -> None:
        self.clock, self.then = clock, then

    def __call__(self) -> datetime:
        then, self.then = self.then, lambda: None
        then()
        return self.clock()


def test_planning_again_plans_nothing(books: Workspace, calm: Simulator) -> None:
    """Nor does it write: whoever runs every few minutes would else fill the books with nothing."""
    erp = target("quickbooks", calm.url)

    assert [plan(books, erp, "t"), plan(books, erp, "t")] == [4, 0]
    assert once(books, erp) == ["confirmed"] * 4
    with books.database.reading() as connection:
        written = ledger.reads.batches(connection).height
    assert plan(books, erp, "t") == 0
    with books.database.reading() as connection:
        assert ledger.reads.batches(connection).height == written


def missing(workspace: Workspace, erp: Target) -> list[str]:
    """Return the receipts of which a look at all of them would tell something."""
    with workspace.database.reading() as connection:
        standing = stands(connection, erp)
        found = [(one, standing.get(one.receipt_id)) for one in wanted(connection, erp)]
    return [one.receipt_id for one, told in found if (changed(one, told) if told else not one.void)]


def test_what_nothing_moved_of_is_not_read_again_and_nothing_is_missed(books: Workspace, calm: Simulator) -> None:
    """Money applied, undone, given to another customer, bounced, told late, from another first day on."""
    erp = target("quickbooks", calm.url)
    once(books, erp)
    with books.database.reading() as connection:
        applied = ledger.reads.applications(connection, "MAIN", "rcp_000001")["application_id"].to_list()
    steps: list[Callable[[ledger.Book], object]] = [
        lambda book: ledger.applications.unapply(book, [Undo(one, DAY, "wrong") for one in applied[:1]]),
        lambda book: ledger.applications.unapply(book, [Undo(one, DAY, "wrong") for one in applied[1:]]),
        lambda book: ledger.receipts.identify(book, [Identification("rcp_000001", "C2", DAY)]),
        lambda book: ledger.receipts.reverse(book, [Disposal("rcp_000001", DAY, "bounced")]),
    ]
    for place, step in enumerate(steps):
        with book(books, f"step {place}") as opened_book:
            step(opened_book)
            last = opened_book.batch - 1
        with books.database.reading() as connection:
            assert ledger.erp.moved(connection, "erp", "MAIN", last) == {"rcp_000001"}
        assert missing(books, erp) == ["rcp_000001"]
        assert plan(books, erp, "t") == 1
        assert missing(books, erp) == []
        assert (set(once(books, erp)), plan(books, erp, "t")) == ({"confirmed"}, 0)
    assert [len(rows(books)), plan(books, target("quickbooks", calm.url, suspense_customer="99"), "t")] == [8, 0]


def test_a_change_replaces_and_a_reversal_voids_the_same_document(books: Workspace, calm: Simulator) -> None:
    """Two invoices, then one, then none: one payment in the ERP all along."""
    erp = target("quickbooks", calm.url)
    once(books, erp)
    with books.database.reading() as connection:
        applied = ledger.reads.applications(connection, "MAIN", "rcp_000001")["application_id"].to_list()
    for undone, lines in ((applied[1:], 1), (applied[:1], 0)):
        with book(books, f"undo {lines}") as opened_book:
            ledger.applications.unapply(opened_book, [Undo(one, DAY, "wrong") for one in undone])
        assert set(once(books, erp)) == {"confirmed"}
        (payment,) = [one for one in calm.books.documents if one["PrivateNote"].startswith("rcp_000001")]
        assert len(payment["Line"]) == lines
    with book(books, "gone") as opened_book:
        ledger.receipts.reverse(opened_book, [Disposal("rcp_000001", DAY, "bounced")])
    assert set(once(books, erp)) == {"confirmed"}
    (payment,) = [one for one in calm.books.documents if "rcp_000001" in one["PrivateNote"]]
    assert (payment["TotalAmt"], payment["SyncToken"]) == ("0", "3")
    assert len(calm.books.documents) == 4


@pytest.mark.parametrize(
    ("mood", "first", "later"),
    [
        (Mood.DROPPED, "confirmed", "confirmed"),
        (Mood.LIED, "confirmed", "confirmed"),
        (Mood.CUT, "confirmed", "confirmed"),
        (Mood.REFUSED, "rejected", "rejected"),
        (Mood.PARTIAL, "rejected", "rejected"),
        (Mood.TWICE, "confirmed", "confirmed"),
        (Mood.BROKEN, "uncertain", "pending"),
        (Mood.UNAVAILABLE, "uncertain", "pending"),
        (Mood.THROTTLED, "pending", "pending"),
    ],
)
def test_a_mood_leaves_a_document_where_it_is_proven(
    books: Workspace, clock: Clock, mood: Mood, first: str, later: str
) -> None:
    """What is absent is told again only once the ERP cannot book it late any more."""
    with running("quickbooks", ONLY(mood)) as simulator:
        erp = target("quickbooks", simulator.url)
        assert once(books, erp) == [first] * 4
        clock.pass_seconds(3)
        settle(books, erp, "t")
        assert [row["state"] for row in rows(books)] == [later] * 4


@pytest.mark.parametrize("mood", [Mood.LATE, Mood.GATEWAY])
def test_what_is_booked_late_is_not_told_again(books: Workspace, clock: Clock, mood: Mood) -> None:
    """A gateway that gave up waiting answers 4xx as well: that is no no."""
    with running("quickbooks", Temper(1, ((mood, 1000),), 60_000)) as simulator:
        erp = target("quickbooks", simulator.url)
        assert once(books, erp) == ["uncertain"] * 4
        simulator.land()
        clock.pass_seconds(3)
        settle(books, erp, "t")
        assert [row["state"] for row in rows(books)] == ["confirmed"] * 4
        assert proven(books, simulator) == []


def test_what_the_erp_doubled_itself_is_said_when_it_is_read_back(books: Workspace, clock: Clock) -> None:
    """An answer that never came hides two documents: reading back finds both and tells nobody to try again."""
    with running("quickbooks", ONLY(Mood.TWICE)) as simulator:
        erp = target("quickbooks", simulator.url)
        plan(books, erp, "t")
        taken = advance(books, "t", "x", [(row, Outcome(State.SENT)) for row in rows(books)])
        from services.erp.delivering import asked, documents

        for one in documents(books, erp, (State.SENT,)):
            assert erp.kind.write is not None
            asked(books, erp)(erp.kind.write(one.instruction, one.told))
        clock.pass_seconds(3)
        settle(books, erp, "t")

        assert len(taken) == 4
        assert {row["state"] for row in rows(books)} == {"rejected"}
        assert all(str(row["message"]).startswith("2 times in the ERP") for row in rows(books))
        with pytest.raises(Conflict, match="put it right there"):
            answering.again(books, erp, [str(rows(books)[0]["reference"])], "t")


def test_an_answer_of_another_shape_stops_nobody(books: Workspace) -> None:
    """What an adapter cannot read leaves its document uncertain, and the run goes on."""
    erp = target("quickbooks", "https://erp.example")
    plan(books, erp, "t")

    for body in (b'{"Payment": {"Id": "9"}}', b"[]", b'{"QueryResponse": []}', b"<html>"):
        for row in rows(books):
            if row["state"] == State.UNCERTAIN:
                advance(books, "t", "x", [(row, Outcome(State.PENDING, "again"))])
        said = deliver(books, erp, "t", ask=lambda _request, body=body: Answer(200, {}, body))  # type: ignore[misc]
        assert said.states == {"uncertain": 4}


def test_one_slow_answer_holds_no_other_up(books: Workspace) -> None:
    """The first is answered only once the ERP was asked for the last."""
    erp = target("quickbooks", "https://erp.example", parallel=2)
    plan(books, erp, "t")
    asked, last = list[Request](), threading.Event()

    def ask(request: Request) -> Answer:
        asked.append(request)
        if len(asked) == 4:
            last.set()
        assert asked[0] is not request or last.wait(5), "the others wait for the first"
        return Answer(429, {}, b"") if asked[0] is request else Answer(500, {}, b"")

    said = deliver(books, erp, "t", ask=ask)

    assert said.states == {"pending": 1, "uncertain": 3}
    assert said.halted == "not taken: answered 429"


def test_the_newest_states_are_those_of_the_whole_history(books: Workspace) -> None:
    """However few are asked for: by state, by reference, or all of them, as a walk through every row finds them."""
    erp = target("sap", "https://erp.example")
    plan(books, erp, "t")
    deliver(books, erp, "t", ask=lambda _request: Answer(202, {}, b""))
    moves = (State.UNCERTAIN, State.REJECTED, State.CONFIRMED)
    for row, state in zip(rows(books), moves, strict=False):
        advance(books, "t", "x", [(row, Outcome(state, "so it is"))])
    with books.database.reading() as connection:
        references = [row["reference"] for row in ledger.erp.deliveries(connection).to_dicts()]
        told = [ledger.erp.history(connection, "erp", one).to_dicts() for one in references]
        newest = {
            str(states[-1]["reference"]): (states[-1]["state"], sum(row["state"] == "sent" for row in states))
            for states in told
        }
        for chosen in [(), *((state,) for state in State), (State.SENT, State.PENDING)]:
            for named in (None, references[:3], [], ["T0"]):
                found = ledger.erp.deliveries(connection, "erp", chosen, named)
                assert dict(found.select("reference", pl.struct("state", "attempts")).iter_rows()) == {
                    reference: {"state": state, "attempts": sent}
                    for reference, (state, sent) in newest.items()
                    if (not chosen or state in chosen) and (named is None or reference in named)
                }, (chosen, named)


def test_pages_are_all_documents_once_in_order(books: Workspace) -> None:
    plan(books, target("sap", "https://erp.example"), "t")
    first = next(row for row in rows(books) if row["step"] == 1)
    advance(books, "t", "x", [(first, Outcome(State.SENT))])
    with books.database.reading() as connection:
        for states_of, wanted in (((), 8), ((State.PENDING,), 7), ((State.SENT,), 1), ((State.CONFIRMED,), 0)):
            found, after = list[str](), ""
            while some := ledger.erp.page(connection, "erp", states_of, after, 3)["reference"].to_list():
                found, after = [*found, *some], some[-1]
            assert found == sorted(ledger.erp.deliveries(connection, "erp", states_of)["reference"])
            assert len(found) == wanted


def test_a_later_step_goes_out_once_the_earlier_one_is_confirmed(books: Workspace) -> None:
    """The clearing names the document that the first step made."""
    erp = target("sap", "https://erp.example")
    plan(books, erp, "t")
    first, *_ = (row for row in rows(books) if row["step"] == 1)
    asked = list[Request]()

    def ask(request: Request) -> Answer:
        asked.append(request)
        return Answer(202, {}, b"")

    answering.take(books, erp, f"reference,state,erp_id\n{first['reference']},confirmed,2026/4711\n".encode(), "t")
    deliver(books, erp, "t", ask=ask)
    (clearing,) = [one for one in asked if one.path.startswith(CLEAR)]

    assert b"<AccountingDocument>4711</AccountingDocument>" in clearing.body


def test_a_simulated_erp_finds_what_was_changed_by_what_it_is_now() -> None:
    held = Books()
    first, second = {"id": "1", "memo": "T1"}, {"id": "2", "memo": "T2"}
    held.add(first)
    assert held.where("memo", "T2") == []
    held.add(second)
    held.change(first, {"memo": "T2"})

    assert held.where("memo", "T1") == []
    assert held.where("memo", "T2") == [second, first]
    assert held.where("id", "1") == [first]


def test_what_cannot_be_read_back_is_said(books: Workspace, clock: Clock) -> None:
    """On its way for ever would be nobody's business."""
    erp = target("oracle", "https://erp.example")
    plan(books, erp, "t")
    assert deliver(books, erp, "t", ask=lambda _request: Answer(201, {}, b"{}")).states == {"sent": 4}
    for seconds, state in ((0, "sent"), (3, "uncertain"), (0, "uncertain")):
        clock.pass_seconds(seconds)
        settle(books, erp, "t", lambda _request: Answer(200, {}, b'{"items": [7]}'))
        assert {row["state"] for row in rows(books)} == {state}
    assert {row["message"] for row in rows(books)} == {"read back: AttributeError 'int' object has no attribute 'get'"}


def test_a_no_within_a_batch_is_said_in_the_erps_words(books: Workspace) -> None:
    """Dynamics answers 200 whatever became of what is in the batch."""
    no = b"--b\r\n\r\nHTTP/1.1 400 Bad Request\r\nContent-ID: 2\r\n\r\nCustomer 8100 does not exist.\r\n--b--"

    def ask(request: Request) -> Answer:
        return Answer(200, {}, no if request.method == "POST" else b'{"value": []}')

    erp = target("dynamics", "https://erp.example")
    plan(books, erp, "t")
    assert deliver(books, erp, "t", ask=ask).states == {"uncertain": 4}
    settle(books, erp, "t", ask)

    assert {(row["state"], row["message"]) for row in rows(books)} == {
        ("rejected", "answered 400: Customer 8100 does not exist.")
    }


def test_a_receipt_that_a_file_cannot_say_stops_no_other(books: Workspace) -> None:
    erp = target("oracle-lockbox")
    ids = f"kind,number,erp_id\ncustomer,C1,{WIDE}\ncustomer,C2,M\N{LATIN SMALL LETTER U WITH DIAERESIS}ller\n"
    answering.learn(books, erp, ids.encode(), "t")
    plan(books, erp, "t")

    assert filing.write(books, erp, "t")[2] == 2
    assert sorted(str(row["message"]) for row in rows(books) if row["state"] == "rejected") == [
        f"not sent: a lockbox file cannot say it: Customer Account Number {WIDE} is wider than 30",
        "not sent: a lockbox file has ASCII alone, and a number in it has other letters",
    ]


@pytest.mark.parametrize("adapter", ["csv", "json", "prophet21", "oracle-lockbox"])
def test_what_a_file_was_refused_goes_into_the_next(books: Workspace, adapter: str) -> None:
    """Three are taken and one is not; told again once its customer is free, it is there once."""
    erp = target(adapter)
    plan(books, erp, "t")
    dialect, held = DIALECTS[adapter], Books()

    def carry(*, partial: bool) -> answering.Taken:
        _, content, _ = filing.write(books, erp, "t")
        change = dialect.write(held, "POST", "/import", content)
        assert change is not None
        change.book(partial)
        results = dialect.read(held, "/results")
        assert results is not None
        return answering.take(books, erp, results[1], "t")

    assert carry(partial=True).changed == 4
    (refused,) = [row for row in rows(books) if row["state"] == "rejected"]
    assert refused["message"] == "the customer is on hold"
    assert answering.again(books, erp, [str(refused["reference"])], "t") == 1
    assert carry(partial=False).changed == 1
    assert states(books, "erp")["confirmed"] == 4
    assert set(held.held("reference").values()) == {1}


def test_nothing_is_sent_long_after_it_was_taken_up(books: Workspace, calm: Simulator) -> None:
    """A worker that slept does not wake up and send what another one may have settled meanwhile."""
    from services.erp.delivering import _told, asked, documents

    erp = target("quickbooks", calm.url)
    plan(books, erp, "t")
    advance(books, "t", "x", [(row, Outcome(State.SENT)) for row in rows(books)])
    assert isinstance(books.clock, Clock)
    books.clock.ahead += timedelta(seconds=2)

    for one in documents(books, erp, (State.SENT,)):
        outcome = _told(books, erp, asked(books, erp), one)
        assert outcome is not None
        assert outcome.state == State.PENDING
    assert calm.books.documents == []


def test_an_id_that_was_missing_is_a_reason_to_tell_again(books: Workspace, calm: Simulator) -> None:
    erp = target("quickbooks", calm.url)
    _more(books, "N1")
    assert sorted(once(books, erp)) == ["confirmed"] * 4 + ["rejected"]
    assert plan(books, erp, "t") == 0

    assert answering.learn(books, erp, b"kind,number,erp_id\ndocument,N1,900\n", "t") == 1

    assert sorted(once(books, erp)) == ["confirmed"] * 5 + ["rejected"]
    assert len(calm.books.documents) == 5


@pytest.mark.parametrize("mood", [Mood.GOOD, Mood.DROPPED, Mood.LATE, Mood.TWICE, Mood.REFUSED])
def test_netsuite_voids_by_a_restlet_what_was_taken_back(books: Workspace, clock: Clock, mood: Mood) -> None:
    """Its records have no void; what is voided already is not told to be wrong, and what is refused stands."""
    with running("netsuite", Temper(1, CALM)) as simulator:
        erp = target("netsuite", simulator.url, names={**NAMES, VOIDS: f"{simulator.url}/{RESTLET}?script=7&deploy=1"})
        once(books, erp)
        with book(books, "gone") as opened_book:
            ledger.receipts.reverse(opened_book, [Disposal("rcp_000001", DAY, "bounced")])
        simulator.temper = ONLY(mood)
        once(books, erp)
        simulator.land()
        clock.pass_seconds(3)
        settle(books, erp, "t")

    refused = mood == Mood.REFUSED
    assert [row["state"] for row in rows(books)] == ["confirmed"] * 4 + ["rejected" if refused else "confirmed"]
    assert sum(row["payment"] == "0" for row in simulator.books.documents) == (not refused)
    assert len(simulator.books.documents) == 4


def test_netsuite_is_voided_by_a_person_where_no_restlet_is_named(books: Workspace) -> None:
    with running("netsuite", Temper(1, CALM)) as simulator:
        erp = target("netsuite", simulator.url)
        once(books, erp)
        with book(books, "gone") as opened_book:
            ledger.receipts.reverse(opened_book, [Disposal("rcp_000001", DAY, "bounced")])

        assert once(books, erp)[-1] == "rejected"
    assert "void the customer payment" in str(rows(books)[-1]["message"])


@pytest.mark.parametrize("mood", [Mood.GOOD, Mood.DROPPED, Mood.PARTIAL])
def test_sap_is_told_what_money_on_account_pays_later(books: Workspace, clock: Clock, mood: Mood) -> None:
    """A posting without money takes it from the account, and the clearing names that; once, whatever befalls."""
    with running("sap", Temper(1, CALM)) as simulator:
        erp = target("sap", simulator.url)
        _ripened(books, erp, clock)
        assert set(states(books, "erp").items()) >= {("confirmed", 8)}
        _more(books, "LATER", paid=700, by="rcp_000000")
        simulator.temper = ONLY(mood)
        _ripened(books, erp, clock)

        first, *_ = later = sorted(
            (row for row in rows(books) if row["version"] == 2), key=lambda row: str(row["step"])
        )
        held = [one for one in simulator.books.documents if one["reference"] == first["reference"]]
        if mood == Mood.PARTIAL:
            assert [row["state"] for row in later] == ["rejected", "pending"]
            return
        assert [row["state"] for row in later] == ["confirmed", "confirmed"]
        (posted,) = held
        lines = [
            (line["GLAccount"], line["AmountInTransactionCurrency"], line["InvoiceReference"])
            for line in posted["lines"]
        ]
        assert lines == [("", "7.00", ""), ("", "-7.00", "LATER")]
        assert [bool(line["ClearingAccountingDocument"]) for line in posted["lines"]] == [False, True]
    with books.database.reading() as connection:
        standing = stands(connection, erp)["rcp_000000"]
    assert standing.cash == standing.applied == standing.newest.amount


def _ripened(books: Workspace, erp: Target, clock: Clock) -> None:
    """Tell both steps, each read back once the queue has reached it."""
    plan(books, erp, "t")
    for _ in range(2):
        deliver(books, erp, "t")
        for _ in range(50):
            time.sleep(QUEUED)
            clock.pass_seconds(3)
            settle(books, erp, "t")
            if not {row["state"] for row in rows(books)} & {"sent", "uncertain"}:
                break


@pytest.mark.parametrize(
    ("mood", "state"),
    [(Mood.GOOD, "confirmed"), (Mood.DROPPED, "confirmed"), (Mood.LATE, "confirmed"), (Mood.TWICE, "rejected")],
)
def test_oracle_is_told_what_money_on_account_pays_later(
    books: Workspace, clock: Clock, mood: Mood, state: str
) -> None:
    """The receipt that stands gets one more reference: once, or it is said that it is there twice."""
    with running("oracle", Temper(1, CALM)) as simulator:
        erp = target("oracle", simulator.url)
        once(books, erp)
        _matched(books, erp, clock)
        _more(books, "LATER", paid=700, by="rcp_000000")
        simulator.temper = ONLY(mood)

        assert plan(books, erp, "t") == 1
        deliver(books, erp, "t")
        simulator.land()
        _matched(books, erp, clock)

        assert [row["state"] for row in rows(books)] == ["confirmed"] * 4 + [state]
        (receipt,) = [row for row in simulator.books.documents if "rcp_000000" in row["Comments"]]
        told = [one["ReferenceNumber"] for one in receipt["remittanceReferences"]]
        assert told.count("LATER") == 1 + (mood == Mood.TWICE)
        assert len(simulator.books.documents) == 4


def _matched(workspace: Workspace, erp: Target, clock: Clock) -> None:
    """Let AutoMatch run and read back."""
    time.sleep(MATCHED_AFTER)
    clock.pass_seconds(3)
    settle(workspace, erp, "t")


def _more(workspace: Workspace, number: str, paid: int = 5_000, by: str = "") -> None:
    """Book an invoice whose id nobody knows, paid by one more receipt or by one there is."""
    from ledger import NewItem, NewReceipt

    with book(workspace, number) as opened_book:
        ledger.items.issue(
            opened_book, [NewItem(number, ItemType.INVOICE, "C1" if not by else "C0", "USD", paid, DAY, DAY)]
        )
        if not by:
            ledger.receipts.receive(opened_book, [NewReceipt("rcp_more", "ent_more", paid, "USD", DAY, DAY, "C1")])
        named = item_id("MAIN", ItemType.INVOICE, number)
        ledger.applications.apply(opened_book, [NewApplication(by or "rcp_more", named, cash=paid, gl_on=DAY)])


@pytest.mark.parametrize("adapter", ["csv", "json", "prophet21", "oracle-lockbox"])
def test_a_file_goes_out_and_its_answers_come_back_in_any_order(books: Workspace, adapter: str) -> None:
    from kit.outside import call, checked
    from services.erp.targets import reach

    erp = target(adapter)
    plan(books, erp, "t")
    run, content, count = filing.write(books, erp, "t")
    assert (count, filing.rewrite(books, erp, run)) == (4, content)
    assert filing.write(books, erp, "t")[1:] == (b"", 0)
    with running(adapter, Temper(1, CALM)) as simulator:
        for _ in range(2):  # somebody puts the file in twice
            call(checked(f"{simulator.url}/import", reach(books)), "POST", body=content)
        results = call(checked(f"{simulator.url}/results", reach(books))).body

    assert answering.take(books, erp, results, "t") == answering.Taken(4, 1)
    assert answering.take(books, erp, results, "t") == answering.Taken(0, 5)
    assert states(books, "erp")["confirmed"] == 4
    with pytest.raises(NotFound):
        filing.rewrite(books, erp, run)


def test_an_answer_contradicts_what_is_final_and_changes_nothing(books: Workspace) -> None:
    erp = target("csv")
    plan(books, erp, "t")
    filing.write(books, erp, "t")
    one = str(rows(books)[0]["reference"])
    answering.take(books, erp, f"reference,state,erp_id\n{one},confirmed,5\n".encode(), "t")

    taken = answering.take(books, erp, f"reference,state,message\n{one},rejected,late\n".encode(), "t")

    assert taken.contradict == (f"{one} is confirmed, the file says rejected",)
    assert {row["state"] for row in rows(books) if row["reference"] == one} == {"confirmed"}
    for wrong in (b"a,b\n1,2\n", b"reference,state\nT0,confirmed\n", f"reference,state\n{one},rejected\n".encode()):
        with pytest.raises(Invalid):
            answering.take(books, erp, wrong, "t")


CONFIGURED = """
[erps.erp]
adapter = "quickbooks"
url = "{url}"
seconds = 1
settle_seconds = 2
[erps.erp.names]
realm = "9130"
deposit_account = "35"
"""


@pytest.fixture
def configured(books: Workspace, calm: Simulator, tmp_path: Path) -> Workspace:
    """Give books whose settings name the ERP."""
    path = tmp_path / "erps.toml"
    path.write_text(CONFIGURED.format(url=calm.url), encoding="utf-8")
    settings = books.settings.model_copy(update={"erp_file": path})
    return Workspace(books.database, settings, books.clock)


def test_the_proof_holds_when_all_is_told_and_names_what_is_not(configured: Workspace) -> None:
    before = proof(configured, DAY)
    assert differences(before) == [f"erp not told yet: {_of(before, 'bank')} USD"]

    assert send(configured, "erp", "t").states["confirmed"] == 4

    after = proof(configured, DAY)
    assert differences(after) == []
    assert _of(after, "bank") == _of(after, "erp confirmed") != "0.00"
    assert _of(after, "applied") == _of(after, "erp applied") != _of(after, "bank")
    assert _of(after, "parked") == _of(after, "erp parked") == "7.00"


def test_the_proof_names_what_changed_and_whom_nobody_knows(configured: Workspace) -> None:
    from ledger import NewReceipt

    send(configured, "erp", "t")
    with configured.database.reading() as connection:
        applied = ledger.reads.applications(connection, "MAIN", "rcp_000003")["application_id"].to_list()
    with book(configured, "undo") as opened_book:
        ledger.applications.unapply(opened_book, [Undo(applied[0], DAY, "wrong")])
        ledger.receipts.receive(opened_book, [NewReceipt("rcp_x", "ent_x", 123, "USD", DAY, DAY)])

    found = differences(proof(configured, DAY))

    assert found == ["erp changed since it was told: 0.00 USD", "erp payer unknown: no customer to tell: 1.23 USD"]


def _of(table: object, line: str) -> str:
    import polars as pl

    assert isinstance(table, pl.DataFrame)
    return str(table.filter(line=line)["amount"].item())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[other]\n", "tables"),
        ("[erps.a]\nadapter = 'nobody'\n", "adapter is one of"),
        ("[erps.a]\nadapter = 'quickbooks'\nurl = 'https://x'\n", "names lack deposit_account, realm"),
        ("[erps.a]\nadapter = 'csv'\nsettle_seconds = 5\n", "settle_seconds is longer"),
        ("[erps.a]\nadapter = 'csv'\nsecret = 'x'\n", "secret"),
        ("[erps.a\n", "Expected"),
    ],
)
def test_a_file_of_erps_says_what_is_wrong(books: Workspace, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "erps.toml"
    path.write_text(text, encoding="utf-8")
    settings = books.settings.model_copy(update={"erp_file": path})

    with pytest.raises(Invalid, match=said):
        targets(Workspace(books.database, settings, books.clock))


def test_an_erp_on_this_machine_is_called_only_where_the_setting_says_so(
    configured: Workspace, calm: Simulator
) -> None:
    settings = configured.settings.model_copy(update={"outside_allowed": ""})

    run = send(Workspace(configured.database, settings, configured.clock), "erp", "t")

    assert "TIEOUT_OUTSIDE_ALLOWED" in run.halted
    assert calm.books.documents == []
    assert run.states["pending"] == 4


def test_the_secret_goes_with_each_request_and_into_no_row(configured: Workspace, tmp_path: Path) -> None:
    from services.erp.targets import target as configured_target

    path = tmp_path / "secret"
    path.write_text("s3cr3t\n", encoding="utf-8")
    erp = configured_target(configured, "erp").model_copy(update={"secret_file": path})

    secret = erp.secret(configured)
    assert secret is not None
    assert secret.get_secret_value() == "s3cr3t"
    assert "s3cr3t" not in repr(secret)
    path.unlink()
    with pytest.raises(Invalid, match="cannot be read"):
        erp.secret(configured)
