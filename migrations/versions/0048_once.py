"""A row takes no other row's place, whatever a statement says about conflicts."""

from alembic import op

from migrations import once, script

revision = "0048"
down_revision = "0047"
#: Months change their state by the rule that follows their changes, which asks for the row that is there.
ELSEWHERE = {"period"}


def upgrade() -> None:
    """Refuse before SQLite replaces; PostgreSQL's triggers see every row that a statement changes."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in once.tables():
        if table not in ELSEWHERE:
            once.keep(table)
    script.run("0048")
