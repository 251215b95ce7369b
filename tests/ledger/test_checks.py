"""What the checks find: nothing in sound books, and every byte that was changed behind the rules' back."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection

import ledger
from kit.db import Database
from kit.sqlite import driver
from ledger import Disposal, NewApplication, Undo
from ledger.tables import LOGGED
from tests.conftest import RING, Fill
from tests.ledger.desk import DAY, booked, identified, invoice_id, item, opened, receipt
from tests.ledger.evidence import (
    a_morning,
    agreed,
    masters,
    onboarded,
    orders,
    paid_by_card,
    promised,
    teamed,
    written_back,
    written_to,
)

Seen = TypeVar("Seen")


def codes(database: Database) -> set[str]:
    """Return the codes of what the checks find."""
    with database.reading() as connection:
        return {finding.code for finding in ledger.checks.run(connection)}


def forge(database: Database, *statements: str) -> None:
    """Run statements with every rule of the database off: what somebody with the file or the superuser can do."""
    if database.dialect == "postgresql":
        with database.writing() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for statement in statements:
                connection.exec_driver_sql(statement)
        return
    raw = driver.connect(str(database.url.database))
    for pragma in ("ignore_check_constraints=ON", "synchronous=OFF"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("BEGIN")
    rules = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in rules:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    for _, made in rules:
        raw.execute(made)
    raw.commit()
    raw.close()


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Database:
    """Books in which every table has rows."""
    return copy_of(filled)


def filled(database: Database) -> Database:
    """Write something into every table."""
    opened(
        database, item("I1", 100_000), item("I2", 40_000), receipts=(receipt("R1", 90_000), receipt("R2", 100, None))
    )
    with booked(database, "applied") as book:
        first, second = ledger.applications.apply(
            book,
            [
                NewApplication("rcp_R1", invoice_id("I1"), 50_000, DAY, deduction=500, confidence=0.75),
                NewApplication("rcp_R1", invoice_id("I2"), 20_000, DAY),
            ],
        )
        assert first != second
    with booked(database, "undone") as book:
        ledger.applications.unapply(book, [Undo(second, DAY)])
        ledger.receipts.identify(book, [identified("R2")])
        ledger.receipts.place_on_account(book, [Disposal("rcp_R2", DAY)])
    a_morning(database)
    masters(database)
    orders(database)
    onboarded(database)
    written_back(database)
    promised(database)
    agreed(database)
    teamed(database)
    written_to(database)
    paid_by_card(database)
    return database


def test_sound_books_have_no_findings(books: Database) -> None:
    assert codes(books) == set()


def test_a_deleted_row_of_any_table_is_found(books: Database, tmp_path: Path) -> None:
    """Rows of as many batches are deleted together: each batch is told by itself."""
    with books.reading() as connection:
        newest = "SELECT batch, no FROM {0} WHERE no = (SELECT max(no) FROM {0})"
        last = {name: connection.exec_driver_sql(newest.format(name)).all() for name in sorted(LOGGED)}
    assert [table for table, found in last.items() if not found] == [], "the fixture fills every table"
    assert len(last) > 40
    rounds: list[dict[int, tuple[str, int]]] = []
    for table, [(batch, number)] in last.items():
        free = next((one for one in rounds if batch not in one), None)
        if free is None:
            rounds.append(free := {})
        free[batch] = (table, number)
    for place, deleted in enumerate(rounds):
        statements = [f"DELETE FROM {table} WHERE no = {number}" for table, number in deleted.values()]
        broken = seen_after(books, statements, tmp_path / f"{place}.db", ledger.trail.verify).broken
        told = {one.batch for one in broken if one.code in {"chain_content", "chain_stray"}}
        assert [table for batch, (table, _) in deleted.items() if batch not in told] == []


def found_after(books: Database, statement: str, copy: Path) -> set[str]:
    """Return the codes of what the checks find after a forgery, which then has never been."""
    found = seen_after(books, [statement], copy, ledger.checks.run)
    return {finding.code for finding in found}


def seen_after(books: Database, statements: Sequence[str], copy: Path, look: Callable[[Connection], Seen]) -> Seen:
    """Return what is seen after a forgery, which then has never been; `copy` is a file that is not there yet."""
    if books.dialect == "postgresql":
        with books.engine.connect() as connection, connection.begin() as forgery:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for statement in statements:
                connection.exec_driver_sql(statement)
            seen = look(connection)
            forgery.rollback()
        return seen
    with driver.connect(str(books.url.database)) as source, driver.connect(copy) as target:
        source.backup(target)
    forged = Database(f"sqlite:///{copy}", RING)
    forge(forged, *statements)
    with forged.reading() as connection:
        seen = look(connection)
    forged.dispose()
    return seen


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE posting SET minor = minor + 1 WHERE no = 1", "item_balance"),
        ("UPDATE item SET balance = balance - 1 WHERE number = 'I1'", "item_balance"),
        ("UPDATE item SET held_in = 'ar_deductions' WHERE number = 'I1'", "item_held"),
        ("UPDATE item SET amount = amount + 1 WHERE number = 'I1'", "item_opened"),
        ("UPDATE application SET cash = cash - 1 WHERE no = 1", "receipt_adds_up"),
        ("UPDATE application SET confidence = 0.76 WHERE no = 1", "chain_content"),
        ("UPDATE entry SET gl_on = '2026-11-21' WHERE no = 1", "chain_content"),
        ("UPDATE posting SET kind = 'opened' WHERE no = 1", "chain_content"),
        ("UPDATE batch SET actor = 'x' WHERE no = 2", "chain_content"),
        ("UPDATE batch SET recorded_at = recorded_at + 1 WHERE no = 1", "chain_content"),
        ("UPDATE batch SET result = '{}x' WHERE no = 1", "chain_content"),
        ("UPDATE bank_entry SET raw = 'x' WHERE no = 1", "chain_content"),
        ("UPDATE bank_file SET content = CAST('HELLO' AS BLOB)", "chain_content"),
        ("UPDATE decision SET reason = 'x'", "chain_content"),
        ("UPDATE period SET state = 'closed'", "period_state"),
        ("DELETE FROM batch WHERE no = (SELECT max(no) FROM batch)", "chain_stray"),
    ],
)
def test_one_change_behind_the_rules_is_found(books: Database, change: str, code: str) -> None:
    forge(books, change.replace("BLOB", "BYTEA") if books.dialect == "postgresql" else change)
    assert code in codes(books)


@pytest.mark.parametrize(
    ("sqlite", "postgresql"),
    [
        ("DROP TRIGGER verdict_no_update", "ALTER TABLE verdict DISABLE TRIGGER no_change"),
        ("DROP TRIGGER batch_no_delete", "DROP TRIGGER no_change ON batch"),
        ("DROP TRIGGER item_facts", "ALTER TABLE item ENABLE REPLICA TRIGGER facts"),
    ],
)
def test_a_rule_that_was_switched_off_is_found_though_nothing_was_changed_yet(
    books: Database, sqlite: str, postgresql: str
) -> None:
    with books.writing() as connection:
        connection.exec_driver_sql(sqlite if books.dialect == "sqlite" else postgresql)
    assert codes(books) == {"rule_missing"}


def test_what_is_open_is_what_the_items_say(books: Database, tmp_path: Path) -> None:
    """On SQLite `open_item` is a view of the items, which nobody can change."""
    if books.dialect == "postgresql":
        for change in (
            "DELETE FROM open_item",
            "UPDATE open_item SET balance = 7",
            "UPDATE open_item SET no = no + 99",
        ):
            assert found_after(books, change, tmp_path) == {"item_open"}
