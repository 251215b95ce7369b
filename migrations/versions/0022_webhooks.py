"""Webhooks: who is told, up to where, what was told, and every attempt."""

from migrations import script

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Make room for webhooks."""
    script.run("0022")
