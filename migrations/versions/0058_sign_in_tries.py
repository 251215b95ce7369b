"""Tries at the sign-in are counted by name, known or not; a password that was given is changed at the first."""

from migrations import script

revision = "0058"
down_revision = "0057"


def upgrade() -> None:
    """Make room for the tries, and mark passwords that are given from now on."""
    script.run("0058")
