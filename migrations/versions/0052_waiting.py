"""What waits of a receipt is found beside the item, which then changes in place; an item's moves are gathered by one sort."""

from alembic import op

from migrations import script

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    """Move PostgreSQL's index to `open_item`; SQLite keeps what is open in the item itself."""
    if op.get_bind().dialect.name == "postgresql":
        script.run("0052")
