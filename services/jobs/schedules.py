"""What is done by the clock: a table of days and hours; a time that was missed is made up for."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from ledger.tables import entity, work
from services import watching
from services.configs import flags, holding
from services.jobs import erps, kinds, mailboxes
from services.scheduled import making
from services.scheduled.wanted import CAUGHT_UP_MAX
from services.scheduled.wanted import KIND as REPORT
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

    It is done where it is `wanted`, and in an entity where its `flag` is on. What `catches_up` is done for every time
    that was missed, all else for the newest alone.
    """

    kind: str
    weekdays: Collection[int]
    hour: int
    wanted: Callable[[Workspace], bool] = _always
    flag: str = ""
    catches_up: bool = False

    def days(self, now: datetime, last: date | None) -> list[date]:
        """Return the days to ask for, the oldest first: the newest, and where it catches up all after the last asked.

        CAUGHT_UP_MAX at most.
        """
        found = [self.newest(now)]
        while self.catches_up and last is not None and len(found) < CAUGHT_UP_MAX:
            before = self.newest(datetime.combine(found[-1], time.min))
            if before <= last:
                break
            found.append(before)
        return found[::-1]

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
    Schedule("weekly", frozenset({MONDAY}), hour=6, wanted=_has_folder, catches_up=True),
    Schedule("accounts", EVERY_DAY, hour=5, flag="nightly_accounts"),
    Schedule("digests", EVERY_DAY, hour=7, wanted=watching.anybody),
    Schedule("controls", EVERY_DAY, hour=6, flag="daily_controls"),
    Schedule("collections", EVERY_DAY, hour=7, flag="daily_collections"),
    Schedule("letters", WORKDAYS, hour=9, flag="daily_letters"),
)


def tick(workspace: Workspace) -> int:
    """Ask for everything whose time has come, once for each day or turn and entity, and return how much was asked."""
    missing = list(_missing(workspace))
    with workspace.database.reading() as connection:
        reports = list(making.due(workspace, connection))
    if missing or reports:
        with workspace.database.beside() as connection:
            for kind, books, day in missing:
                asking = {"actor": kinds.SCHEDULER, "payload": {"as_of": day.isoformat()}}
                kinds.ask(connection, kind, books, day.isoformat(), **asking)  # type: ignore[arg-type]
            for books, name, day in reports:
                told = {"as_of": day.isoformat(), "name": name}
                kinds.ask(connection, REPORT, books, f"{name} {day}", actor=kinds.SCHEDULER, payload=told)
    return len(missing) + len(reports) + erps.tick(workspace) + mailboxes.tick(workspace)


def _missing(workspace: Workspace) -> Iterator[tuple[str, str, date]]:
    """Yield kind, entity and day of what was not asked for yet."""
    now = workspace.now().astimezone(ZoneInfo(workspace.settings.time_zone))
    due = [one for one in SCHEDULES if one.wanted(workspace)]
    newest = {one.kind: one.newest(now) for one in due}
    held = {day: holding.flags(workspace, day) for day in set(newest.values())}
    with workspace.database.reading() as connection:
        books = connection.scalars(select(entity.c.code).order_by(entity.c.code)).all()
        for one in due:
            flags_held = held[newest[one.kind]]
            wants = [code for code in books if not one.flag or flags.on(workspace.settings, flags_held, code, one.flag)]
            last = _asked(connection, one.kind)
            for code in wants:
                days = one.days(now, last.get(code))
                yield from ((one.kind, code, day) for day in days if day > last.get(code, date.min))


def _asked(connection: Connection, kind: str) -> dict[str, date]:
    """Return by entity the last day of which work of a kind was asked for."""
    chosen = select(work.c.entity, func.max(work.c.key)).where(work.c.kind == kind).group_by(work.c.entity)
    return {code: date.fromisoformat(key) for code, key in connection.execute(chosen)}
