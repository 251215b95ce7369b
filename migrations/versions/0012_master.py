"""Master data: sites, contacts, assignments, papers, reviews, entities and charts of accounts, in versions."""

from migrations import script

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make room for master data, and let the database insist on a second person for what steers money."""
    script.run("0012")
