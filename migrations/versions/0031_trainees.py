"""What a trainee decides waits for somebody else."""

from migrations import script

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Let commands of a trainee ask, comment and nothing else."""
    script.run("0031")
