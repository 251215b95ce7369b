"""Account numbers, bank files and secrets are sealed where they lie."""

from alembic import op

from ledger import resealing

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Seal what was kept in clear, where the books have a key ring."""
    resealing.reseal(op.get_bind())
