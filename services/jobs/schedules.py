"""What is done by the clock: a table of days and hours; a time that was missed is made up for, the newest alone."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ledger.tables import entity, work
from services import watching
from services.configs import flags, holding
from services.jobs import erps, kinds, mailboxes
from services.workspace import Workspace

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))
MONDAY = 0


def _always(_: Workspace) -> bool:
    """Say that there is nothing else it takes."""
    return True


@dataclass(frozen=True, slots=True)
class Schedule:
    """Work of a kind on certain days of the week (0 is Monday) from an hour on, in the entity's time zone.

    It is done where it is `wanted`, and in an entity where its `flag` is on.
    """

    kind: str
    weekdays: Collection[int]
    hour: int
    wanted: Callable[[Workspace], bool] = _always
    flag: str = ""

    def newest(self, now: datetime) -> date:
        """Return the last day whose time has come."""
        day = now.date() if now.hour >= self.hour else now.date() - timedelta(days=1)
        while day.weekday() not in self.weekdays:
            day -= timedelta(days=1)
        return day


def _has_folder(workspace: Workspace) -> bool:
    """Say whether there is a place for the weekly aging."""
    return workspace.settings.weekly_folder is not None


SCHEDULES: tuple[Schedule, ...] = (
    Schedule("weekly", frozenset({MONDAY}), hour=6, wanted=_has_folder),
    Schedule("accounts", EVERY_DAY, hour=5, flag="nightly_accounts"),
    Schedule("digests", EVERY_DAY, hour=7, wanted=watching.anybody),
    Schedule("controls", EVERY_DAY, hour=6, flag="daily_controls"),
    Schedule("collections", EVERY_DAY, hour=7, flag="daily_collections"),
    Schedule("letters", WORKDAYS, hour=9, flag="daily_letters"),
)


def tick(workspace: Workspace) -> int:
    """Ask for everything whose time has come, once for each day or turn and entity, and return how much was asked."""
    missing = list(_missing(workspace))
    if missing:
        with workspace.database.beside() as connection:
            for kind, books, day in missing:
                asking = {"actor": kinds.SCHEDULER, "payload": {"as_of": day.isoformat()}}
                kinds.ask(connection, kind, books, day.isoformat(), **asking)  # type: ignore[arg-type]
    return len(missing) + erps.tick(workspace) + mailboxes.tick(workspace)


def _missing(workspace: Workspace) -> Iterator[tuple[str, str, date]]:
    """Yield kind, entity and day of what was not asked for yet."""
    now = workspace.now().astimezone(ZoneInfo(workspace.settings.time_zone))
    due = [(one, one.newest(now)) for one in SCHEDULES if one.wanted(workspace)]
    held = {day: holding.flags(workspace, day) for day in {day for _, day in due}}
    with workspace.database.reading() as connection:
        books = connection.scalars(select(entity.c.code).order_by(entity.c.code)).all()
        for one, day in due:
            asked = select(work.c.entity).where(work.c.kind == one.kind, work.c.key == day.isoformat())
            known = set(connection.scalars(asked))
            wants = (code for code in books if not one.flag or flags.on(workspace.settings, held[day], code, one.flag))
            yield from ((one.kind, code, day) for code in wants if code not in known)
