"""What was attached to a payment is found by the payment."""

from migrations import script

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    """Find ties from the other side too."""
    script.run("0043")
