"""A row takes no other row's place in SQLite: a rule for each unique key of a table, made from the table itself.

OR REPLACE takes away whatever row stands in the way and, unless the connection asks for recursive triggers, tells no
trigger that refuses deletions. So the row that would do it is refused before, whoever writes and however.
"""

from collections.abc import Iterator

from alembic import op

#: The tables that lose no row: what refuses a deletion says so.
_KEPT = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_no_delete' ORDER BY 1"
#: The columns of a unique key, and of what part of the rows it is one.
_KEYS = """
SELECT k.name, k.partial, (SELECT sql FROM sqlite_master WHERE name = k.name) FROM pragma_index_list('{table}') k
WHERE k."unique" ORDER BY k.name
"""
_COLUMNS = "SELECT name FROM pragma_index_info('{index}') ORDER BY seqno"
_RULE = """
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: {named}') WHERE EXISTS (SELECT 1 FROM "{table}" WHERE {same});
"""


def tables() -> list[str]:
    """Return the tables that lose no row."""
    return [row[0] for row in op.get_bind().exec_driver_sql(_KEPT)]


def keep(table: str) -> None:
    """Refuse rows that would take another's place: a step of the schema calls it for each table that it makes."""
    rules = "\n".join(_rules(table))
    op.get_bind().exec_driver_sql(f'CREATE TRIGGER "{table}_once" BEFORE INSERT ON "{table}" BEGIN\n{rules}\nEND')


def _rules(table: str) -> Iterator[str]:
    """Yield a refusal for SQLite's own number of a row and one for each unique key, in SQLite's own words."""
    yield _rule(table, ["rowid"], "")
    for index, partial, sql in op.get_bind().exec_driver_sql(_KEYS.format(table=table)).all():
        found = op.get_bind().exec_driver_sql(_COLUMNS.format(index=index))
        columns = [row[0] for row in found]
        if "no" not in columns:  # which is that number
            yield _rule(table, columns, sql.partition(" WHERE ")[2] if partial else "")


def _rule(table: str, columns: list[str], part: str) -> str:
    """Return the refusal of a row that has what another has in these columns, among a `part` of the rows if given."""
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
    if part:
        same += f" AND {part} AND NEW.{part}"
    named = ", ".join(f"{table}.{column}" for column in columns)
    return _RULE.strip("\n").format(table=table, named=named, same=same)
