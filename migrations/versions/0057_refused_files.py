"""Which files were refused, when, by whom and why."""

from migrations import script

revision = "0057"
down_revision = "0056"


def upgrade() -> None:
    """Make room for the refusals."""
    script.run("0057")
