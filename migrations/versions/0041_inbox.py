"""The shared inbox: e-mails in their threads, and what became of each."""

from migrations import script

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    """Make room for the shared inbox."""
    script.run("0041")
