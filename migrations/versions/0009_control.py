"""Control: what one person asks for and another decides, and who may approve what."""

from migrations import script

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make room for dual control, and let the database insist on it."""
    script.run("0009")
