"""Conditions of queries that both databases look up as they should."""

from typing import Any

from sqlalchemy import ColumnElement, func

#: The texts of a JSON list that is the parameter `listed`, for a query in words, by the database's name.
LISTED = {
    "sqlite": "(SELECT value FROM json_each(CAST(:listed AS TEXT)))",
    "postgresql": "(SELECT json_array_elements_text(CAST(CAST(:listed AS TEXT) AS json)))",
}


def unset(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return that a column of row numbers is NULL, looked at row by row.

    For `IS NULL` SQLite goes through the column's unique index, although nearly every row may have none there.
    """
    return func.coalesce(column, 0) == 0
