"""A step of the schema is an SQL script for each database, run whole within the caller's transaction."""

from pathlib import Path
from typing import Any

from alembic import op

from kit.sqlite import driver

SQL = Path(__file__).parent / "sql"


def run(revision: str) -> None:
    """Run the script of a revision for the database that is open."""
    connection = op.get_bind()
    script = (SQL / f"{revision}_{connection.dialect.name}.sql").read_text(encoding="utf-8")
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor() as cursor:
            cursor.execute(script)
        return
    for statement in statements(script):
        driver.execute(statement).close()


def statements(script: str) -> list[str]:
    """Cut an SQLite script where SQLite says a statement is complete (a trigger holds semicolons of its own)."""
    found, held = [], ""
    for line in script.splitlines(keepends=True):
        held += line
        if driver.complete_statement(held):
            found.append(held)
            held = ""
    return found
