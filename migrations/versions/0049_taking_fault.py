"""Why a part of a bank file cannot be written."""

from migrations import script

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    """Make room for the reasons."""
    script.run("0049")
