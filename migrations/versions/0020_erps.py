"""ERPs: what each is told of a receipt, in documents whose states take allowed steps only."""

from migrations import script

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Make room for what ERPs are told."""
    script.run("0020")
