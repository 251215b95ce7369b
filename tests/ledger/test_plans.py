"""What is asked of a large book is not looked for by an index that leads nearly everywhere in it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event

import ledger
from kit.db import Database


@pytest.mark.parametrize(
    "ask",
    [
        lambda connection: ledger.automatic.lines(connection, "MAIN", ["rcp_1"]),
        lambda connection: ledger.automatic.undone(connection, "MAIN"),
    ],
    ids=["lines of some", "what was undone"],
)
def test_no_entity_is_looked_through_item_by_item(database: Database, ask: Callable[[Connection], object]) -> None:
    asked: list[tuple[str, Any]] = []
    with database.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
        ask(connection)
        plan = "EXPLAIN QUERY PLAN" if database.dialect == "sqlite" else "EXPLAIN"
        for words, values in asked.copy():
            assert "item_customer" not in str(connection.exec_driver_sql(f"{plan} {words}", values).all())
