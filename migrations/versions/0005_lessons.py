"""Lessons: what people's answers taught of payers."""

from migrations import script

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make room for what is learned."""
    script.run("0005")
