"""People may sign in at a provider: who they are there."""

from migrations import script

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Make the table."""
    script.run("0029")
