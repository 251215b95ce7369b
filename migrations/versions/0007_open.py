"""Open items in the order of aging, entries by day."""

from migrations import script

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add what past days are read by."""
    script.run("0007")
