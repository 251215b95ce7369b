"""A posting asks its rules at once, and writes of an item what changes."""

from alembic import op

from migrations import script

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    """Put SQLite's rules of a row together; PostgreSQL asks them once a statement as it is."""
    if op.get_bind().dialect.name == "sqlite":
        script.run("0051")
