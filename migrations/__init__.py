"""Forward-only changes of the schema, carried by the wheel and run without a settings file."""

from kit.db import Database


def upgrade(database: Database) -> None:
    """Bring the schema to the newest revision and make sure of the default entity."""
    raise NotImplementedError


def at_head(database: Database) -> bool:
    """Say whether the schema is the newest one."""
    raise NotImplementedError
