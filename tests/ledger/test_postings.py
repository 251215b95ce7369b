"""Every event of receivables posts what the golden table says, on both databases, and the tables of kinds are sound."""

import csv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ledger
from kit.db import Database
from ledger import (
    Adjust,
    Adjustment,
    Book,
    Disposal,
    Identification,
    Into,
    ItemType,
    Movement,
    NewApplication,
    Settlement,
    Undo,
    WriteOff,
)
from ledger.kinds import CONTROL, GENERAL, SIDES, Account, Kind
from tests.conftest import Fill
from tests.ledger.desk import DAY, approved, asked, booked, invoice_id, item, opened, receipt

GOLDEN = Path(__file__).parents[2] / "fixtures" / "ledger" / "postings.csv"
BIG = 1_000_000  # an invoice of 10,000.00 or what stands for it


def issue(kind: ItemType, minor: int, **more: object) -> Callable[[Book], object]:
    """Issue one document."""
    return lambda book: ledger.items.issue(book, [item("N", minor, kind, "C1", **more)])


def apply(cash: int, customer: str = "C1", **more: object) -> Callable[[Book], object]:
    """Apply the receipt to the customer's invoice."""
    row = NewApplication("rcp_R", invoice_id(f"I-{customer}"), cash, DAY, **more)  # type: ignore[arg-type]
    return lambda book: ledger.applications.apply(book, [row])


def settle(verb: Callable[..., object], tax: int = 0) -> Callable[[Book], object]:
    """Settle the deduction."""
    deduction = ledger.item_id("MAIN", ItemType.DEDUCTION, "D")
    return lambda book: verb(book, [Settlement(deduction, 30_000, DAY, tax=tax)])


def identify(customer: str) -> Callable[[Book], object]:
    """Say who paid."""
    return lambda book: ledger.receipts.identify(book, [Identification("rcp_R", customer, DAY)])


def receive(minor: int, customer: str | None = None, **more: object) -> Callable[[Book], object]:
    """Receive money."""
    return lambda book: ledger.receipts.receive(book, [replace(receipt("R", minor, customer), **more)])  # type: ignore[arg-type]


def adjust(kind: Adjust, minor: int, tax: int = 0, item_id: str = "") -> Callable[[Book], object]:
    """Adjust the invoice, or the item named."""
    row = Adjustment(item_id or invoice_id("I-C1"), kind, minor, DAY, tax=tax)
    return lambda book: ledger.adjustments.adjust(book, [row])


def general(*lines: tuple[Kind, int]) -> Callable[[Book], object]:
    """Book what no item takes part in."""
    return lambda book: ledger.general.post(book, [Movement(lines, "USD", DAY, "REF")])


def both(*steps: Callable[[Book], object]) -> Callable[[Book], object]:
    """Carry out steps as one event."""
    return lambda book: [step(book) for step in steps]


def bounce(book: Book) -> None:
    """Reverse the receipt by debit memo."""
    ledger.receipts.bounce(book, [Disposal("rcp_R", DAY, "NSF")])


def unapply(book: Book) -> None:
    """Take back the one application there is."""
    (identity,) = book.connection.exec_driver_sql("SELECT application_id FROM application").scalars()
    ledger.applications.unapply(book, [Undo(identity, DAY)])


def on_account(book: Book) -> None:
    """Place the receipt on account."""
    ledger.receipts.place_on_account(book, [Disposal("rcp_R", DAY)])


def reverse(book: Book) -> None:
    """Reverse the receipt."""
    ledger.receipts.reverse(book, [Disposal("rcp_R", DAY, "NSF")])


#: Adjustments that the database asks a second person's approval for.
APPROVED = (
    "bad_debt",
    "bad_debt_expensed",
    "concession",
    "payable_netted",
    "note_taken",
    "refund_approved",
    "unclaimed",
    "late_discount",
)
APPLIED = apply(98_000, discount=2_000)
#: Event -> what stands before it, and the event.
EVENTS: dict[str, tuple[tuple[Callable[[Book], object], ...], Callable[[Book], object]]] = {
    "P01": ((), issue(ItemType.INVOICE, 110_000, tax=8_000, freight=2_000)),
    "P02": ((), issue(ItemType.DEBIT_MEMO, 5_000)),
    "P03": ((), issue(ItemType.FINANCE_CHARGE, 17_753)),
    "P04": ((), issue(ItemType.CREDIT_MEMO, -10_800, tax=800)),
    "P05": ((), receive(50_000)),
    "P06": ((receive(50_000),), identify("C1")),
    "P07": ((), receive(98_000, "C1")),
    "P08": ((receive(98_000, "C1"),), APPLIED),
    "P09": ((receive(98_000, "C1"),), apply(98_000, discount=2_000, discount_earned=False)),
    "P10": ((receive(30_000, "C1"),), on_account),
    "P11": ((receive(98_000, "C1"), APPLIED), unapply),
    "P12": ((receive(970_000, "C1"),), apply(970_000, deduction=30_000)),
    "P13": ((), settle(ledger.deductions.allow, tax=2_222)),
    "P14": ((), settle(ledger.deductions.charge_back)),
    "P15": ((receive(1, "C1"),), apply(0, write_off=50, write_off_kind=WriteOff.SMALL_BALANCE)),
    "P19a": ((receive(98_000, "C1"), APPLIED), reverse),
    "P16": ((), adjust(Adjust.BAD_DEBT, 88_000, 6_519)),
    "P17": ((), adjust(Adjust.BAD_DEBT_EXPENSED, 88_000, 6_519)),
    "P18a": ((adjust(Adjust.BAD_DEBT, 88_000, 6_519),), adjust(Adjust.REINSTATED, 44_000, 3_259)),
    "P18b": (
        (adjust(Adjust.BAD_DEBT, 88_000, 6_519), adjust(Adjust.REINSTATED, 44_000, 3_259)),
        both(receive(44_000, "C1"), apply(44_000)),
    ),
    "P19b": ((), issue(ItemType.FINANCE_CHARGE, 3_500, reason="nsf_fee")),
    "P19c": ((), general((Kind.RETURN_FEE, 1_200))),
    "P20": ((receive(98_000, "C1"), apply(98_000)), bounce),
    "P21a": ((receive(30_000, "C1"), on_account), adjust(Adjust.REFUND_APPROVED, 30_000, item_id="rcp_R")),
    "P21b": (
        (receive(30_000, "C1"), on_account, adjust(Adjust.REFUND_APPROVED, 30_000, item_id="rcp_R")),
        general((Kind.REFUND_PAID, 30_000)),
    ),
    "P22a": ((), receive(50_000, "C1", deposit=True)),
    "P22b": ((receive(50_000, "C1", deposit=True),), apply(50_000)),
    "P23a": ((), receive(100_000, "C1", into=Into.CARD)),
    "P23b": ((), general((Kind.CARD_SETTLED, 97_100), (Kind.CARD_FEE, 2_900))),
    "P23c": ((receive(100_000, "C1", into=Into.CARD), apply(100_000)), reverse),
    "P25": ((), general((Kind.REVALUED_DOWN, 30_000))),
    "P26": ((receive(98_500, "C1"),), apply(98_500, write_off=1_500, write_off_kind=WriteOff.BANK_FEE)),
    "P27": ((receive(90_000, "C1"),), apply(90_000, write_off=10_000, write_off_kind=WriteOff.WITHHELD)),
    "P28": ((receive(100_000, "C1"),), apply(100_000, "C2")),
    "P29": ((), adjust(Adjust.PAYABLE_NETTED, 40_000)),
    "P30": ((), both(receive(75_000, "C1"), apply(75_000, write_off=25_000, write_off_kind=WriteOff.AGENCY_FEE))),
    "P31": ((), both(receive(70_000, "C1"), apply(70_000, write_off=30_000, write_off_kind=WriteOff.UNCOLLECTIBLE))),
    "P32": ((), general((Kind.PROVIDED, 2_912_250))),
    "P33": ((), adjust(Adjust.NOTE_TAKEN, 500_000)),
    "P34a": ((receive(12_000, "C1"), on_account), adjust(Adjust.UNCLAIMED, 12_000, item_id="rcp_R")),
    "P34b": (
        (receive(12_000, "C1"), on_account, adjust(Adjust.UNCLAIMED, 12_000, item_id="rcp_R")),
        general((Kind.UNCLAIMED_REMITTED, 12_000)),
    ),
    "P36": ((), general((Kind.CREDITS_PRESENTED, 8_000_000))),
    "P37": ((receive(105_840, "C1"),), apply(105_840, discount=2_160, discount_tax=160)),
    "P38": ((), general((Kind.LOCKBOX_BANKED, 98_000))),
    "P35": ((receive(50_000, "C1"),), identify("C2")),
}


def golden() -> dict[str, dict[tuple[str, str], int]]:
    """Return per event what each role (and customer, where named) is moved by: debits positive."""
    found: dict[str, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    with GOLDEN.open() as lines:
        for row in csv.DictReader(lines):
            found[row["event"]][row["role"], row["customer"]] += int(row["debit"]) - int(row["credit"])
    return found


def posted(database: Database, after: int, *, by_customer: bool) -> dict[tuple[str, str], int]:
    """Return what each role was moved by since a posting; accounts that moved both ways by the same are left out."""
    moved: dict[tuple[str, str], int] = defaultdict(int)
    with database.reading() as connection:
        for row in ledger.reads.postings(connection, after).iter_rows(named=True):
            moved[row["role"], row["customer_number"] if by_customer else ""] += row["debit"] - row["credit"]
    return {role: minor for role, minor in moved.items() if minor}


def begun(database: Database) -> None:
    """Open an invoice of each customer and a deduction; ask twice for all that an event, or what precedes it, needs."""
    opened(database, item("I-C1", BIG), item("I-C2", BIG, customer="C2"), item("D", 30_000, ItemType.DEDUCTION))
    for kind in 2 * APPROVED:
        asked(database, kind)


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_the_event_posts_what_the_golden_table_says(copy_of: Callable[[Fill], Database], event: str) -> None:
    database = copy_of(begun)
    before, verb = EVENTS[event]
    with database.reading() as connection:
        requests = [
            str(one) for one in connection.exec_driver_sql("SELECT request_id FROM request ORDER BY no").scalars()
        ]
    with booked(database, "before") as book:
        approved(book, requests[: len(APPROVED)])
        for step in before:
            step(book)
    with database.reading() as connection:
        last = ledger.reads.postings(connection).height
    with booked(database, "event") as book:
        approved(book, requests[len(APPROVED) :])
        verb(book)

    expected = golden()[event]
    assert posted(database, last, by_customer=any(customer for _, customer in expected)) == {
        role: minor for role, minor in expected.items() if minor
    }
    with database.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_every_golden_event_is_carried_out() -> None:
    """P24 moves two currencies: `test_values.py` carries it out."""
    assert set(golden()) == set(EVENTS) | {"P24"}


@given(kind=st.sampled_from(Kind))
def test_sides_differ_or_stay_within_one_item(kind: Kind) -> None:
    """Double entry, for every kind there will ever be: a kind that moves within one account is named here."""
    debit, credit = SIDES[kind]
    assert debit != credit or kind in {Kind.NETTED, Kind.REASSIGNED}


def test_movements_beside_the_items_are_named() -> None:
    """A kind without a control account leaves no trace on any item: each is meant to."""
    assert {
        "lockbox_banked",
        "card_settled",
        "card_drawn",
        "opened_cash_returned",
        "card_fee",
        "card_fee_returned",
        "return_fee",
        "refund_paid",
        "unclaimed_remitted",
        "provided",
        "provision_released",
        "credits_presented",
        "revalued_up",
        "revalued_down",
    } == GENERAL


def test_control_accounts_are_these() -> None:
    assert {"ar_trade", "ar_deductions", "unidentified", "unapplied", "on_account", "deposits"} == CONTROL
    assert Account.BANK not in CONTROL
