"""Runs: what each run of the engine was asked, so that its decisions can be made again."""

from migrations import script

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make room for runs and for the frames they were given."""
    script.run("0003")
