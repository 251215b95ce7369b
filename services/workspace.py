"""A workspace is what every use case works on: the books, the settings, and a clock that only the edge may read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

import ledger
from kit import key_files
from kit.db import Database
from kit.readers import Readers
from kit.refusals import Invalid, NotAllowed, Refused
from kit.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

#: What a process that reads will be asked for.
READ = ("parsers",)
#: Told the step of long work, and how many of how many are done.
Progress = Callable[[str, int, int], None]


def nobody(_step: str, _done: int, _total: int) -> None:
    """Tell nobody how far work is."""


def system_clock() -> datetime:
    """Return now in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Approval:
    """A proposal that the next command carries out: the verdict is written with it, in the same transaction."""

    request_id: str
    note: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Workspace:
    """The one object that the command line, the API and the tests hand to a use case."""

    database: Database
    settings: Settings
    clock: Callable[[], datetime] = system_clock
    person: str = ""  # the login of who signed in; none where nobody does
    confined: bool = False  # they hold roles in this legal entity alone: of another they see and change nothing
    customers: frozenset[str] | None = None  # whose rows alone they see; None: everybody's
    approval: Approval | None = None  # what they do was proposed by somebody else
    readers: Readers | None = None  # processes that read what strangers sent; None: it is read here

    def of(self, entity: str) -> "Workspace":
        """Return the workspace on the books of another legal entity."""
        return replace(self, settings=self.settings.model_copy(update={"entity": entity}))

    def by(self, person: str, *, confined: bool = False, customers: frozenset[str] | None = None) -> "Workspace":
        """Return the workspace as somebody who signed in works on it."""
        return replace(self, person=person, confined=confined, customers=customers)

    def apart(self) -> "Workspace":
        """Return the workspace that reads what strangers sent in processes with limits, as services do."""
        said = self.settings
        return replace(self, readers=Readers(said.reader_bytes_max, said.reader_seconds, READ))

    def start_readers(self) -> None:
        """Start a process that reads, where there are any, so that the first file does not wait for it."""
        if self.readers:
            self.readers.start()

    def stop_readers(self) -> None:
        """End the processes that read, where there are any."""
        if self.readers:
            self.readers.stop()

    def read(self, reads: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Return what a function of a module makes of what a stranger sent, which is all that it is given.

        Refused: as it; where there are processes that read, ReadingStopped for what takes too much, and ReaderAway.
        """
        return self.readers.ask(reads, *args, **named) if self.readers else reads(*args, **named)

    def read_each(self, reads: Callable[P, Iterable[T]], *args: P.args, **named: P.kwargs) -> list[T]:
        """Return what a generator of a module yields. Refused: as `read`."""
        return self.readers.each(reads, *args, **named) if self.readers else list(reads(*args, **named))

    def within(self) -> str | None:
        """Return the legal entity that lists over all of them are narrowed to; None for who may see all."""
        return self.settings.entity if self.confined else None

    def sees(self, customer: str) -> bool:
        """Say whether the rows of a customer are theirs to see who works here."""
        return self.customers is None or customer in self.customers

    def named(self, said: str = "", otherwise: str = "") -> str:
        """Return the name the trail gets: who signed in, else who they say they are, else `otherwise`.

        Refused: Invalid where nobody says who they are; NotAllowed where somebody says to be somebody else.
        """
        if not self.person:
            if not (known := said.strip() or otherwise):
                raise Invalid("say who you are: by")
            return known
        if said.strip() and said.strip().casefold() != self.person:
            raise NotAllowed(f"you are {self.person}: you cannot act as {said.strip()}")
        return self.person

    def deciding_on(self, cluster: str) -> "Workspace":
        """Return the workspace whose runs are decided by the cluster with this scheduler."""
        return replace(self, settings=self.settings.model_copy(update={"match_cluster": cluster}))

    def now(self) -> datetime:
        """Return the instant to record, in UTC."""
        return self.clock().astimezone(UTC)

    def seconds(self) -> int:
        """Return the instant in whole seconds since 1970."""
        return int(self.now().timestamp())

    def today(self) -> date:
        """Return the business day in the entity's time zone."""
        return self.clock().astimezone(ZoneInfo(self.settings.time_zone)).date()

    def midnight(self) -> datetime:
        """Return when the business day began."""
        return self.began(self.today())

    def began(self, day: date) -> datetime:
        """Return when a day begins in the entity's time zone."""
        return datetime.combine(day, time.min, ZoneInfo(self.settings.time_zone))


def opened(settings: Settings | None = None, clock: Callable[[], datetime] = system_clock) -> Workspace:
    """Return the workspace the settings describe; the database is not touched yet. Refused: Invalid for a bad URL."""
    chosen = settings or Settings()
    try:
        url = make_url(chosen.database_url)
        return Workspace(Database(chosen.database_url, key_files.ring(chosen, url)), chosen, clock)
    except (ArgumentError, ImportError) as wrong:
        raise Invalid(f"database URL: {wrong}; it reads sqlite:///path or postgresql+psycopg://host/name") from wrong


def settled(workspace: Workspace) -> Workspace:
    """Return the workspace on the entity the settings name; where they name none, on the one with customers first."""
    if "entity" in workspace.settings.model_fields_set:
        return workspace
    with workspace.database.reading() as connection:
        first = ledger.entities.first(connection)
    return workspace.of(first) if first else workspace


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
