"""Targets of key figures, and the actions of those that missed theirs."""

from migrations import script

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Make room for it."""
    script.run("0037")
