"""Legal entities and their charts of accounts; the default one is `MAIN` in US dollars and New York's time."""

from kit.db import Database


def ensure(
    database: Database,
    code: str = "MAIN",
    name: str = "Main",
    currency: str = "USD",
    time_zone: str = "America/New_York",
) -> None:
    """Create the entity with its accounts where it is missing (migrations.upgrade calls this for the default one)."""
    raise NotImplementedError


def time_zone(database: Database, code: str = "MAIN") -> str:
    """Return the IANA time zone of the entity. Refused: UnknownEntity."""
    raise NotImplementedError
