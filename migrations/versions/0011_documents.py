"""Documents: what became of each on its way, and numbers without a gap."""

from migrations import script

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make room for documents on their way."""
    script.run("0011")
