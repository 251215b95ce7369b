"""The database itself refuses, whoever asks: every rule on SQLite and on PostgreSQL."""

import re
from collections.abc import Callable

import pytest
from psycopg import Error as PostgresError
from sqlalchemy.exc import DBAPIError

import ledger
import ledger.journal
import ledger.kinds
from kit.db import Database
from kit.refusals import Refused
from kit.terms import Instalment
from ledger import NewApplication
from ledger.tables import BOOKS, LOGGED
from tests.conftest import Fill
from tests.ledger.desk import DAY, booked, invoice_id, item, opened, receipt

POSTING = (
    "INSERT INTO posting (no, batch, entity, entry_no, line, kind, dr_account, dr_item, dr_customer, dr_version, "
    "cr_account, cr_item, cr_customer, cr_version, minor, currency) VALUES "
)
ENTRY = "INSERT INTO entry (no, batch, entity, entry_id, kind, gl_on, doc_on, reverses, reason) VALUES "


def refused(database: Database, said: str, *statements: str) -> None:
    """Run statements past our own code and see the rule break them."""
    with pytest.raises((DBAPIError, PostgresError), match=said):
        run(database, statements)


def refused_at_once(database: Database, said: str, *statements: str) -> None:
    """See a rule break statements before the transaction ends, where it would be refused for having no batch."""
    with pytest.raises((DBAPIError, PostgresError), match=said), database.writing() as connection:  # noqa: PT012
        for statement in statements:
            connection.exec_driver_sql(statement)
        pytest.fail("nothing was refused")


def run(database: Database, statements: tuple[str, ...]) -> None:
    """Run statements in one transaction."""
    with database.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def begun(database: Database) -> None:
    """One invoice of 1,000.00 and a receipt of 900.00, one applied cent row in every table that a morning fills."""
    opened(database, item("I1", 100_000), receipts=(receipt("R1", 90_000),))
    with booked(database, "applied") as book:
        ledger.applications.apply(book, [NewApplication("rcp_R1", invoice_id("I1"), 50_000, DAY)])


@pytest.fixture
def books(copy_of: Callable[[Fill], Database]) -> Database:
    """Give a copy of the books begun."""
    return copy_of(begun)


@pytest.mark.parametrize(
    "table", ["batch", "entity", "account", "entry", "item", "posting", "application", "customer", "period"]
)
def test_nothing_is_deleted(books: Database, table: str) -> None:
    refused(books, "append_only", f"DELETE FROM {table}")


def test_every_logged_table_has_its_rules(database: Database) -> None:
    """By name, so that a table added later without them fails here."""
    query = {
        "sqlite": "SELECT group_concat(sql, ' ') FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{}'",
        "postgresql": "SELECT string_agg(pg_get_triggerdef(oid), ' ') FROM pg_trigger WHERE tgrelid = '{}'::regclass",
    }[database.dialect]
    with database.reading() as connection:
        rules = {table: str(connection.exec_driver_sql(query.format(table)).scalar()) for table in sorted(LOGGED)}
    wanted = ["sealed", r"BEFORE (UPDATE|DELETE OR UPDATE)", "DELETE"]
    wanted += ["TRUNCATE"] * (database.dialect == "postgresql")
    assert len(rules) > 40
    assert [(table, rule) for table in rules for rule in wanted if not re.search(rule, rules[table])] == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("batch", "actor = 'x'"),
        ("entry", "reason = 'x'"),
        ("posting", "minor = 1"),
        ("application", "cash = 1"),
        ("item", "amount = 1"),
        ("item", "due_on = '2030-01-01'"),
        ("item", "balance = 1"),
        ("item", "balance = 0, version = version + 1"),
        ("item", "held_for = 'C2', version = version + 1"),
        ("period", "state = 'closed'"),
        ("account", "code = '1'"),
        ("customer_fact", "name = 'x'"),
    ],
)
def test_nothing_is_changed(books: Database, table: str, change: str) -> None:
    refused(books, "append_only", f"UPDATE {table} SET {change}")


@pytest.mark.parametrize("change", ["UPDATE open_item SET balance = 1", "DELETE FROM open_item"])
def test_what_is_open_follows_from_postings_alone(books: Database, change: str) -> None:
    with pytest.raises(DBAPIError, match=r"append_only|cannot modify"):
        run(books, (change,))


@pytest.mark.parametrize("account", ["refunds", "unclaimed"])
def test_no_more_leaves_than_is_owed_back(books: Database, account: str) -> None:
    """A payment is refused by the database though nothing of our code asked for the approval it is for."""
    kind = {"refunds": "refund_paid", "unclaimed": "unclaimed_remitted"}[account]
    paid = f"'{account}', NULL, NULL, NULL, 'bank', NULL, NULL, NULL, 1, 'USD'"
    entry, posting = _entry_with(books, paid)
    refused(books, "unapproved", entry, posting.replace(", 1, 'x',", f", 1, '{kind}',"))


def test_a_sealed_batch_takes_no_more_rows(books: Database) -> None:
    refused(books, "sealed", ENTRY + "(5, 1, 'MAIN', 'x', 'x', '2026-11-20', '2026-11-20', NULL, '')")


def test_a_month_that_is_missing_or_closed_takes_no_entry(books: Database) -> None:
    late = ENTRY + "(4, 3, 'MAIN', 'x', 'x', '2031-01-01', '2026-11-20', NULL, '')"
    refused(books, "period_closed", late)


def test_numbers_have_no_gaps(books: Database) -> None:
    entry = "({}, 3, 'MAIN', 'x', 'x', '2026-11-20', '2026-11-20', NULL, '')"
    refused(books, "broken_chain", ENTRY + entry.format(9))
    last = _count(books, "posting")
    posting = f"({last + 2}, 3, 'MAIN', 4, 1, 'x', 'bank', NULL, NULL, NULL, 'not_ar', NULL, NULL, NULL, 1, 'USD')"
    refused(books, "broken_chain", ENTRY + entry.format(4), POSTING + posting)


def test_a_control_account_names_its_item(books: Database) -> None:
    refused(
        books, "unbalanced", *_entry_with(books, "'bank', NULL, NULL, NULL, 'ar_trade', NULL, NULL, NULL, 1, 'USD'")
    )
    named = f"'revenue', '{invoice_id('I1')}', 'C1', 3, 'bank', NULL, NULL, NULL, 1, 'USD'"
    refused(books, "unbalanced", *_entry_with(books, named))


def test_more_than_is_left_cannot_leave_an_item(books: Database) -> None:
    too_much = f"'unapplied', 'rcp_R1', 'C1', 3, 'ar_trade', '{invoice_id('I1')}', 'C1', 3, 50001, 'USD'"
    refused(books, "item_balance", *_entry_with(books, too_much))


def test_a_stale_version_is_refused(books: Database) -> None:
    stale = f"'unapplied', 'rcp_R1', 'C1', 2, 'ar_trade', '{invoice_id('I1')}', 'C1', 3, 1, 'USD'"
    refused(books, "stale|UNIQUE|unique", *_entry_with(books, stale))
    ahead = f"'unapplied', 'rcp_R1', 'C1', 9, 'ar_trade', '{invoice_id('I1')}', 'C1', 3, 1, 'USD'"
    refused(books, "stale", *_entry_with(books, ahead))


def test_another_currency_is_refused(books: Database) -> None:
    euros = f"'unapplied', 'rcp_R1', 'C1', 3, 'ar_trade', '{invoice_id('I1')}', 'C1', 3, 1, 'EUR'"
    refused(books, "stale", *_entry_with(books, euros))


@pytest.mark.parametrize("side", ["debit", "credit"])
@pytest.mark.parametrize(("account", "customer"), [("unapplied", "C1"), ("on_account", "C1"), ("unapplied", "C2")])
@pytest.mark.parametrize(("version", "currency"), [(4, "USD"), (2, "USD"), (3, "EUR")])
def test_an_item_is_moved_by_its_version_and_currency_wherever_to(
    books: Database, side: str, account: str, customer: str, version: int, currency: str
) -> None:
    """SQLite writes account and customer of an item where they change alone, by a statement of its own."""
    sides = [f"'{account}', 'rcp_R1', '{customer}', {version}", "'bank', NULL, NULL, NULL"]
    told = ", ".join(sides if side == "debit" else sides[::-1])
    refused_at_once(books, "stale|(?i:unique)", *_entry_with(books, f"{told}, 1, '{currency}'"))


@pytest.mark.parametrize(("first", "then"), [(3, 5), (3, 3), (4, 5), (2, 3)])
def test_moves_of_one_item_follow_each_other_within_a_statement(books: Database, first: int, then: int) -> None:
    """Both move the receipt, by either side: what one statement holds is no way round its versions."""
    out = f"'unapplied', 'rcp_R1', 'C1', {first}, 'bank', NULL, NULL, NULL, 2, 'USD'"
    back = f"'bank', NULL, NULL, NULL, 'unapplied', 'rcp_R1', 'C1', {then}, 1, 'USD'"
    entry, posting = _entry_with(books, out)
    second = posting.removeprefix(POSTING).replace(out, back).replace(", 1, 'x'", ", 2, 'x'")
    number = _count(books, "posting") + 1
    second = second.replace(f"({number},", f"({number + 1},", 1)
    refused_at_once(books, "stale|(?i:unique)", entry, f"{posting}, {second}")


def test_no_index_of_an_item_holds_what_each_move_changes(books: Database) -> None:
    """With one of these PostgreSQL writes every move of an item into all of its indexes anew (migration 0024)."""
    if books.dialect != "postgresql":
        pytest.skip("SQLite writes only the indexes of columns that change")
    with books.reading() as connection:
        found = connection.exec_driver_sql("SELECT indexdef FROM pg_indexes WHERE tablename = 'item'").scalars().all()
    assert found
    assert not [one for one in found if any(name in one for name in ("balance", "version", "held_in"))]


def test_an_entry_is_reversed_once(books: Database) -> None:
    number = _count(books, "entry") + 1
    row = "({}, 3, 'MAIN', 'x{}', 'x', '2026-11-20', '2026-11-20', 1, '')"
    refused_at_once(books, "(?i)unique", ENTRY + row.format(number, 1), ENTRY + row.format(number + 1, 2))


def test_nothing_and_less_cannot_be_moved(books: Database) -> None:
    for minor in (0, -1):
        row = f"'unapplied', 'rcp_R1', 'C1', 3, 'ar_trade', '{invoice_id('I1')}', 'C1', 3, {minor}, 'USD'"
        refused(books, "(?i)check", *_entry_with(books, row))


def test_a_batch_must_follow_the_one_before(books: Database) -> None:
    mark = {"sqlite": "zeroblob(32)", "postgresql": "decode(repeat('00', 32), 'hex')"}[books.dialect]
    row = "INSERT INTO batch VALUES ({}, 'MAIN', 'k', {m}, 'a', 'c', 9000000000000000, '', '', {m}, {m})"
    refused(books, "broken_chain", row.format(3, m=mark))
    refused(books, "broken_chain", row.format(5, m=mark))


def test_rows_without_their_batch_never_land(books: Database) -> None:
    """Its key is checked at the end of the transaction."""
    valid = f"'unapplied', 'rcp_R1', 'C1', 3, 'ar_trade', '{invoice_id('I1')}', 'C1', 3, 1, 'USD'"
    refused(books, "(?i)foreign key", *_entry_with(books, valid))


@pytest.mark.parametrize("column", ["entry_no", "receipt_id", "item_id", "deduction_item_id"])
def test_an_application_names_what_is_there(books: Database, column: str) -> None:
    """A foreign key in SQLite, a rule of the statement in PostgreSQL."""
    with books.reading() as connection:
        columns = [c.name for c in BOOKS.tables["application"].columns]
        row = dict(zip(columns, connection.exec_driver_sql("SELECT * FROM application").one(), strict=True))
    valid = f"'unapplied', 'rcp_R1', 'C1', 3, 'ar_trade', '{invoice_id('I1')}', 'C1', 3, 1, 'USD'"
    last = _count(books, "entry") + 1
    row |= {"no": row["no"] + 1, "batch": 3, "application_id": "app_x", "entry_no": last}
    row |= {column: 999 if column == "entry_no" else "nobody"}
    told = ", ".join("NULL" if value is None else repr(str(value)) for value in row.values())
    names = ", ".join(row)
    refused_at_once(
        books, "(?i)foreign key", *_entry_with(books, valid), f"INSERT INTO application ({names}) VALUES ({told})"
    )


@pytest.mark.parametrize("column", ["entry_no", "customer_number", "origin_item_id"])
def test_an_item_names_what_is_there(books: Database, column: str) -> None:
    with books.reading() as connection:
        columns = [c.name for c in BOOKS.tables["item"].columns]
        found = connection.exec_driver_sql("SELECT * FROM item WHERE type = 'invoice'").one()
    row = dict(zip(columns, found, strict=True)) | {"no": 9, "batch": 3, "item_id": "itm_x", "number": "X"}
    row |= {"balance": 0, "version": 0, "held_in": "", "held_for": None, "entry_no": _count(books, "entry") + 1}
    row |= {column: 999 if column == "entry_no" else "nobody"}
    told = ", ".join("NULL" if value is None else repr(str(value)) for value in row.values())
    entry = ENTRY + f"({_count(books, 'entry') + 1}, 3, 'MAIN', 'x', 'x', '2026-11-20', '2026-11-20', NULL, '')"
    refused_at_once(books, "(?i)foreign key", entry, f"INSERT INTO item ({', '.join(row)}) VALUES ({told})")


def test_a_posting_names_what_is_there(books: Database) -> None:
    """A foreign key in SQLite; PostgreSQL's rules of the statement say what is wrong in their own words."""
    nobody = f"'unapplied', 'nobody', 'C1', 1, 'ar_trade', '{invoice_id('I1')}', 'C1', 3, 1, 'USD'"
    refused_at_once(books, "(?i)foreign key|stale", *_entry_with(books, nobody))
    nowhere = "'bank', NULL, NULL, NULL, 'nowhere', NULL, NULL, NULL, 1, 'USD'"
    refused_at_once(books, "(?i)foreign key|unbalanced", *_entry_with(books, nowhere))
    sides = "'bank', NULL, NULL, NULL, 'not_ar', NULL, NULL, NULL, 1, 'USD'"
    row = f"({_count(books, 'posting') + 1}, 3, 'MAIN', 999, 1, 'x', {sides})"
    refused_at_once(books, "(?i)foreign key|sealed", POSTING + row)


def test_a_command_costs_what_it_writes(sqlite_database: Database) -> None:
    """SQLite looks for the rows that wait for a batch in every table: without an index it reads all of each."""
    with sqlite_database.reading() as connection:
        indexes = connection.exec_driver_sql("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index'").all()
    by_batch = {row[0] for row in indexes if row[1] and "(batch" in row[1]}
    assert set(LOGGED) - by_batch == set(), "CREATE INDEX <table>_batch ON <table> (batch)"


def test_instalments_are_the_amount_of_their_item(database: Database) -> None:
    opened(database, item("I1", 100))
    part = f"INSERT INTO instalment VALUES (1, 2, '{invoice_id('I1')}', 1, '2026-11-20', 100, '[]')"
    mark = {"sqlite": "zeroblob(32)", "postgresql": "decode(repeat('00', 32), 'hex')"}[database.dialect]
    last = f"(SELECT hash FROM batch WHERE no = 1), {mark}"
    batch = f"INSERT INTO batch VALUES (2, 'MAIN', 'k', {mark}, 'a', 'c', 9000000000000000, '', '', {last})"
    refused(database, "unbalanced: the instalments", part, batch)
    with pytest.raises(Refused, match="its instalments are not its amount"), booked(database, "more") as book:
        ledger.items.issue(book, [item("I2", 100, instalments=(Instalment(1, DAY, 99),))])


def test_an_entry_without_postings_cannot_be_sealed(database: Database) -> None:
    opened(database, item("I1", 100))
    with pytest.raises(Refused, match="unbalanced"), booked(database, "empty") as book:
        book.write("entry", [("MAIN", "x", "x", DAY, DAY, None, "")])


def test_an_item_is_opened_by_its_whole_amount(database: Database) -> None:
    opened(database, item("I1", 100))
    with pytest.raises(Refused, match="unbalanced"), booked(database, "half") as book:
        open_by_half(book)


def open_by_half(book: ledger.Book) -> None:
    """Open an item of 100 by a posting of 60."""
    journal = ledger.journal.Journal(book)
    journal.entry("issued", DAY, "half", doc_on=DAY)
    facts = {"item_id": "itm_x", "type": "invoice", "number": "X", "customer_number": "C1", "currency": "USD"}
    held = journal.open({**facts, "amount": 100, "issued_on": DAY, "due_on": DAY, "gl_on": DAY})
    journal.move(ledger.kinds.Kind.INVOICED, 60, debit=held)
    journal.post()


def test_the_tables_we_query_are_the_tables_there_are(database: Database) -> None:
    with database.reading() as connection:
        for table in BOOKS.sorted_tables:
            found = connection.exec_driver_sql(f"SELECT * FROM {table.name}").keys()
            assert list(found) == [column.name for column in table.columns], table.name


def _count(database: Database, table: str) -> int:
    with database.reading() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def _entry_with(database: Database, sides: str) -> tuple[str, str]:
    """Return the statements of an entry of the next batch with one posting."""
    entry, posting = _count(database, "entry") + 1, _count(database, "posting") + 1
    return (
        ENTRY + f"({entry}, 3, 'MAIN', 'x', 'x', '2026-11-20', '2026-11-20', NULL, '')",
        POSTING + f"({posting}, 3, 'MAIN', {entry}, 1, 'x', {sides})",
    )
