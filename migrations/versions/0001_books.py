"""The books: tables and the rules the database itself keeps."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

SQL = Path(__file__).parent.parent / "sql"


def upgrade() -> None:
    """Run the script of this database, statement by statement, within the caller's transaction."""
    connection = op.get_bind()
    script = (SQL / f"0001_{connection.dialect.name}.sql").read_text(encoding="utf-8")
    driver = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor() as cursor:
            cursor.execute(script)
        return
    for statement in statements(script):
        driver.execute(statement).close()


def statements(script: str) -> list[str]:
    """Cut an SQLite script where SQLite says a statement is complete (a trigger holds semicolons of its own)."""
    import sqlite3

    found, held = [], ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            found.append(held)
            held = ""
    return found
