"""Rules of large books: what a row refers to is proven a statement at a time, and a command costs what it writes."""

from migrations import script

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Change how references are proven."""
    script.run("0016")
