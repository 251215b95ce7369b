"""Credit: limits, orders, checks and holds."""

from migrations import script

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Make room for credit."""
    script.run("0019")
