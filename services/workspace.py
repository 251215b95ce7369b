"""A workspace is what every use case works on: the books, the settings, and a clock that only the edge may read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from kit.db import Database
from kit.refusals import Invalid, Refused
from kit.settings import Settings


def system_clock() -> datetime:
    """Return now in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Workspace:
    """The one object that the command line, the API and the tests hand to a use case."""

    database: Database
    settings: Settings
    clock: Callable[[], datetime] = system_clock

    def now(self) -> datetime:
        """Return the instant to record, in UTC."""
        return self.clock().astimezone(UTC)

    def today(self) -> date:
        """Return the business day in the entity's time zone."""
        return self.clock().astimezone(ZoneInfo(self.settings.time_zone)).date()

    def midnight(self) -> datetime:
        """Return when the business day began."""
        return datetime.combine(self.today(), time.min, ZoneInfo(self.settings.time_zone))


def opened(settings: Settings | None = None, clock: Callable[[], datetime] = system_clock) -> Workspace:
    """Return the workspace the settings describe; the database is not touched yet. Refused: Invalid for a bad URL."""
    chosen = settings or Settings()
    try:
        return Workspace(Database(chosen.database_url), chosen, clock)
    except (ArgumentError, ImportError) as wrong:
        raise Invalid(f"database URL: {wrong}; it reads sqlite:///path or postgresql+psycopg://host/name") from wrong


class Unreachable(Refused):
    """The database cannot be reached."""

    code = "database_unreachable"
    retry = True


def reachable(workspace: Workspace) -> None:
    """Refuse a database that does not answer, with what it said."""
    try:
        with workspace.database.reading():
            pass
    except SQLAlchemyError as wrong:
        said = str(getattr(wrong, "orig", wrong)).strip().splitlines()[0]
        place = workspace.database.url.render_as_string()
        raise Unreachable(f"{place}: the database cannot be reached: {said}") from wrong
