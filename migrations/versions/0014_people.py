"""People: who may come in, what roles they hold, and what they prove themselves by."""

from migrations import script

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make room for people."""
    script.run("0014")
