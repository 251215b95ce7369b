"""Configuration: its versions, each from its day on, as two people agreed."""

from migrations import script

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    """Make room for versions of configuration."""
    script.run("0042")
