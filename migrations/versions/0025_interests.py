"""Who is related to which customer."""

from migrations import script

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Make room for relations, and let nobody decide about a customer they are related to."""
    script.run("0025")
