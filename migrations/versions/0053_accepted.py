"""How far an ERP is, is found without reading all it ever accepted."""

from migrations import script

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    """Index the accepted ranges by where they begin."""
    script.run("0053")
