"""Very many rows as columns: the database packs each into one JSON text, which polars unfolds."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

#: Packs a column into a JSON list.
_PACKED = {"sqlite": "json_group_array({})", "postgresql": "CAST(json_agg({}) AS TEXT)"}
#: How a type stands in JSON, and how it is read; texts and whole numbers are as they are.
_STANDS: Mapping[Any, Any] = {pl.Date: pl.String, pl.Boolean: pl.Int64, pl.String: pl.String, pl.Int64: pl.Int64}


def columns(
    connection: Connection, query: str, schema: Mapping[str, Any], values: Mapping[str, Any] | None = None
) -> pl.DataFrame:
    """Return the rows of a query in words as `kit.db.frame` does: texts, whole numbers, days, and truths as numbers.

    No value becomes an object of Python, so that a million rows take a fraction of the time. The order of rows is the
    query's, its columns are named as the schema's. Each is held twice for a moment.
    """
    named = ", ".join(_PACKED[connection.dialect.name].format(name) for name in schema)
    result = connection.execute(text(f"SELECT {named} FROM ({query}) packed"), values or {})  # noqa: S608 - our words
    assert result.cursor is not None, "a query gives rows"
    texts = [*(result.cursor.fetchone() or ())]
    result.close()
    found = []
    for place, (name, kind) in enumerate(schema.items()):
        told, texts[place] = texts[place], None
        found.append(_unfolded(told or "[]", kind).alias(name))
    return pl.DataFrame(found)


def _unfolded(told: str, kind: Any) -> pl.Series:
    """Return the column of a JSON list."""
    if told == "[]":
        return pl.Series(dtype=kind)
    listed = pl.Series([told]).str.json_decode(pl.List(_STANDS[kind])).explode()
    return listed.str.to_date("%Y-%m-%d") if kind == pl.Date else listed.cast(kind)
