"""Answers: what a POST was answered under its idempotency key, kept for a month."""

from migrations import script

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make room for answers."""
    script.run("0017")
