"""Columns that the database packs are the rows that `frame` reads."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kit.columns import columns
from kit.db import Database, frame

SCHEMA: dict[str, Any] = {"word": pl.String, "minor": pl.Int64, "late": pl.Boolean, "due_on": pl.Date}
ROWS = [
    ('said "no", \\ and\n\ttab', 2**62, 1, date(2026, 11, 20)),
    ("", -(2**62), 0, None),
    (None, None, None, date(1999, 1, 1)),
    ("Żółć 東京 \U0001f600 'quoted' \x1f\x1e", 0, 1, date(9999, 12, 31)),
]
QUERY = "SELECT word, minor, late, due_on FROM told ORDER BY no DESC"


def told(database: Database, rows: list[tuple[Any, ...]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows as columns, and as `frame` reads them."""
    with database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TEMPORARY TABLE told (no INTEGER, word TEXT, minor BIGINT, late INTEGER, due_on DATE)"
        )
        given = [dict(zip("nwmld", (no, *row), strict=True)) for no, row in enumerate(rows)]
        lite = database.dialect == "sqlite"
        for one in given:
            one["d"] = one["d"].isoformat() if lite and one["d"] else one["d"]
            connection.execute(text("INSERT INTO told VALUES (:n, :w, :m, :l, :d)"), one)
        both = columns(connection, QUERY, SCHEMA), frame(connection, text(QUERY), SCHEMA)
        connection.exec_driver_sql("DROP TABLE told")
    return both


@pytest.mark.parametrize("rows", [[], ROWS[:1], ROWS, ROWS * 100], ids=["none", "one", "each", "many"])
def test_columns_are_the_rows_in_order(database: Database, rows: list[tuple[Any, ...]]) -> None:
    packed, read = told(database, rows)

    assert packed.schema == read.schema
    assert packed.rows() == read.rows()


def test_parameters_are_bound(database: Database) -> None:
    with database.reading() as connection:
        found = columns(connection, "SELECT CAST(:word AS TEXT) AS word", {"word": pl.String}, {"word": 'a"b'})

    assert found.rows() == [('a"b',)]


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.integers(-(2**63), 2**63 - 1))
    )
)
def test_any_text_and_number_is_read(rows: list[tuple[str, int]]) -> None:
    """On SQLite in memory: how PostgreSQL writes JSON is its own concern, the reader is ours."""
    database = Database("sqlite://")
    plain = [(word, minor, 0, None) for word, minor in rows]
    packed, read = told(database, plain)
    database.dispose()

    assert packed.rows() == read.rows()
