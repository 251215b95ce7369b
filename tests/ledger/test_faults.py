"""What the books stand: a full disk, one that is read-only, a server that drops its connections under load."""

import pytest

import ledger
from kit.db import Database
from ledger.refusals import Unwritable
from tests.ledger.desk import booked, opened, receipt
from tests.lending import administer

#: What SQLite says to itself of a disk, by pragma.
DISKS = {"full": "max_page_count=1", "read-only": "query_only=ON"}


def sound(database: Database) -> int:
    """Prove the books, and return how many receipts they hold."""
    with database.reading() as connection:
        assert ledger.checks.run(connection) == []
        return ledger.reads.receipts(connection).height


@pytest.mark.parametrize("disk", DISKS)
def test_a_full_or_read_only_disk_takes_nothing_and_breaks_nothing(sqlite_database: Database, disk: str) -> None:
    opened(sqlite_database, receipts=(receipt("R1", 100),))
    sqlite_database.dispose()
    raw = sqlite_database.engine.raw_connection()
    raw.driver_connection.execute(f"PRAGMA {DISKS[disk]}").close()  # type: ignore[union-attr]
    raw.close()  # back into the pool, from which the next command takes it

    with pytest.raises(Unwritable), booked(sqlite_database, "lost") as book:
        ledger.receipts.receive(book, [receipt(f"L{number}", 5) for number in range(3_000)])

    sqlite_database.dispose()
    assert sound(sqlite_database) == 1
    with booked(sqlite_database, "lost") as book:
        ledger.receipts.receive(book, [receipt("R2", 100)])
    assert sound(sqlite_database) == 2


@pytest.mark.postgres
def test_a_server_that_drops_its_connections_loses_and_doubles_nothing(
    postgres_database: Database, postgres_server: str
) -> None:
    """The same key tells what became of a command whose answer was lost."""
    opened(postgres_database)
    name = postgres_database.url.database
    drop = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    lost = 0
    for number in range(10):
        for attempt in range(2):
            try:
                with booked(postgres_database, f"r{number}") as book:
                    if book.replayed is None:
                        ledger.receipts.receive(book, [receipt(f"{number}_{n}", 5) for n in range(20)])
                    if attempt == 0:
                        administer(postgres_server, drop)
            except Unwritable:
                lost += 1

    assert lost == 10
    assert sound(postgres_database) == 200
