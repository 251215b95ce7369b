"""What the other events of receivables refuse, and what they leave behind; the postings themselves are golden."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

import ledger
from kit.db import Database
from kit.refusals import Invalid, OverApplied, Stale
from ledger import Adjust, Adjustment, Disposal, Into, ItemType, Movement, NewApplication
from ledger.accounts import Mapped
from ledger.kinds import Kind
from ledger.refusals import UnknownItem
from tests.conftest import Fill
from tests.ledger.desk import DAY, balances, booked, granted, invoice_id, item, opened, receipt

NEXT = date(2026, 12, 1)


def adjusted(database: Database, *rows: Adjustment) -> None:
    approve = granted(database, *(str(row.kind) for row in rows))
    with booked(database, f"adjusted {rows}") as book:
        approve(book)
        ledger.adjustments.adjust(book, rows)


def sound(database: Database) -> bool:
    with database.reading() as connection:
        return ledger.checks.run(connection) == []


def account(database: Database, role: str, as_of: date | None = None) -> int:
    with database.reading() as connection:
        table = ledger.reads.trial_balance(connection, as_of)
    return int(table.filter(role=role)["balance"].sum())


def begun(database: Database) -> None:
    """An invoice of 1,000.00 with 80.00 tax, a memo, and a receipt of 300.00."""
    documents = [item("I1", 100_000, tax=8_000), item("CM", -5_000, ItemType.CREDIT_MEMO)]
    opened(database, *documents, receipts=(receipt("R1", 30_000), receipt("R2", 100, None)))


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Database:
    """Give a copy of the books begun."""
    return copy_of(begun)


@pytest.mark.parametrize(
    ("row", "refusal", "said"),
    [
        (Adjustment("itm_none", Adjust.BAD_DEBT, 1, DAY), UnknownItem, "there is no item"),
        (Adjustment(invoice_id("I1"), Adjust.BAD_DEBT, 1, DAY, version=9), Stale, "moved"),
        (Adjustment(invoice_id("I1"), Adjust.BAD_DEBT, 0, DAY), Invalid, "positive"),
        (Adjustment(invoice_id("I1"), Adjust.BAD_DEBT, 1, DAY, tax=2), Invalid, "tax is a part"),
        (Adjustment(invoice_id("I1"), Adjust.NOTE_TAKEN, 2, DAY, tax=1), Invalid, "tax is a part"),
        (Adjustment("rcp_R1", Adjust.BAD_DEBT, 1, DAY), Invalid, "a receipt takes no bad_debt"),
        (Adjustment(invoice_id("I1"), Adjust.REFUND_APPROVED, 1, DAY), Invalid, "an? invoice takes no refund"),
        (Adjustment("rcp_R2", Adjust.REFUND_APPROVED, 1, DAY), Invalid, "its payer is unknown"),
        (Adjustment(invoice_id("I1"), Adjust.BAD_DEBT, 100_001, DAY), OverApplied, "is left"),
        (Adjustment("rcp_R1", Adjust.REFUND_APPROVED, 30_001, DAY), OverApplied, "is left"),
        (Adjustment(invoice_id("I1"), Adjust.REINSTATED, 1, DAY), OverApplied, "0.00 USD is written off"),
    ],
)
def test_what_cannot_be_adjusted(books: Database, row: Adjustment, refusal: type[Exception], said: str) -> None:
    before = balances(books)
    with pytest.raises(refusal, match=said):
        adjusted(books, row)
    assert balances(books) == before


def test_a_recovery_brings_back_no_more_than_was_written_off(books: Database) -> None:
    adjusted(books, Adjustment(invoice_id("I1"), Adjust.BAD_DEBT, 100_000, DAY, tax=7_407))
    adjusted(books, Adjustment(invoice_id("I1"), Adjust.REINSTATED, 60_000, DAY, tax=4_444))
    with pytest.raises(OverApplied, match=r"400\.00 USD is written off"):
        adjusted(books, Adjustment(invoice_id("I1"), Adjust.REINSTATED, 40_001, DAY))
    adjusted(books, Adjustment(invoice_id("I1"), Adjust.REINSTATED, 40_000, DAY, tax=2_963))

    assert balances(books)["I1"] == 100_000
    assert (account(books, "allowance"), account(books, "sales_tax")) == (0, -8_000)
    assert sound(books)


def test_a_credit_memo_is_refunded_from_where_it_is_held(books: Database) -> None:
    memo = ledger.item_id("MAIN", ItemType.CREDIT_MEMO, "CM")
    adjusted(books, Adjustment(memo, Adjust.REFUND_APPROVED, 5_000, DAY))

    assert (balances(books)["CM"], account(books, "refunds")) == (0, -5_000)
    assert sound(books)


def test_a_bounced_receipt_keeps_its_applications_and_is_owed_anew(books: Database) -> None:
    with booked(books, "paid") as book:
        ledger.applications.apply(book, [NewApplication("rcp_R1", invoice_id("I1"), 20_000, DAY)])
    with pytest.raises(Invalid, match="reverse it instead"), booked(books, "early") as book:
        ledger.receipts.bounce(book, [Disposal("rcp_R1", DAY)])
    with booked(books, "rest") as book:
        ledger.applications.apply(book, [NewApplication("rcp_R1", invoice_id("I1"), 10_000, DAY)])
    with booked(books, "bounced") as book:
        (memo,) = ledger.receipts.bounce(book, [Disposal("rcp_R1", NEXT, "NSF")])
    with pytest.raises(Invalid, match="bounced already"), booked(books, "again") as book:
        ledger.receipts.bounce(book, [Disposal("rcp_R1", NEXT)])

    with books.reading() as connection:
        (owed,) = ledger.reads.open_items(connection).filter(item_id=memo).iter_rows(named=True)
    assert (owed["open_amount"], owed["customer_number"], owed["origin_item_id"]) == (30_000, "C1", "rcp_R1")
    assert balances(books)["I1"] == 70_000
    assert sound(books)


def test_what_is_presented_at_a_close_is_turned_round_by_itself(books: Database) -> None:
    rows = [
        Movement(((Kind.REVALUED_DOWN, 300),), "USD", date(2026, 11, 30), "EUR 2026-11", reversed_on=NEXT),
        Movement(((Kind.CREDITS_PRESENTED, 900),), "USD", date(2026, 11, 30), "2026-11", reversed_on=NEXT),
    ]
    with booked(books, "close") as book:
        assert ledger.general.post(book, rows) == 2
    with booked(books, "close again") as book:
        assert ledger.general.post(book, rows) == 0

    for role, minor in (("fx_unrealised", 300), ("ar_revaluation", -300), ("customer_credits", -900)):
        assert account(books, role, date(2026, 11, 30)) == minor
        assert account(books, role, NEXT) == 0
    assert sound(books)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Movement((), "USD", DAY, "R"), "there is no line"),
        (Movement(((Kind.APPLIED, 1),), "USD", DAY, "R"), "names a kind that moves items"),
        (Movement(((Kind.PROVIDED, 0),), "USD", DAY, "R"), "an amount is nothing"),
        (Movement(((Kind.PROVIDED, 1),), "USD", DAY, "R", reversed_on=DAY), "before it is made"),
    ],
)
def test_what_cannot_be_moved_beside_the_items(books: Database, row: Movement, said: str) -> None:
    with pytest.raises(Invalid, match=said), booked(books, "general") as book:
        ledger.general.post(book, [row])


def test_a_card_settlement_less_fees_is_the_deposit(books: Database) -> None:
    """DUTIES A20 and A30: gross less fees is what the bank got, and clearing is nothing per settlement."""
    with booked(books, "card") as book:
        ledger.receipts.receive(book, [replace(receipt("K1", 60_000), into=Into.CARD)])
        ledger.receipts.receive(book, [replace(receipt("K2", 40_000, None), into=Into.CARD)])
    before = account(books, "bank")
    with booked(books, "settled") as book:
        lines = ((Kind.CARD_SETTLED, 97_100), (Kind.CARD_FEE, 2_900))
        ledger.general.post(book, [Movement(lines, "USD", DAY, "payout 7")])

    assert account(books, "card_clearing") == 0
    assert account(books, "bank") - before == 97_100
    assert sound(books)


@pytest.mark.parametrize("more", [{"customer_number": None}, {"into": Into.CARD}])
def test_a_deposit_is_a_known_customers_at_the_bank(books: Database, more: dict[str, object]) -> None:
    given = replace(receipt("D", 100), **{"deposit": True, **more})  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="a deposit lies at the bank"), booked(books, "deposit") as book:
        ledger.receipts.receive(book, [given])


def test_a_deposit_waits_for_nobody(books: Database) -> None:
    with booked(books, "deposit") as book:
        ledger.receipts.receive(book, [replace(receipt("D", 100), deposit=True)])
    with books.reading() as connection:
        assert "rcp_D" not in ledger.reads.exceptions(connection, DAY)["receipt_id"].to_list()
        told = ledger.reads.receipts(connection).filter(receipt_id="rcp_D")
    assert told["status"].to_list() == ["unapplied"]


def test_own_account_numbers_count_from_the_next_posting_on(books: Database) -> None:
    with booked(books, "mapped") as book:
        assert ledger.accounts.change(book, [Mapped("bank", "10-100", "Citi"), Mapped("revenue", "4000")]) == 1
        ledger.receipts.receive(book, [receipt("R3", 70)])
    with books.reading() as connection:
        told = ledger.reads.postings(connection).filter(role="bank")
        assert told["account"].to_list() == ["1010", "1010", "10-100"]
        chart = ledger.reads.accounts(connection, "MAIN").filter(role="bank")
    assert chart["name"].to_list() == ["Citi"]
    assert sound(books)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([Mapped("cash", "1")], "there is no account for 'cash'"),
        ([Mapped("bank", "1100")], "account 1100 would stand for two roles"),
        ([Mapped("bank", "1"), Mapped("revenue", "1")], "account 1 would stand for two roles"),
    ],
)
def test_a_chart_that_mixes_money_is_refused(books: Database, rows: list[Mapped], said: str) -> None:
    with pytest.raises(Invalid, match=said), booked(books, "mapped") as book:
        ledger.accounts.change(book, rows)
