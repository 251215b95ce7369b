"""Forward-only changes of the schema, carried by the wheel and run without a settings file."""

from pathlib import Path

from sqlalchemy import inspect, text

from kit.db import Database
from ledger import entities

#: From this revision on books are sealed: a key ring that is missing was lost, and is never made anew.
SEALED = "0023"
_HERE = Path(__file__).parent


def upgrade(database: Database, to: str = "") -> None:
    """Bring the schema to the newest revision, whole or not at all, and make sure of the default entity.

    `to` is an earlier revision: the schema of books that are about to be put back.

    Alembic is loaded only where there is something to change: it takes longer than most commands.
    """
    if revision(database) != (to or newest()):
        from alembic import command  # noqa: PLC0415 - see above
        from alembic.config import Config  # noqa: PLC0415 - half a second that most commands do not need

        config = Config()
        config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
        with database.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, to or "head")
    if not to:
        entities.ensure(database)


def at_head(database: Database) -> bool:
    """Say whether the schema is the newest one."""
    return revision(database) == newest()


def revision(database: Database) -> str:
    """Return the revision a database is at; empty where there are no books."""
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def newest() -> str:
    """Return the newest revision: revisions follow each other by the number their files begin with."""
    return max(path.name.partition("_")[0] for path in (_HERE / "versions").glob("[0-9]*_*.py"))
