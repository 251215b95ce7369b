"""The books: tables and the rules the database itself keeps."""

from migrations import script

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the books."""
    script.run("0001")
