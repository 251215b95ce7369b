"""On PostgreSQL only what reverses something is kept in the index of what was reversed."""

from alembic import op

from migrations import script

revision = "0054"
down_revision = "0053"


def upgrade() -> None:
    """Make PostgreSQL's two indexes partial; in SQLite they belong to their tables."""
    if op.get_bind().dialect.name == "postgresql":
        script.run("0054")
