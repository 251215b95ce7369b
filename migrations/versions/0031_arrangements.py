"""Arrangements: payment plans and settlements, how they ended."""

from migrations import script

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Make room for arrangements, their documents, parts and ends."""
    script.run("0031")
