"""B7a, A34: letters of a day are written once, refused on old bank data, and left out with the reason."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

import ledger
from dunning import notices
from kit.refusals import Invalid, NotFound, Refused
from ledger import Sending, Sent
from ledger.contact_log import Channel, Outcome
from ledger.master import Contact
from ledger.refusals import SamePerson
from services import contact_log, control
from services.dunning import promises, runs, strategies
from services.dunning.runs import StaleBankData
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, invoice_id, item, receipt
from tests.services.dunning.desk import LATE, banked, in_force


@pytest.fixture
def desk(dunned: Workspace) -> Workspace:
    """Give late invoices and the standard strategy."""
    return dunned


@pytest.fixture
def both(dunned_on_both: Workspace) -> Workspace:
    """Give them on SQLite and on PostgreSQL."""
    return dunned_on_both


def reasons(workspace: Workspace, on: date = DAY) -> dict[str, str]:
    """Return why each document is left alone, by its number."""
    return {one.number: one.reason for one in runs.propose(workspace, on).plan.skipped}


def written(workspace: Workspace) -> list[tuple[str, int, str, int]]:
    """Return the letters: whom, level, channel and amount."""
    rows = runs.listed(workspace).rows(named=True)
    return sorted((row["customer_number"], row["level"], row["channel"], row["minor"]) for row in rows)


def test_a_run_writes_each_letter_once(both: Workspace) -> None:
    before = runs.propose(both)
    assert (len(before.plan.notices), before.stale) == (2, "")
    done = runs.run(both, actor="ann")
    assert written(both) == [("C1", 1, "email", 105_000), ("C2", 1, "letter", 7_000)]
    letter = runs.letter(both, runs.listed(both, customer="C1")["notice_id"][0])
    assert [line["number"] for line in letter["lines"]] == ["I1", "I2"]
    assert "I1  due 2026-10-11  1,000.00 USD" in letter["body"]
    again = runs.run(both, actor="bob")
    assert (len(done.notices), again.notices, again.left_alone) == (2, (), {"written_today": 3})
    assert runs.run(both, actor="ann", key="k").notices == ()
    with both.database.reading() as connection:
        assert not list(ledger.checks.run(connection))


def test_where_the_strategy_says_so_only_what_is_known_to_have_arrived_is_asked_for(both: Workspace) -> None:
    """DUTIES B6a: of one nobody told anything, one was sent and no more, one bounced after it had come."""
    told = strategies.starting().replace("arrived_only = false", "arrived_only = true")
    in_force(both, told)
    with booked(both.database, "delivered") as book:
        events = [("I1", Sent.SENT), ("I1", Sent.DELIVERED), ("I2", Sent.SENT)]
        ledger.documents.send(book, [Sending(invoice_id(name), event, "email", LATE) for name, event in events])

    assert reasons(both) == {"I2": "delivery_unknown", "I3": "delivery_unknown"}
    runs.run(both, actor="ann")
    assert written(both) == [("C1", 1, "email", 100_000)]
    with booked(both.database, "came back") as book:
        ledger.documents.send(book, [Sending(invoice_id("I1"), Sent.BOUNCED, "email", DAY)])
    assert reasons(both)["I1"] == "not_received"


@pytest.mark.parametrize(
    ("language", "says", "amount"),
    [
        ("de", "Zusammen:", "1.050,00 USD"),
        ("en", "Together:", "1,050.00 USD"),
        ("es", "En total:", "1.050,00 USD"),
        ("fr", "Au total :", "1\N{NO-BREAK SPACE}050,00 USD"),
        ("it", "In tutto:", "1.050,00 USD"),
        ("nl", "Samen:", "1.050,00 USD"),
    ],
)
def test_a49_a_letter_is_written_in_the_customers_language(
    desk: Workspace, language: str, says: str, amount: str
) -> None:
    """DUTIES A49: the words and the marks of amounts are the customer's; C2, of whom nothing is said, reads English."""
    with booked(desk.database, "speaks") as book:
        ledger.customers.speak(book, {"C1": language})
    runs.run(desk, actor="ann")
    one, other = (runs.letter(desk, runs.listed(desk, customer=number)["notice_id"][0]) for number in ("C1", "C2"))

    assert (one["language"], other["language"]) == (language, "en")
    assert f"{says} {amount}" in one["body"]
    assert " ".join(amount.split()) in one["subject"]
    assert "Together: 70.00 USD" in other["body"]


def test_the_database_itself_refuses_a_second_letter_of_a_day(both: Workspace) -> None:
    runs.run(both, actor="ann")
    row = both.database
    with row.reading() as connection:
        seen = connection.execute(notices.told("MAIN")).mappings().first()
        line = notices.lines_of(connection, [seen["notice_id"]])[0] if seen else None
    assert seen
    assert line
    columns = ledger.tables.LOGGED["dunning_notice"]
    other = {**seen, "notice_id": "ntc_other", "message_id": "<other@x>"}
    with pytest.raises((Refused, DBAPIError, Exception), match=r"(?i)unique"), booked(row, "second") as book:
        book.write("dunning_notice", [tuple(other[name] for name in columns)])
    again = (line.notice_id, line.item_id, line.instalment, line.run_on, 2, 1, 1, 0)
    with pytest.raises((Refused, DBAPIError, Exception), match=r"(?i)unique"), booked(row, "line") as book:
        book.write("dunning_line", [again])


@pytest.mark.parametrize(
    ("on", "matched", "says"),
    [
        (None, True, "no bank file was ever taken in"),
        (DAY - timedelta(days=2), True, "2 business days before"),
        (DAY, False, "not matched yet"),
    ],
)
def test_on_old_bank_data_nobody_is_written_to(empty: Workspace, on: date | None, matched: bool, says: str) -> None:  # noqa: FBT001
    in_force(empty)
    if on is not None:
        banked(empty.database, on, matched=matched)
    assert says in runs.propose(empty).stale
    with pytest.raises(StaleBankData, match=says):
        runs.run(empty, actor="ann")


def test_without_a_strategy_that_is_said_first_whoever_asks(empty: Workspace) -> None:
    """What is tried and what is sent are refused alike: bank data matter to nobody who may not write at all."""
    says = runs.propose(empty).stale
    assert says.startswith("no dunning strategy is in force")
    with pytest.raises(Invalid, match=says):
        runs.run(empty, actor="ann")


def test_the_next_letter_comes_in_its_time_and_only_where_one_went_before(desk: Workspace) -> None:
    runs.run(desk, actor="ann")
    known = runs.propose(desk, DAY + timedelta(days=9)).plan
    assert not known.notices
    later = runs.propose(desk, DAY + timedelta(days=10)).plan
    assert [(one.customer_number, one.level) for one in later.notices] == [("C1", 2), ("C2", 2)]


def promised(desk: Workspace) -> None:
    """Promise I1."""
    promises.make(desk, "I1", DAY + timedelta(days=7), person="Jo", actor="ann")


def bounced(desk: Workspace) -> None:
    """Let I1 come back."""
    with booked(desk.database, "bounced") as book:
        ledger.documents.send(book, [Sending(invoice_id("I1"), Sent.BOUNCED, "email", DAY)])


def deducted(desk: Workspace) -> None:
    """Book a deduction, late as well."""
    with booked(desk.database, "deducted") as book:
        ledger.items.issue(book, [item("D1", 5_000, ledger.ItemType.DEDUCTION, issued_on=LATE, due_on=LATE)])


def paid(desk: Workspace) -> None:
    """Receive money of C1 that nobody has applied."""
    with booked(desk.database, "paid") as book:
        ledger.receipts.receive(book, [receipt("1", 100_000)])


def excluded(desk: Workspace) -> None:
    """Leave C1 alone for a week."""
    strategies.block(desk, "C1", "vip", DAY + timedelta(days=7), "the owner asked", actor="ann")


def contacted(desk: Workspace) -> None:
    """Call C1."""
    said = contact_log.Said(
        "C1",
        Channel.CALL,
        Outcome.LEFT_MESSAGE,
        DAY,
        next_action="again",
        next_on=DAY + timedelta(days=3),
    )
    contact_log.log(desk, said, actor="ann")


@pytest.mark.parametrize(
    ("happens", "left_alone"),
    [
        (promised, {"I1": "promised", "I2": "quiet_days"}),
        (bounced, {"I1": "not_received"}),
        (deducted, {"D1": "disputed"}),
        (paid, {"I1": "cash_waiting", "I2": "cash_waiting"}),
        (excluded, {"I1": "blocked", "I2": "blocked"}),
        (contacted, {"I1": "quiet_days", "I2": "quiet_days"}),
    ],
)
def test_what_is_left_alone_says_why(desk: Workspace, happens: Any, left_alone: dict[str, str]) -> None:
    assert reasons(desk) == {}
    happens(desk)
    assert reasons(desk) == left_alone
    runs.run(desk, actor="ann")
    asked = {line["number"] for one in runs.listed(desk)["notice_id"] for line in runs.letter(desk, one)["lines"]}
    assert asked == {"I1", "I2", "I3"} - set(left_alone)


def test_an_exclusion_has_a_reason_and_an_end_and_ends(desk: Workspace) -> None:
    """B8b: an exclusion of a good customer needs a reason and an end date."""
    for kind, until, reason in (("vip", None, "asked"), ("vip", DAY, " ")):
        with pytest.raises(Invalid):
            strategies.block(desk, "C1", kind, until, reason, actor="ann")
    strategies.block(desk, "C1", "vip", DAY, "the owner asked", actor="ann")
    assert set(reasons(desk).values()) == {"blocked"}
    assert reasons(desk, DAY + timedelta(days=1)) == {}
    strategies.block(desk, "C1", "bankrupt", None, "petition filed", actor="ann")
    assert set(reasons(desk, DAY + timedelta(days=999)).values()) == {"blocked"}
    strategies.block(desk, "C1", "lifted", None, "dismissed", actor="ann")
    assert reasons(desk) == {}


def test_who_must_not_be_mailed_gets_a_letter_that_says_so(desk: Workspace) -> None:
    """A05: a contact that says do_not_email never gets an e-mail."""
    with booked(desk.database, "shy") as book:
        ledger.master.keep(book, [Contact("C1", "AP", ("ap",), email="ap@one.example", do_not_email=True)])
    (letter, _) = runs.propose(desk).plan.notices
    assert (letter.channel, letter.fell_back) == ("letter", "do_not_email")


def test_a_strategy_is_put_in_force_by_a_second_person(both: Workspace) -> None:
    """B7a, A45: who asks does not approve, and a strategy that is retired writes nothing."""
    told = strategies.starting().replace('floor = "50.00"', 'floor = "80.00"')
    asked = strategies.propose(both, told, reason="less", actor="ann")
    with pytest.raises(SamePerson):
        control.approve(both, asked.request_id, actor="Ann")
    assert strategies.in_force(both)["standard"].floor == 5_000
    control.approve(both, asked.request_id, actor="boss")
    assert strategies.in_force(both)["standard"].floor == 8_000
    assert reasons(both) == {"I3": "below_floor"}
    gone = strategies.retire(both, "standard", reason="no more", actor="ann")
    control.approve(both, gone.request_id, actor="boss")
    assert strategies.in_force(both) == {}
    with pytest.raises(Invalid, match="no dunning strategy is in force"):
        runs.run(both, actor="ann")
    with pytest.raises(NotFound):
        strategies.retire(both, "standard", reason="again", actor="ann")


def test_a_simulation_says_what_each_day_would_write_and_touches_nothing(desk: Workspace) -> None:
    """B7a, A43: a strategy is tried on days that were and days to come before it is put in force."""
    days = strategies.simulate(desk, strategies.starting(), DAY - timedelta(days=40), 70)
    found = {one.on: one.letters for one in days if one.letters}
    first = DAY - timedelta(days=37)
    assert found == {
        first: {"1 email": 1, "1 letter": 1},
        first + timedelta(days=12): {"2 email": 1, "2 letter": 1},
        first + timedelta(days=27): {"3 letter": 1},
    }
    assert sum(one.minor.get("USD", 0) for one in days) == 2 * 112_000 + 105_000
    assert runs.listed(desk).is_empty()
    with pytest.raises(Invalid, match="1 to 366 days"):
        strategies.simulate(desk, strategies.starting(), DAY, 0)


def test_a_day_to_come_has_no_letters_yet(desk: Workspace) -> None:
    with pytest.raises(Invalid, match="has not come"):
        runs.run(desk, actor="ann", on=DAY + timedelta(days=1))
