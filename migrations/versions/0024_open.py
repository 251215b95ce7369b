"""What is open stands apart: an application changes an item in place."""

from migrations import script

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Put what is open now into a place of its own."""
    script.run("0024")
