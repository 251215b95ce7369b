"""How long the books take for 1,000 documents and for the 500 receipts that settle half of them, every rule on."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from itertools import count

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import ledger
from ledger.records import ItemType, NewApplication, NewItem, NewReceipt, item_id
from services.workspace import Workspace

DAY = date(2026, 11, 19)
NOW = datetime(2026, 11, 20, tzinfo=UTC)
ROUNDS = 5


@pytest.fixture
def customer(workspace: Workspace) -> str:
    """Return one customer of the books."""
    with workspace.database.reading() as connection:
        number: str = ledger.worklists.customers(connection, "MAIN")["customer"][0]
    return number


def _issued(workspace: Workspace, customer: str, number: int) -> list[str]:
    """Book 1,000 invoices in one command; return their numbers."""
    names = [f"B{number}-{place}" for place in range(1_000)]
    rows = [NewItem(name, ItemType.INVOICE, customer, "USD", 10_000, DAY, DAY, opening=True) for name in names]
    with _command(workspace, f"issue {number}") as book:
        ledger.items.issue(book, rows)
    return names


def _command(workspace: Workspace, key: str) -> AbstractContextManager[ledger.Book]:
    """Open the books for one command."""
    return ledger.book(
        workspace.database, entity="MAIN", key=key, actor="bench", command="bench", payload={}, recorded_at=NOW
    )


def test_issuing(benchmark: BenchmarkFixture, workspace: Workspace, customer: str) -> None:
    """1,000 documents in one command."""
    numbers = count()

    benchmark.pedantic(lambda: _issued(workspace, customer, next(numbers)), rounds=ROUNDS)  # type: ignore[no-untyped-call]


def test_applying(benchmark: BenchmarkFixture, workspace: Workspace, customer: str) -> None:
    """500 receipts booked and applied in one command."""
    prepared = iter([(number, _issued(workspace, customer, number)) for number in range(ROUNDS)])

    def settled() -> None:
        number, names = next(prepared)
        ids = {f"rcp_{number}_{place}": name for place, name in enumerate(names[:500])}
        with _command(workspace, f"apply {number}") as book:
            ledger.receipts.receive(
                book, [NewReceipt(one, f"ent_{one}", 10_000, "USD", DAY, DAY, customer) for one in ids]
            )
            ledger.applications.apply(
                book,
                [
                    NewApplication(one, item_id("MAIN", ItemType.INVOICE, name), 10_000, DAY)
                    for one, name in ids.items()
                ],
            )

    benchmark.pedantic(settled, rounds=ROUNDS)  # type: ignore[no-untyped-call]
