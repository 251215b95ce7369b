"""A20: card money by tokens, from an authorisation to the deposit, with a processor that behaves badly on purpose."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import ledger
from cards import asking
from cards.records import Kind, NewToken, Operation, Outcome, State
from credit.records import Checkpoint, Order
from kit.card_numbers import CardNumber
from kit.db import Database
from kit.refusals import Invalid
from ledger.evidence import BankFile
from ledger.kinds import Account
from ledger.records import Adjust
from services import control
from services.cards import paying, performing, scanning, settling
from services.cards.paying import Shipped, Wanted
from services.credit import orders
from services.decisions import standing
from services.erp.simulator.moods import BAD_DAY, Mood
from services.reports.settled import reconciled
from tests.ledger.desk import DAY, booked, invoice_id
from tests.ledger.evidence import CONTENT, SHA, TAKEN, entry
from tests.services.cards.desk import CARD_ENDS, Till, owing, till
from tests.services.conftest import NOON

CLEARING, BANK, FEES = "card_clearing", "bank", "merchant_fees"
#: What each mood leaves of one authorisation that is then read back: told again only where it surely is not there.
LEFT = {
    Mood.GOOD: State.APPROVED,
    Mood.DROPPED: State.UNCERTAIN,
    Mood.CUT: State.UNCERTAIN,
    Mood.LATE: State.UNCERTAIN,
    Mood.LIED: State.UNCERTAIN,
    Mood.BROKEN: State.UNCERTAIN,
    Mood.REFUSED: State.UNCERTAIN,
    Mood.UNAVAILABLE: State.UNCERTAIN,
    Mood.THROTTLED: State.PENDING,
    Mood.TWICE: State.APPROVED,
}


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Iterator[Till]:
    """Give a desk whose processor behaves."""
    owing(sqlite_database)
    with till(sqlite_database, tmp_path) as given:
        yield given


def later(desk: Till, seconds: int) -> Till:
    """Return the desk some time later."""
    return replace(desk, workspace=replace(desk.workspace, clock=lambda: NOON + timedelta(seconds=seconds)))


def authorised(desk: Till, minor: int = 100_000, token: str = "tok_visa", order: str = "") -> str:
    """Return an authorisation."""
    wanted = Wanted(desk.card(token), minor, "USD", order)
    return paying.authorise(desk.workspace, wanted, actor="ann").operation_id


def deposited(desk: Till, minor: int, words: str, name: str = "D1") -> None:
    """Let the bank's line of a payout be taken in and booked, as a payer nobody knows."""
    with booked(desk.workspace.database, f"deposit {name}") as book:
        file = BankFile(SHA, "b.bai", "bai2", CONTENT, len(CONTENT), TAKEN, "t")
        ledger.evidence.add(book, [file, entry(name, minor, payer_name="PAYMENTS INC", payer_account="", raw=words)])
        came = ledger.NewReceipt(ledger.receipt_id(f"ent_{name}"), f"ent_{name}", minor, "USD", DAY, DAY)
        ledger.receipts.receive(book, [came])


def sold(desk: Till, number: str = "O1") -> Order:
    """Tell an order and return it."""
    order = Order(number, "C1", "USD", 100_000, DAY + timedelta(days=3))
    orders.take(desk.workspace, order, actor="erp")
    return order


def test_a20_a_part_shipment_captures_its_value_and_authorises_the_rest_until_the_deposit(desk: Till) -> None:
    """Captured 400.00 of 1,000.00, the rest anew; the payout net of fees is the deposit, and no card number is kept."""
    sold(desk)
    one = authorised(desk, order="O1")
    first = paying.capture(desk.workspace, one, Shipped(40_000, "I1"), actor="ann")
    old, rest = paying.listed(desk.workspace, order="O1")
    assert (first.state, old.state, old.captured, rest.held) == (State.APPROVED, "captured", 40_000, 60_000)
    second = paying.capture(desk.workspace, rest.operation_id, Shipped(60_000, "I2"), actor="ann")
    assert accounts(desk)[CLEARING] == 100_000
    payout = desk.play("payouts", currency="USD")
    fees = 40_000 * 29 // 1000 + 30 + 60_000 * 29 // 1000 + 30
    assert payout["net"] == 100_000 - fees
    waiting = settling.run(desk.workspace, "main", actor="ann")
    assert (waiting.payouts, waiting.booked, waiting.waits) == (1, 0, [f"payout {payout['id']}: in transit"])
    deposited(desk, 100_000 - fees, f"PAYMENTS INC {payout['id']}")
    assert settling.run(desk.workspace, "main", actor="ann").booked == 1
    now = accounts(desk)
    assert (now.get(CLEARING, 0), now[BANK], now[FEES]) == (0, 100_000 - fees, fees)
    assert settling.run(desk.workspace, "main", actor="ann").booked == 0
    (row,) = reconciled(desk.workspace, DAY)
    assert (row.why, row.difference) == ("agrees", 0)
    assert {first.item_id, second.item_id} == {invoice_id("I1"), invoice_id("I2")}
    assert scanning.scan(desk.workspace).found == []


def test_a_processor_that_misbehaves_is_read_back_and_asked_once_in_effect(desk: Till) -> None:
    """Each mood meets one authorisation: what it leaves, and that all are there once when the day is over."""
    asked: dict[str, str] = {}
    for mood in LEFT:
        desk.simulator.temper = replace(desk.simulator.temper, moods=((mood, 1000),))
        asked[authorised(desk, 1_000 + len(asked))] = mood
    left = {asked[one.operation_id]: one.state for one in paying.operations(desk.workspace)}
    assert left == LEFT
    desk.simulator.land()
    desk.simulator.temper = replace(desk.simulator.temper, moods=())
    for seconds in (1, 60, 120):
        settling.run(later(desk, seconds).workspace, "main", actor="ann")
    held = [row["reference"] for row in desk.simulator.books.where("what", "authorisations")]
    assert sorted(held) == sorted(asked)
    assert {one.state for one in paying.operations(desk.workspace)} == {State.APPROVED}


def test_what_was_sent_and_never_answered_is_not_sent_blindly(desk: Till) -> None:
    """Killed between the two: whoever comes next reads the processor's books first."""
    card = desk.card()
    with booked(desk.workspace.database, "killed") as book:
        row = Operation("", Kind.AUTHORISE, "main", card, "C1", 5_000, "USD")
        seen = asking.operation(book.connection, "MAIN", asking.ask(book, row, NOON))
        asking.step(book, seen, Outcome(State.SENT), NOON)
    assert performing.settle(later(desk, 1).workspace, "main", "ann")["sent"] == 1
    assert desk.simulator.books.documents == []
    assert performing.settle(later(desk, 60).workspace, "main", "ann")["approved"] == 1
    assert len(desk.simulator.books.where("what", "authorisations")) == 1


def test_a_bad_day_leaves_nothing_doubled_and_nothing_lost(sqlite_database: Database, tmp_path: Path) -> None:
    owing(sqlite_database)
    quick = tuple((mood, 2 * share) for mood, share in BAD_DAY if mood not in {Mood.HUNG, Mood.PARTIAL})
    with till(sqlite_database, tmp_path, quick, seed=7) as desk:
        card = desk.card()
        for number in range(12):
            wanted = Wanted(card, 1_000 + number, "USD", reason=str(number))
            one = paying.authorise(desk.workspace, wanted, actor="ann", key=f"k{number}")
            assert (
                paying.authorise(desk.workspace, wanted, actor="ann", key=f"k{number}").operation_id == one.operation_id
            )
        after = ended(desk, 0)
        for held in paying.listed(desk.workspace):
            paying.capture(later(desk, after).workspace, held.operation_id, Shipped(held.held), actor="ann")
        ended(desk, after)
        states = {one.state for one in paying.operations(desk.workspace)}
        assert states == {State.APPROVED}
        captured = desk.simulator.books.where("what", "captures")
        assert sorted(row["amount"] for row in captured) == [1_000 + number for number in range(12)]
        assert accounts(desk)[CLEARING] == sum(row["amount"] for row in captured)


def ended(desk: Till, after: int) -> int:
    """Settle until nothing is open; return how much later it is then."""
    for seconds in range(after, after + 2_000, 100):
        desk.simulator.land()
        settling.run(later(desk, seconds).workspace, "main", actor="ann")
        if not paying.operations(desk.workspace, waiting=True):
            return seconds
    raise AssertionError("something stays open")


def test_events_out_of_order_and_twice_are_booked_once(desk: Till) -> None:
    """A chargeback of a part and its return: the invoice is open again for so much, then paid again."""
    done = paying.capture(desk.workspace, authorised(desk), Shipped(100_000, "I1"), actor="ann")
    desk.play("chargebacks", reference=done.operation_id, amount=30_000)
    for _ in range(2):
        settling.run(desk.workspace, "main", actor="ann")
    assert open_of(desk, "I1") == 30_000
    assert accounts(desk)[CLEARING] == 70_000
    desk.play("returned", reference=done.operation_id, amount=30_000)
    assert settling.run(desk.workspace, "main", actor="ann").booked == 1
    assert (open_of(desk, "I1"), accounts(desk)[CLEARING]) == (0, 100_000)
    payout = desk.play("payouts", currency="USD")
    deposited(desk, int(str(payout["net"])), f"{payout['id']}")
    assert settling.run(desk.workspace, "main", actor="ann").waits == []
    assert accounts(desk).get(CLEARING, 0) == 0


def test_a_chargeback_before_its_capture_is_known_waits(desk: Till) -> None:
    desk.simulator.temper = replace(desk.simulator.temper, moods=((Mood.CUT, 1000),))
    one = authorised(desk)
    settling.run(later(desk, 60).workspace, "main", actor="ann")
    done = paying.capture(desk.workspace, one, Shipped(100_000, "I1"), actor="ann")
    assert done.state is State.UNCERTAIN
    desk.play("chargebacks", reference=done.operation_id)
    settling.run(desk.workspace, "main", actor="ann")
    assert open_of(desk, "I1") == 100_000
    assert accounts(desk).get(CLEARING, 0) == 0


def test_a_refund_goes_back_to_the_card_that_paid_and_only_once(desk: Till) -> None:
    card = desk.card()
    done = paying.capture(desk.workspace, authorised(desk), Shipped(100_000), actor="ann")
    receipt = f"rcp_{'x'}"
    with desk.workspace.database.reading() as connection:
        receipt = connection.exec_driver_sql("SELECT receipt_id FROM card_posting").scalar_one()
    with booked(desk.workspace.database, "on account") as book:
        ledger.receipts.place_on_account(book, [ledger.Disposal(receipt, DAY)])
    asked = control.ask_adjustment(
        desk.workspace, receipt, Adjust.REFUND_APPROVED, 25_000, reason="returned goods", actor="ann", payee=card
    )
    with pytest.raises(Invalid, match="no approved refund"):
        paying.refund(desk.workspace, done.operation_id, asked.request_id, actor="ann")
    control.approve(desk.workspace, asked.request_id, actor="boss")
    back = paying.refund(desk.workspace, done.operation_id, asked.request_id, actor="ann")
    now = accounts(desk)
    assert (back.state, now[CLEARING], now.get("refunds", 0)) == (State.APPROVED, 75_000, 0)
    with pytest.raises(Invalid, match="paid before"):
        paying.refund(desk.workspace, done.operation_id, asked.request_id, actor="ann", key="again")
    payout = desk.play("payouts", currency="USD")
    deposited(desk, 100_000 - 2_930 - 25_000, str(payout["id"]))
    assert settling.run(desk.workspace, "main", actor="ann").booked == 1
    assert accounts(desk).get(CLEARING, 0) == 0


def test_a_deposit_of_another_amount_is_not_booked(desk: Till) -> None:
    paying.capture(desk.workspace, authorised(desk), Shipped(100_000, "I1"), actor="ann")
    payout = desk.play("payouts", currency="USD")
    deposited(desk, 97_000, str(payout["id"]))
    assert settling.run(desk.workspace, "main", actor="ann").waits == [f"payout {payout['id']}: amount differs"]
    assert accounts(desk)[CLEARING] == 100_000


def test_an_authorisation_ends(desk: Till) -> None:
    """After its last day nothing is captured, and the order says that its card has ended."""
    sold(desk)
    one = authorised(desk, order="O1")
    late = later(desk, 8 * 86_400).workspace
    assert paying.listed(late)[0].state == "expired"
    with pytest.raises(Invalid, match="expired since 2026-11-27: authorise anew"):
        paying.capture(late, one, Shipped(100), actor="ann")
    checked = orders.check(late, "O1", Checkpoint.SHIP, actor="erp")
    assert "CARD_AUTH_EXPIRED" in {one.reason.name for one in checked.failed}


def test_what_is_held_is_used_once_and_no_more_than_it_is(desk: Till) -> None:
    one = authorised(desk, 10_000)
    with pytest.raises(Invalid, match=r"100\.00 is authorised, not 100\.01|authorised"):
        paying.capture(desk.workspace, one, Shipped(10_001), actor="ann")
    with pytest.raises(Invalid, match="it is C2's"):
        paying.capture(desk.workspace, one, Shipped(5_000, "I9"), actor="ann")
    paying.void(desk.workspace, one, actor="ann")
    with pytest.raises(Invalid, match="voided"):
        paying.capture(desk.workspace, one, Shipped(100), actor="ann")


def test_a_rest_that_is_declined_leaves_the_order_without_a_card(desk: Till) -> None:
    sold(desk)
    one = authorised(desk, token="tok_once", order="O1")
    paying.capture(desk.workspace, one, Shipped(40_000), actor="ann")
    states = {held.state for held in paying.listed(desk.workspace, order="O1")}
    assert states == {"captured", "declined"}
    with pytest.raises(Invalid, match=r"600\.00 USD of the order"):
        paying.authorise(desk.workspace, Wanted(desk.card(), 60_001, "USD", "O1"), actor="ann")


def test_a_card_number_is_refused_at_every_door(desk: Till) -> None:
    number = "4111 1111 1111 1111"
    row, wanted = NewToken("C1", "main", "tok_1", CARD_ENDS), Wanted(desk.card(), 100, "USD")
    for bad in (replace(row, token=number), replace(row, brand=number)):
        with pytest.raises(CardNumber):
            paying.keep_token(desk.workspace, bad, actor="ann")
    for asked in (replace(wanted, order_number=number), replace(wanted, reason=number)):
        with pytest.raises(CardNumber):
            paying.authorise(desk.workspace, asked, actor="ann")
    one = authorised(desk)
    with pytest.raises(CardNumber):
        paying.void(desk.workspace, one, reason=number, actor="ann")
    assert scanning.scan(desk.workspace).found == []


def accounts(desk: Till) -> dict[str, int]:
    """Return what each account holds, by its role."""
    with desk.workspace.database.reading() as connection:
        rows = ledger.reads.trial_balance(connection, None, "MAIN").to_dicts()
    return {row["role"]: row["balance"] for row in rows}


def open_of(desk: Till, number: str) -> int:
    """Return what is open of an invoice."""
    with desk.workspace.database.reading() as connection:
        return standing.item(connection, number).open


assert {CLEARING, BANK, FEES} <= set(map(str, Account))
