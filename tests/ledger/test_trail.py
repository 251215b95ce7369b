"""The trail is proven on both databases; what was changed behind the rules is named with its first row."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from kit.db import Database
from ledger import trail
from tests.conftest import Fill
from tests.ledger.desk import booked, item, opened, receipt
from tests.ledger.test_checks import forge, seen_after

KEPT = {"TIEOUT_KEY_RING": os.environ["TIEOUT_KEY_RING"]}


def read(database: Database, known: tuple[int, str] | None = None) -> trail.Trail:
    with database.reading() as connection:
        return trail.verify(connection, known)


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Database:
    """Give three batches, on each database."""
    return copy_of(filled)


def filled(database: Database) -> Database:
    """Write three batches: two items and a receipt, then two notes."""
    opened(database, item("I1", 100_000), item("I2", 40_000), receipts=(receipt("R1", 90_000),))
    for name in ("one", "two"):
        with booked(database, name) as book:
            book.result = {"note": name}
    return database


#: What is forged -> the code and the row that are told first.
FORGED: tuple[tuple[str, str, str, int], ...] = (
    ("UPDATE item SET number = 'I9' WHERE no = 1", "chain_content", "batch", 0),
    ("DELETE FROM item WHERE no = 1", "chain_content", "item", 1),
    ("DELETE FROM posting WHERE no = (SELECT max(no) FROM posting)", "chain_content", "batch", 0),
    ("UPDATE batch SET actor = 'eve' WHERE no = (SELECT max(no) - 1 FROM batch)", "chain_content", "batch", 0),
    ("UPDATE batch SET recorded_at = 1 WHERE no = (SELECT max(no) FROM batch)", "chain_clock", "batch", -1),
    ("DELETE FROM batch WHERE no = (SELECT max(no) - 1 FROM batch)", "chain_gap", "batch", -2),
)


def test_the_first_broken_row_is_named(books: Database, tmp_path: Path) -> None:
    last = read(books).batches
    for number, (statement, code, table, row) in enumerate(FORGED):
        first = seen_after(books, [statement], tmp_path / f"{number}.db", trail.verify).broken[0]
        assert (first.code, first.table, first.row) == (code, table, row if row >= 0 else last + row + 1), statement


def test_a_note_shows_what_the_chain_alone_cannot(books: Database) -> None:
    whole = read(books)
    assert (whole.broken, len(whole.head)) == ((), 64)
    assert read(books, (whole.batches, whole.head)).broken == ()
    (other,) = read(books, (whole.batches - 1, whole.head)).broken
    assert (other.code, other.batch) == ("chain_rewritten", whole.batches - 1)
    forge(books, "DELETE FROM batch WHERE no = (SELECT max(no) FROM batch)")
    assert read(books).broken == (), "the newest batch wrote no row: without a note its absence cannot be seen"
    (cut,) = read(books, (whole.batches, whole.head)).broken
    assert (cut.code, cut.batch) == ("chain_cut", whole.batches)


def test_verify_on_the_terminal(sqlite_database: Database) -> None:
    books = filled(sqlite_database)
    url = books.url.render_as_string(hide_password=False)

    def typed(*words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, ["--db", url, "audit", "verify", *words], env=KEPT)
        return done.exit_code, done.stdout, done.stderr

    code, out, _ = typed("--json")
    told = json.loads(out)
    assert (code, told["holds"], told["first"], told["broken"]) == (0, True, None, [])
    assert told["head"] in typed()[1]
    assert typed("--holds", told["head"])[0] == 0
    assert typed("--holds", "7")[0] == 1
    forge(books, "UPDATE item SET number = 'I9' WHERE no = 1")
    code, out, err = typed("--json")
    assert (code, json.loads(out)["first"]["batch"], json.loads(out)["holds"]) == (1, 1, False)
    assert "chain_content" in err
    assert typed()[1] == ""
