"""Terms: what is agreed of payment, holidays, and documents due in parts."""

from migrations import script

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make room for terms as data."""
    script.run("0006")
