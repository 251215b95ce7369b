"""Arrangements: payment plans and settlements, how they ended."""

from migrations import script

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Make room for arrangements, their documents, parts and ends."""
    script.run("0033")
