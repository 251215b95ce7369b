"""Pins: what a person confirmed about a sender's files."""

from migrations import script

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make room for what people confirm."""
    script.run("0002")
