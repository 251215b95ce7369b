"""Owners of queues and items, substitutes, reviews of access, playbooks, comments, who watches."""

from migrations import script

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """Make room for what a team says of its own work."""
    script.run("0040")
