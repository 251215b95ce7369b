"""Parts of bank files that are being taken."""

from migrations import script

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    """Make room for parts of files."""
    script.run("0047")
