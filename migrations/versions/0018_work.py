"""Work: what is done beside requests, how far it is, and every try of it."""

from migrations import script

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make room for work."""
    script.run("0018")
