"""Card money: tokens, what processors are asked and told, what was posted."""

from migrations import script

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Make room for card money."""
    script.run("0036")
