"""A frame holds every row of its query, however many, in order."""

from typing import Any

import polars as pl
import pytest
from sqlalchemy import text

from kit.db import ROWS_A_TIME, Database, frame

COUNTED = """
WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :last)
SELECT n, CASE WHEN n % 2 = 0 THEN '["' || n || '"]' ELSE '[]' END, n % 2, '2026-03-16' FROM counted WHERE n <= :last
"""


@pytest.mark.parametrize("rows", [0, 1, ROWS_A_TIME, 2 * ROWS_A_TIME + 7])
def test_no_row_is_lost_where_rows_become_columns(rows: int) -> None:
    schema: dict[str, Any] = {"n": pl.Int64, "texts": pl.List(pl.String), "odd": pl.Boolean, "day": pl.Date}
    with Database("sqlite://").reading() as connection:
        found = frame(connection, text(COUNTED).bindparams(last=rows), schema)

    assert found.schema == pl.Schema(schema)
    assert found["n"].to_list() == list(range(1, rows + 1))
    assert found["odd"].sum() == (rows + 1) // 2
    assert found["texts"].list.len().sum() == rows // 2
