"""Escalations: who was asked for help, and what came of it."""

from migrations import script

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    """Make room for escalations and their ends."""
    script.run("0039")
