"""What the database is asked a page at a time is what the whole frames say, on SQLite and on PostgreSQL."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

import ledger
from kit.db import Database
from services import demo, desk, inquiries, intake, lists
from services.banking import files
from services.workspace import Workspace
from tests.services.conftest import quiet, workspace_over

#: Vowels with a mark that the bank leaves out.
ACCENTED = str.maketrans("aeiouAEIOU", "áéïöüÁÉÏÖÜ")


@pytest.fixture
def booked(database: Database) -> Workspace:
    """Give the sample morning, matched on either database."""
    workspace = workspace_over(database)
    demo.morning(workspace, progress=quiet)
    return workspace


def whole(workspace: Workspace) -> pl.DataFrame:
    """Return every receipt, read the slow way."""
    with workspace.database.reading() as connection:
        return ledger.reads.receipts(connection, workspace.settings.entity)


def test_a_page_is_a_part_of_the_whole(booked: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """One morning on each database, every question asked of it, since a morning takes seconds."""
    _questions(booked, whole(booked))
    _pages(booked, whole(booked))
    monkeypatch.setattr(lists, "_NEAR", (0,))  # so that what stands further behind matters
    _queue(booked)
    _sums(booked, whole(booked))
    _one(booked, whole(booked))
    _items(booked)
    _files(booked)


def _questions(workspace: Workspace, every: pl.DataFrame) -> None:
    """Ask each question, and answer it by hand."""
    some = every.filter(pl.col("payer_name") != "").row(7, named=True)
    day = some["received_on"]
    amount = some["amount"]
    asked: list[tuple[dict[str, object], pl.Expr]] = [
        ({"status": "review"}, pl.col("status") == "review"),
        ({"payer": some["payer_name"][1:6].lower()}, pl.col("payer_name").str.contains(some["payer_name"][1:6])),
        ({"payer": some["payer_name"].translate(ACCENTED)}, pl.col("payer_name").str.contains(some["payer_name"])),
        ({"payer": "100%_"}, pl.lit(value=False)),
        ({"amount": amount}, pl.col("amount") == amount),
        ({"currency": "EUR"}, pl.col("currency") == "EUR"),
        ({"amount": amount, "tolerance": 50_000}, (pl.col("amount") - amount).abs() <= 50_000),
        ({"date_from": day}, pl.col("received_on") >= day),
        ({"date_to": day - timedelta(days=1)}, pl.col("received_on") < day),
    ]
    for question, expected in asked:
        found = inquiries.receipts(workspace, limit=1000, **question)  # type: ignore[arg-type]
        assert sorted(found["receipt_id"]) == sorted(every.filter(expected)["receipt_id"]), question
    by_reference = inquiries.receipts(workspace, bank_reference=some["bank_reference"])
    assert some["receipt_id"] in by_reference["receipt_id"].to_list()
    assert inquiries.receipts(workspace, bank_reference='no"thing').is_empty()


def _pages(workspace: Workspace, every: pl.DataFrame) -> None:
    """Turn the pages: every receipt once, the newest first."""
    seen: list[str] = []
    after: tuple[object, ...] | None = None
    while (page := inquiries.receipts(workspace, limit=50, after=after).head(50)).height:
        seen += page["receipt_id"].to_list()
        last = page.row(-1, named=True)
        after = (last["received_on"].isoformat(), last["receipt_id"])
    expected = every.sort(["received_on", "receipt_id"], descending=[True, False])["receipt_id"].to_list()
    assert seen == expected


def _queue(workspace: Workspace) -> None:
    """The queue holds what waits, the most money left first, page by page and for each reason."""
    with workspace.database.reading() as connection:
        slow = ledger.reads.exceptions(connection, workspace.today(), workspace.settings.entity)
    quick = _waiting(workspace)
    same = ["exception_id", "reason", "best_proposal", "age_days", "customer_number", "unapplied_amount"]
    assert quick.sort("exception_id").select(same).equals(slow.sort("exception_id").select(same))
    assert quick["unapplied_amount"].is_sorted(descending=True)
    assert inquiries.waiting(workspace) == slow.height
    first = _waiting(workspace, limit=9).head(9)
    rest = _waiting(workspace, after=lists.place(first.row(-1, named=True)))
    assert [*first["exception_id"], *rest["exception_id"]] == quick["exception_id"].to_list()
    desk.park(workspace, quick["receipt_id"][1], "later", actor="ann")
    desk.on_account(workspace, quick["receipt_id"][2], quick["customer_number"].max(), actor="ann")  # type: ignore[arg-type]
    assert _waiting(workspace, limit=7).height == 8  # one more says that more follow
    seen, after = [], None
    while (page := _waiting(workspace, limit=7, after=after).head(7)).height:
        seen += page["exception_id"].to_list()
        after = lists.place(page.row(-1, named=True))
    now = _waiting(workspace)["exception_id"].to_list()
    assert (seen, len(seen), seen[-1]) == (now, quick.height - 1, quick["exception_id"][1])
    assert inquiries.waiting(workspace) == len(seen)
    reason = quick["reason"][0]
    assert set(_waiting(workspace, reason=reason)["reason"]) == {reason}


def _waiting(workspace: Workspace, **asked: Any) -> pl.DataFrame:
    """Return the queue as a table, each column of the type it is said to have."""
    return pl.DataFrame(inquiries.exceptions(workspace, **asked), schema=lists.QUEUE, strict=True)


def _sums(workspace: Workspace, every: pl.DataFrame) -> None:
    """The figures of the overview are sums of the list."""
    day = inquiries.overview(workspace)
    assert sum(row["amount"] for row in day["by_status"]) == every["amount"].sum()
    assert inquiries.by_status(workspace) == dict(every["status"].value_counts().iter_rows())
    assert sum(row["receipts"] for row in day["reasons"]) == inquiries.waiting(workspace)
    assert day["automatic"] == every.filter(status="applied", decided_by="engine").height
    assert inquiries.disagreements(workspace) == []


def _one(workspace: Workspace, every: pl.DataFrame) -> None:
    """A receipt alone is its row of the list; one settled elsewhere is found by the id it is shown under."""
    for status in every["status"].unique().sort():
        row = every.filter(status=status).row(0, named=True)
        alone = inquiries.receipt(workspace, row["receipt_id"])
        assert (alone["status"], alone["amount"], alone["reason"]) == (status, row["amount"], row["reason"])
        assert status != "settled_elsewhere" or inquiries.proposals(workspace, row["receipt_id"]) == []


def _items(workspace: Workspace) -> None:
    """Items by id, of everybody and of one customer."""
    with workspace.database.reading() as connection:
        slow = ledger.reads.items(connection, workspace.settings.entity, open_only=True)
    assert inquiries.items(workspace)["item_id"].to_list() == slow["item_id"].sort().to_list()
    number = slow["customer_number"][0]
    owed = inquiries.open_items(workspace, [number])
    assert {one["item_id"] for one in owed} == set(slow.filter(customer_number=number)["item_id"])
    assert number in {found for found, _ in inquiries.customers_like(workspace, number)}


def _files(workspace: Workspace) -> None:
    """What was kept of a file tells the same as reading it again."""
    kept = files.outcomes(workspace)
    assert len(kept) == files.count(workspace)
    for outcome in kept:
        again = intake.taken(workspace, outcome.file_id)
        assert (outcome.entries, outcome.money_in, outcome.controls) == (again.entries, again.money_in, again.controls)
        assert (outcome.latest_on, outcome.taken_at) == (again.latest_on, again.taken_at)
        assert len(outcome.findings) >= len(again.findings)
