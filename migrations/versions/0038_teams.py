"""Owners of queues and items, substitutes, reviews of access, playbooks, comments, who watches."""

from migrations import script

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Make room for what a team says of its own work."""
    script.run("0038")
