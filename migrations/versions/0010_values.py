"""Values: rates, and what postings in another currency are worth in the entity's own."""

from migrations import script

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make room for rates and values."""
    script.run("0010")
