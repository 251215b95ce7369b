"""The contact log."""

from migrations import script

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make room for the contact log."""
    script.run("0013")
