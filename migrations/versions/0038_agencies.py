"""Agencies, what was placed with them, what became of it."""

from migrations import script

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Make room for agencies and placements."""
    script.run("0038")
