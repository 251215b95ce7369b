"""Disputes: cases, what became of them, tasks of departments."""

from migrations import script

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Make room for cases, what became of them, and tasks."""
    script.run("0030")
