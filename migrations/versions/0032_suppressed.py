"""Suppressed mails: who was not written to by e-mail because nobody there may be."""

from migrations import script

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Make room for it."""
    script.run("0032")
