"""Guarantees: who stands in for a customer, with how much, on which document."""

from migrations import script

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    """Make room for guarantees."""
    script.run("0044")
