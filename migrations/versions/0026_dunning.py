"""Letters of dunning."""

from migrations import script

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Make room for strategies, letters and what became of them."""
    script.run("0026")
