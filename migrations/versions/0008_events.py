"""Events: accounts for every event of receivables, and how an entity maps them to its own."""

from migrations import script

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make room for what the other events move."""
    script.run("0008")
