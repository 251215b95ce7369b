"""What goes out has the contract's columns and says what the books say, on both databases."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest

import ledger
from kit.db import Database
from ledger import Disposal, NewApplication
from matcher import frames
from tests.conftest import Fill
from tests.ledger.desk import DAY, booked, invoice_id, item, opened, receipt
from tests.ledger.evidence import a_morning

CONTRACT = {
    "receipts": """receipt_id source_file source_line bank_reference method received_on currency amount payer_name
        payer_account customer_number status reason confidence decided_by applied_amount unapplied_amount""",
    "applications": """receipt_id bank_reference document_number document_type customer_number cash_amount
        discount_amount write_off_amount deduction_amount deduction_reason status rank confidence rule explanation""",
    "postings": """posting_id entry_id sequence posted_at gl_date entity account currency debit credit receipt_id
        document_number customer_number kind reverses_entry_id""",
    "exceptions": """exception_id receipt_id kind reason amount currency customer_number opened_on age_days assignee
        best_proposal would_apply_if""",
}


def begun(database: Database) -> None:
    """A morning: R1 waits for a person with a proposal, R2 is partly applied, T is settled elsewhere."""
    opened(
        database, item("I1", 100_000), item("I2", 40_000), receipts=(receipt("R1", 90_000), receipt("R2", 100, "C1"))
    )
    a_morning(database)
    with booked(database, "applied") as book:
        ledger.applications.apply(
            book, [NewApplication("rcp_R2", invoice_id("I1"), 60, DAY, confidence=0.9, rule="exact")]
        )


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Database:
    """Give a copy of the books begun."""
    return copy_of(begun)


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_the_contracts_columns_come_first_and_in_order(books: Database, name: str) -> None:
    wanted = CONTRACT[name].split()
    with books.reading() as connection:
        given = (
            ledger.reads.exceptions(connection, DAY)
            if name == "exceptions"
            else getattr(ledger.reads, name)(connection)
        )
    assert given.columns[: len(wanted)] == wanted
    assert given.height > 0


def test_receipts_tell_what_happened_to_each(books: Database) -> None:
    with books.reading() as connection:
        found = ledger.reads.receipts(connection)
    by_id = {row["receipt_id"]: row for row in found.iter_rows(named=True)}
    assert {name: row["status"] for name, row in by_id.items()} == {
        "rcp_R1": "review",
        "rcp_R2": "partially_applied",
        "rcp_T": "settled_elsewhere",
    }
    waiting = by_id["rcp_R1"]
    assert (waiting["source_file"], waiting["source_line"], waiting["payer_account"]) == ("morning.bai", 3, "****6789")
    assert (waiting["reason"], waiting["decided_by"], waiting["parked_until"]) == ("ambiguous_amount", "ann", DAY)
    assert found.filter(pl.col("applied_amount") + pl.col("unapplied_amount") != pl.col("amount")).is_empty()
    assert found.schema == pl.Schema(ledger.reads.RECEIPTS)


def test_applications_are_posted_or_proposed_with_a_rank(books: Database) -> None:
    with books.reading() as connection:
        rows = ledger.reads.applications(connection).select("receipt_id", "document_number", "status", "rank").rows()
    assert rows == [("rcp_R1", "I2", "proposed", 1), ("rcp_R2", "I1", "posted", None)]


def test_an_exception_carries_its_best_proposal(books: Database) -> None:
    with books.reading() as connection:
        found = ledger.reads.exceptions(connection, date(2026, 11, 25)).to_dicts()
    assert [row["receipt_id"] for row in found] == ["rcp_R1", "rcp_R2"]
    assert (found[0]["best_proposal"], found[0]["age_days"], found[0]["assignee"]) == ("I2", 5, "ann")
    assert found[0]["would_apply_if"] == "a reference"


def test_what_is_placed_on_account_waits_no_longer(books: Database) -> None:
    with booked(books, "hold") as book:
        ledger.receipts.place_on_account(book, [Disposal("rcp_R1", DAY)])
    with books.reading() as connection:
        assert ledger.reads.exceptions(connection, DAY)["receipt_id"].to_list() == ["rcp_R2"]
        assert ledger.worklists.receipts(connection, "MAIN")["receipt_id"].to_list() == ["rcp_R2"]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_the_feed_is_the_same_in_any_helpings(books: Database, limit: int) -> None:
    """At least once, without gaps: any cursor, any page."""
    with books.reading() as connection:
        whole = ledger.reads.postings(connection)
        helpings, after = [], 0
        while (page := ledger.reads.postings(connection, after, limit)).height:
            helpings.append(page)
            after = page["sequence"][-1]
    assert pl.concat(helpings).equals(whole)
    assert whole["sequence"].to_list() == list(range(1, whole.height + 1))
    assert whole["posting_id"].is_unique().all()
    sums = whole.group_by("entry_id", "currency").agg(pl.col("debit", "credit").sum())
    assert sums.filter(pl.col("debit") != pl.col("credit")).is_empty()


def test_what_was_open_on_a_day_stays_known(books: Database) -> None:
    """As of a GL day, unchanged by what is dated later."""
    later = date(2026, 12, 3)
    with booked(books, "later") as book:
        ledger.applications.apply(book, [NewApplication("rcp_R1", invoice_id("I2"), 40_000, later)])
    with books.reading() as connection:
        assert ledger.reads.open_items(connection, DAY)["open_amount"].to_list() == [99_940, 40_000]
        assert ledger.reads.open_items(connection, later)["open_amount"].to_list() == [99_940]
        assert ledger.reads.open_items(connection)["open_amount"].to_list() == [99_940]
        assert ledger.reads.open_items(connection, date(2026, 11, 19)).is_empty()
        assert ledger.reads.unapplied_cash(connection, DAY)["open_amount"].sum() == -90_040
        balance = ledger.reads.trial_balance(connection, DAY)
        assert balance["balance"].sum() == 0
        assert balance.filter(role="ar_trade")["balance"].to_list() == [139_940]


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("items", frames.ITEMS),
        ("closed", frames.CLOSED),
        ("customers", frames.CUSTOMERS),
        ("links", frames.LINKS),
        ("receipts", {name: kind for name, kind in frames.RECEIPTS.items() if name != "advice_doubted"}),
    ],
)
def test_worklists_have_the_matchers_columns(books: Database, name: str, schema: frames.Schema) -> None:
    with books.reading() as connection:
        given = getattr(ledger.worklists, name)(connection, "MAIN")
    assert dict(frames.checked(given, schema).schema) == {
        column: pl.DataFrame(schema={column: kind}).schema[column] for column, kind in schema.items()
    }
    assert given.height > 0 or name == "closed"


def test_entries_know_whether_they_are_booked_or_tied(books: Database) -> None:
    with books.reading() as connection:
        found = ledger.worklists.entries(connection, "MAIN").select("entry_id", "booked", "tied").rows()
    assert found == [("ent_R1", True, False), ("ent_R2", True, False), ("ent_T", False, True)]


def test_the_newest_link_counts(books: Database) -> None:
    with booked(books, "unlearned") as book:
        ledger.evidence.add(book, [ledger.evidence.PayerLink("account", "K1", "C1", negative=True)])
    with books.reading() as connection:
        assert ledger.worklists.links(connection, "MAIN").rows() == [("account", "K1", "C1", 1, True)]


def test_files_controls_findings_and_answers_are_told(books: Database) -> None:
    with books.reading() as connection:
        files = ledger.reads.bank_files(connection)
        assert (files["name"][0], files["entries"][0], files["findings"][0], files["mismatches"][0]) == (
            "morning.bai",
            3,
            1,
            0,
        )
        assert ledger.reads.controls(connection, files["sha256"][0]).height == 1
        assert ledger.reads.findings(connection)["code"].to_list() == ["amount_not_numeric"]
        assert ledger.reads.acknowledgements(connection)["last"].to_list() == [4]


@pytest.mark.parametrize("days", [-1, 0, 1, 30])
@pytest.mark.parametrize("listed", [(), ("I1",)])
def test_what_is_owed_in_sums_is_what_is_owed_one_by_one(books: Database, days: int, listed: tuple[str, ...]) -> None:
    on = DAY + timedelta(days=days)
    names = ("customer_number", "currency", "due_date", "open_amount", "item_id")
    with books.reading() as connection:
        ids = [invoice_id(name) for name in listed]
        sums, others = ledger.reads.owed(connection, on, "MAIN", "USD", listed=ids, columns=names)
        whole = ledger.reads.open_instalments(connection, on, "MAIN").filter(pl.col("open_amount") > 0)
    every = whole.select(others.columns)
    late = pl.col("due_date") < on
    plain = every.join(others, on="item_id", how="anti").group_by("customer_number", late=late)
    wanted = plain.agg(pl.col("open_amount").sum(), pl.col("due_date").min())
    keys = ["customer_number", "late"]
    assert sums.sort(keys).rows() == wanted.select(sums.columns).sort(keys).rows()
    assert {*ids} & {*every["item_id"]} <= {*others["item_id"]}
    assert others.join(every, on=list(others.columns), how="anti").filter(pl.col("open_amount") > 0).is_empty()
