"""The other names of a customer are changed by two people, as its name is."""

from migrations import script

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    """Ask for a second person where a customer's aliases change."""
    script.run("0056")
