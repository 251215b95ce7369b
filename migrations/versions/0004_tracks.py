"""Tracks: what was posted without a person, what people judged of it, and which strata lost the right to post."""

from migrations import script

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make room for the record that lets a kind of answer post, or stops it."""
    script.run("0004")
