"""How customers want their statements: kind, form, cadence, consolidated or not, in versions."""

from alembic import op

from migrations import once, script

revision = "0055"
down_revision = "0054"


def upgrade() -> None:
    """Make room for statement preferences."""
    script.run("0055")
    if op.get_bind().dialect.name == "sqlite":
        once.keep("statement_preference")
