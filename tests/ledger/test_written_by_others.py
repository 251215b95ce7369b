"""No rule of SQLite is got round by a writer with settings of its own, by OR REPLACE and its like."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import ledger
from kit.db import Database
from kit.sqlite import driver
from ledger import NewApplication
from tests.ledger.desk import DAY, booked, invoice_id, item, opened, receipt
from tests.ledger.test_checks import filled
from tests.ledger.test_refused_by_the_database import ENTRY, POSTING

CONFLICTS = ("OR ABORT", "OR FAIL", "OR IGNORE", "OR REPLACE", "OR ROLLBACK")
#: What a writer adds to belongs to the batch that comes next, or is refused for that alone.
PENDING = "(SELECT max(no) + 1 FROM batch)"
RULES = "SELECT group_concat(sql, ' ') FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
#: Keys without a refusal of their own: no row has the next number, no posting the next version.
FOLLOWS: dict[str, set[tuple[str, ...]]] = {
    "entry": {("rowid",)},
    "posting": {("rowid",), ("dr_item", "dr_version"), ("cr_item", "cr_version")},
}
KEPT = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_no_delete' ORDER BY 1"


@contextmanager
def writer(database: Database) -> Iterator[driver.Connection]:
    """Open the file as any program does: no foreign keys, no recursive triggers; what it wrote is taken back."""
    raw = driver.connect(str(database.url.database), isolation_level=None)
    raw.execute("BEGIN")
    yield raw
    raw.close()


@pytest.fixture
def books(sqlite_database: Database) -> Database:
    """One invoice of 1,000.00 and a receipt of 900.00, 500.00 of it applied."""
    opened(sqlite_database, item("I1", 100_000), receipts=(receipt("R1", 90_000),))
    with booked(sqlite_database, "applied") as book:
        ledger.applications.apply(book, [NewApplication("rcp_R1", invoice_id("I1"), 50_000, DAY)])
    return sqlite_database


def copied(raw: driver.Connection, table: str, conflict: str, **other: str) -> str:
    """Return the statement that writes a table's newest row again, in the batch that comes next."""
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info('{table}')")]
    other = ({"batch": PENDING} if "batch" in columns else {}) | other
    values = ", ".join(other.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT {conflict} INTO "{table}" ({names}) SELECT {values} FROM "{table}" ORDER BY rowid DESC LIMIT 1'


def test_no_row_takes_the_place_of_another_in_any_table(sqlite_database: Database) -> None:
    """Each table that loses no row, filled: replaced under its number, nothing is gone."""
    filled(sqlite_database)
    with writer(sqlite_database) as raw:
        tables = [row[0] for row in raw.execute(KEPT)]
        assert len(tables) > 100
        for table in set(tables) - {"period"}:
            before = raw.execute(f"SELECT * FROM {table}").fetchall()
            assert before, table
            with pytest.raises(driver.IntegrityError):
                raw.execute(copied(raw, table, "OR REPLACE"))
            assert raw.execute(f"SELECT * FROM {table}").fetchall() == before


def test_every_unique_key_has_its_refusal(sqlite_database: Database) -> None:
    """By name, so that a table or key added later without it fails here: `migrations.once.keep`."""
    with writer(sqlite_database) as raw:
        for table in {row[0] for row in raw.execute(KEPT)} - {"period"}:  # whose refusal has words of its own
            (rules,) = raw.execute(RULES, [table]).fetchone()
            keys = raw.execute(f"SELECT name FROM pragma_index_list('{table}') WHERE \"unique\"").fetchall()
            found = [[row[0] for row in raw.execute(f"SELECT name FROM pragma_index_info('{key}')")] for (key,) in keys]
            wanted = {("rowid",), *(tuple(key) for key in found if "no" not in key)}
            own = re.findall(rf'UNIQUE constraint failed: [^;]* FROM "?{table}"? WHERE (.*?)\)', rules)
            asked = {tuple(re.findall(r'"?(\w+)"? = NEW\.', one)) for one in own}
            assert wanted - FOLLOWS.get(table, set()) == asked, table
            assert table not in FOLLOWS or f"{table} numbers have no gaps" in rules


@pytest.mark.parametrize(
    ("table", "other", "key"),
    [
        ("batch", {"no": PENDING, "recorded_at": "recorded_at + 1", "prev_hash": "hash"}, "batch.entity, batch.key"),
        ("entry", {"no": "no + 1"}, "entry.entry_id"),
        (
            "item",
            {"no": "9", "balance": "0", "version": "0", "held_in": "''", "held_for": "NULL"},
            "item.bank_entry_id",
        ),
        ("application", {"no": "9"}, "application.application_id"),
        ("account", {"code": "'1'"}, "account.entity, account.role"),
        ("account", {"role": "'mine'"}, "account.entity, account.code"),
        ("entity", {"name": "'Mine'"}, "entity.code"),
        ("customer", {"no": "9"}, "customer.entity, customer.number"),
    ],
)
def test_a_key_is_held_by_who_had_it_first(books: Database, table: str, other: dict[str, str], key: str) -> None:
    with writer(books) as raw:
        before = raw.execute(f"SELECT * FROM {table}").fetchall()
        with pytest.raises(driver.IntegrityError, match=key):
            raw.execute(copied(raw, table, "OR REPLACE", **other))
        assert raw.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(
    "values",
    [
        pytest.param("'unapplied', 'rcp_R1', 'C1', 3, 'ar_trade', '{item}', 'C1', 3, 50001", id="more than is left"),
        pytest.param("'unapplied', 'rcp_R1', 'C1', 2, 'ar_trade', '{item}', 'C1', 2, 1", id="a version there was"),
        pytest.param("'unapplied', 'rcp_R1', 'C1', 9, 'ar_trade', '{item}', 'C1', 3, 1", id="a version ahead"),
        pytest.param("'unapplied', 'rcp_R1', 'C1', 3, 'ar_trade', '{item}', 'C1', 3, -1", id="less than nothing"),
        pytest.param("'bank', NULL, NULL, NULL, 'ar_trade', NULL, NULL, NULL, 1", id="no item"),
    ],
)
@pytest.mark.parametrize("conflict", CONFLICTS)
def test_a_wrong_posting_leaves_nothing(books: Database, conflict: str, values: str) -> None:
    """OR FAIL would keep the row and drop what follows from it; OR IGNORE passes over it without a word."""
    seen = "SELECT item_id, balance, version FROM item", "SELECT * FROM posting"
    with writer(books) as raw:
        raw.execute(ENTRY + f"(4, {PENDING}, 'MAIN', 'x', 'x', '2026-11-20', '2026-11-20', NULL, '')")
        before = [raw.execute(query).fetchall() for query in seen]
        wrong = f"(4, {PENDING}, 'MAIN', 4, 1, 'x', {values.format(item=invoice_id('I1'))}, 'USD')"
        with pytest.raises(driver.IntegrityError) if conflict != "OR IGNORE" else _either():
            raw.execute(POSTING.replace("INSERT", f"INSERT {conflict}") + wrong)
        assert [raw.execute(query).fetchall() for query in seen] == before


@contextmanager
def _either() -> Iterator[None]:
    """Let a refusal be one, and silence too."""
    try:
        yield
    except driver.IntegrityError:
        return


def test_a_posting_of_a_batch_at_work_is_not_written_twice(books: Database) -> None:
    """Within the writer's own batch: the second would take the first away after what it moved."""
    with writer(books) as raw:
        raw.execute(ENTRY + f"(4, {PENDING}, 'MAIN', 'x', 'x', '2026-11-20', '2026-11-20', NULL, '')")
        first, again = (
            POSTING.replace("INSERT", "INSERT OR REPLACE")
            + f"({no}, {PENDING}, 'MAIN', 4, 1, 'x', 'unapplied', 'rcp_R1', 'C1', {version}, "
            + f"'ar_trade', '{invoice_id('I1')}', 'C1', {version}, 1, 'USD')"
            for no, version in ((4, 3), (5, 4))
        )
        raw.execute(first)
        with pytest.raises(driver.IntegrityError, match=r"posting.entry_no, posting.line"):
            raw.execute(again)
        assert raw.execute("SELECT max(no), count(*) FROM posting").fetchone() == (4, 4)


@pytest.mark.parametrize("name", ["rowid", "oid", "_rowid_", "no"])
def test_no_row_moves_to_the_place_of_another(books: Database, name: str) -> None:
    """SQLite gives a row a number under three names more, which stand in no list of columns."""
    with writer(books) as raw:
        for table in (row[0] for row in raw.execute(KEPT).fetchall()):
            before = raw.execute(f"SELECT * FROM {table}").fetchall()
            if before and (name != "no" or table not in {"entity", "account", "period"}):
                with pytest.raises(driver.IntegrityError, match="append_only"):
                    raw.execute(f"UPDATE OR REPLACE {table} SET {name} = (SELECT min(rowid) FROM {table}) + 1")
                assert raw.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize(
    ("table", "row"), [("account", "'MAIN', 'mine', '9', 'Mine', 0"), ("entity", "'M', 'M', 'USD', 'UTC'")]
)
def test_a_new_row_takes_no_number_there_is(books: Database, table: str, row: str) -> None:
    with writer(books) as raw:
        columns = ", ".join(one[1] for one in raw.execute(f"PRAGMA table_info('{table}')"))
        with pytest.raises(driver.IntegrityError, match=f"{table}.rowid"):
            raw.execute(f"REPLACE INTO {table} (rowid, {columns}) VALUES (1, {row})")


def test_a_month_takes_no_other_month_s_place(books: Database) -> None:
    with writer(books) as raw:
        raw.execute(
            f"INSERT INTO period_change SELECT max(no) + 1, {PENDING}, 'MAIN', '2031-01', 'open', '' FROM period_change"
        )
        assert raw.execute("SELECT count(*) FROM period WHERE month = '2031-01'").fetchone() == (1,)
        with pytest.raises(driver.IntegrityError, match="append_only"):
            raw.execute("REPLACE INTO period (rowid, entity, month, state) VALUES (1, 'MAIN', '2031-01', 'open')")
