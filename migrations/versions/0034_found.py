"""What waits, and what bears a mark, is found without reading every receipt."""

from migrations import script

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Index the money that waits by how much it is, and what banks told by the marks of who paid."""
    script.run("0034")
