"""The plumbing to both databases: durable settings, one writer, one moment for a reader, a schema that moves on."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import ColumnClause, Integer, Select, Text, column, select, table
from sqlalchemy.exc import DBAPIError

import kit.db
import ledger
import migrations
from kit.db import Database, DatabaseTooOld
from kit.sqlite import driver
from ledger.kinds import CHART
from tests.conftest import DURABLE
from tests.ledger.desk import balances, booked, item, opened


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_only_where_it_is_mended(version: tuple[int, int, int], safe: bool) -> None:  # noqa: FBT001
    assert kit.db.wal_is_safe(version) is safe


def test_an_sqlite_without_strict_tables_is_refused() -> None:
    with pytest.raises(DatabaseTooOld, match=r"3\.37\.0 or newer is needed, Python brings 3\.31\.1"):
        kit.db.check_sqlite((3, 31, 1))


def test_every_sqlite_connection_is_durable(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit.db, "_PRAGMAS", DURABLE)  # as elsewhere: the tests else wait for no disk
    journal = "wal" if kit.db.wal_is_safe(driver.sqlite_version_info) else "truncate"
    wanted = {"synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "journal_mode": journal}
    with sqlite_database.reading() as one, sqlite_database.reading() as two:
        for connection in (one, two):
            assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted


def test_a_proof_of_whole_books_sorts_on_disk(sqlite_database: Database) -> None:
    """And what comes after it on the same connection in memory again."""
    for on_disk, wanted in ((True, 1), (False, 2)):
        with sqlite_database.reading(sorted_on_disk=on_disk) as connection:
            assert connection.exec_driver_sql("PRAGMA temp_store").scalar() == wanted
            assert ledger.checks.run(connection) == []


def test_writers_take_turns(database: Database) -> None:
    """Eight writers at once: every command lands, none is lost, none fails."""
    opened(database)
    failed: list[BaseException] = []

    def write(name: int) -> None:
        try:
            for step in range(3):
                with booked(database, f"{name} {step}") as book:
                    ledger.items.issue(book, [item(f"{name}-{step}", 5)])
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            failed.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert len(balances(database)) == 24
    with database.reading() as connection:
        assert ledger.checks.run(connection) == []


def test_who_holds_the_books_can_read_though_more_wait_than_there_are_connections(database: Database) -> None:
    """Else he would wait for a connection of theirs, and they for him, until half a minute is over."""
    opened(database)
    many = 20
    waiting = threading.Barrier(many + 1)

    def write() -> None:
        waiting.wait(60)
        with database.writing():
            pass

    writers = [threading.Thread(target=write) for _ in range(many)]
    with database.writing():
        for writer in writers:
            writer.start()
        waiting.wait(60)
        time.sleep(0.2)  # until all of them stand in line
        began = time.monotonic()
        with database.reading() as connection:
            assert ledger.reads.batches(connection).height == 1
        assert time.monotonic() - began < 20
    for writer in writers:
        writer.join()


def test_the_same_command_from_eight_sides_is_carried_out_once(database: Database) -> None:
    opened(database)

    def write() -> None:
        with booked(database, "same") as book:
            if book.replayed is None:
                ledger.items.issue(book, [item("I1", 5)])

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.reading() as connection:
        assert ledger.reads.batches(connection).filter(key="same").height == 1


@pytest.mark.postgres
def test_a_reader_sees_one_moment_and_cannot_write(postgres_database: Database) -> None:
    opened(postgres_database)
    with postgres_database.reading() as connection:
        count = "SELECT count(*) FROM item"
        before = connection.exec_driver_sql(count).scalar()
        with booked(postgres_database, "meanwhile") as book:
            ledger.items.issue(book, [item("I1", 5)])
        assert connection.exec_driver_sql(count).scalar() == before
        with pytest.raises(DBAPIError, match="read-only"):
            connection.exec_driver_sql("DELETE FROM item")


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(texts=st.sets(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), max_size=20))
def test_among_finds_exactly_the_texts(database: Database, texts: set[str]) -> None:
    held = table("held", column("word", Text), column("place", Integer))
    rows = [(word, place) for place, word in enumerate([*sorted(texts), "never", "never again"])]
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TEMPORARY TABLE held (word TEXT, place INTEGER)")
        kit.db.insert(connection, "held", ["word", "place"], rows)
        words = select(held.c.place).where(kit.db.among(connection, held.c.word, texts))
        places = select(held.c.place).where(kit.db.among(connection, held.c.place, range(len(texts))))
        found = [kit.db.frame(connection, one, {"place": pl.Int64})["place"].sort() for one in (words, places)]
        made_of = {name: kit.db.Among(_placed(held.c[name])) for name in ("word", "place")}
        asked: list[tuple[str, Any]] = [("word", texts), ("place", range(len(texts)))] * 2  # made, and asked again
        again = [sorted(made_of[name].ask(connection, values).scalars()) for name, values in asked]
        connection.exec_driver_sql("DROP TABLE held")
    assert again == [one.to_list() for one in found] * 2
    assert found[0].to_list() == [place for word, place in rows if word in texts]
    assert found[1].to_list() == list(range(len(texts)))


@pytest.mark.parametrize(
    "count", [0, 1, kit.db.TOGETHER[1] - 1, kit.db.TOGETHER[1], kit.db.TOGETHER[0] - 1, sum(kit.db.TOGETHER) + 1]
)
def test_rows_are_inserted_whole_and_in_order_however_many(database: Database, count: int) -> None:
    rows = [(f"w{place}", place) for place in range(count)]
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TEMPORARY TABLE held (word TEXT, place INTEGER)")
        kit.db.insert(connection, "held", ["word", "place"], rows)
        found = connection.exec_driver_sql("SELECT word, place FROM held").all()
        connection.exec_driver_sql("DROP TABLE held")
    assert list(map(tuple, found)) == rows


def _placed(asked: ColumnClause[Any]) -> Callable[[kit.db.Is], Select[Any]]:
    """Return how the places are asked for of which a column is among some."""
    return lambda is_one: select(column("place", Integer)).where(is_one(asked))


def test_a_writer_who_waits_too_long_is_told_so(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place of the writer is asked for until it is free, and no longer than that."""
    other = Database(sqlite_database.url.render_as_string(hide_password=False))
    monkeypatch.setattr("kit.db.WAITING_SECONDS", 0)
    with sqlite_database.writing(), pytest.raises(DBAPIError, match="database is locked"), other.writing():
        raise AssertionError("two write at once")
    with other.writing():
        pass  # its turn comes when the other is done
    other.dispose()


def test_the_database_tells_the_time(database: Database) -> None:
    before = int(time.time())
    with database.reading() as connection:
        now = kit.db.seconds(connection)
    assert before - 2 <= now <= time.time() + 2


def test_a_schema_at_its_head_stays_as_it_is(database: Database) -> None:
    assert migrations.at_head(database)
    opened(database, item("I1", 5))
    migrations.upgrade(database)
    assert balances(database) == {"I1": 5}


def test_a_database_without_a_schema_is_not_at_its_head(tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'new' / 'folder.db'}")
    assert not migrations.at_head(empty)
    migrations.upgrade(empty)
    assert migrations.at_head(empty)
    empty.dispose()


def test_a_migration_that_breaks_half_way_leaves_nothing(tmp_path: Path) -> None:
    """The schema comes whole or not at all: the next try succeeds."""
    database = Database(f"sqlite:///{tmp_path / 'half.db'}")
    with pytest.raises(RuntimeError), database.writing() as connection:  # noqa: PT012 - what came before is the point
        connection.exec_driver_sql("CREATE TABLE entity (half TEXT)")
        raise RuntimeError
    migrations.upgrade(database)
    assert migrations.at_head(database)
    database.dispose()


def test_a_new_entity_gets_its_chart(database: Database) -> None:
    ledger.entities.ensure(database, "EU", "Europe", "EUR", "Europe/Berlin")
    ledger.entities.ensure(database, "EU")
    assert ledger.entities.time_zone(database, "EU") == "Europe/Berlin"
    with database.reading() as connection:
        accounts = connection.exec_driver_sql("SELECT count(*) FROM account WHERE entity = 'EU'").scalar()
    assert accounts == len(CHART)
