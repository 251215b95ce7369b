"""What alembic runs: the connection is the caller's, and so is its one transaction."""

from alembic import context

from kit.db import Database
from ledger.tables import BOOKS

given = context.config.attributes.get("connection")


def run(connection: object) -> None:
    """Run the revisions on the connection."""
    context.configure(connection=connection, target_metadata=BOOKS, transactional_ddl=False)  # type: ignore[arg-type]
    context.run_migrations()


if given is not None:
    run(given)
else:
    url = context.config.get_main_option("sqlalchemy.url")
    assert url, "give -x or set sqlalchemy.url in alembic.ini"
    with Database(url).writing() as own:
        run(own)
