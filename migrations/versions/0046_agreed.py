"""A version of a rule is written by the command that holds its second person's yes."""

from migrations import script

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    """Ask the database for the verdict."""
    script.run("0046")
