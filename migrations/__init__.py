"""Forward-only changes of the schema, carried by the wheel and run without a settings file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from kit.db import Database
from ledger import entities

_HERE = Path(__file__).parent


def upgrade(database: Database) -> None:
    """Bring the schema to the newest revision, whole or not at all, and make sure of the default entity."""
    config = _config()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    entities.ensure(database)


def at_head(database: Database) -> bool:
    """Say whether the schema is the newest one."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def _config() -> Config:
    """Return alembic's settings without a file."""
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    return config
