"""Onboarding: applications, what is known of who asks, documents, decisions, how an account may buy."""

from migrations import script

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Make room for applications and their documents, and let a decision write terms and limit."""
    script.run("0035")
