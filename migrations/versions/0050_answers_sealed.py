"""Answers kept for repeats are sealed where they lie."""

from alembic import op

from ledger import resealing

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    """Seal what was kept in clear, where the books have a key ring."""
    resealing.reseal(op.get_bind(), {"answer"})
