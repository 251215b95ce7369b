"""Duties at odds in one person, and what became of them."""

from migrations import script

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    """Make room for conflicts of duties."""
    script.run("0045")
