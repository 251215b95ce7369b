"""Promises to pay."""

from migrations import script

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Make room for promises."""
    script.run("0021")
