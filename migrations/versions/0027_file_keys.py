"""Under which numbers of its sender a bank file came, so that one that comes again with other contents is known."""

from migrations import script

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Make room for the numbers."""
    script.run("0027")
