"""Entities: what is said of one is changed by two people."""

from migrations import script

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Let the database insist on a second person."""
    script.run("0015")
