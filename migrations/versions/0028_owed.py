"""Money leaves only against what was approved."""

from migrations import script

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Refuse a refund paid beyond what is owed."""
    script.run("0028")
