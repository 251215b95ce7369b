"""A day is an argument: ends of months and business days as pure functions of days."""

import calendar
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta

#: The years that days are named in: whatever is counted from them, on or back, is a day too.
YEARS = range(1000, 9000)
_SATURDAY = 5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def end_of_month(day: date) -> date:
    """Return the last day of the day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def day_of_month(start: date, months: int, number: int) -> date:
    """Return a day of the month so many months later, or that month's last."""
    month = start.month - 1 + months
    first = date(start.year + month // 12, month % 12 + 1, 1)
    return first.replace(day=min(number, end_of_month(first).day))


def iso(text: str) -> date | None:
    """Return the day of `2026-11-20`, or None; one of a year outside YEARS is none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if day.year in YEARS else None


def microseconds(at: datetime) -> int:
    """Return an aware instant as the books keep it: microseconds since 1970, UTC."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def instant(at: int) -> datetime:
    """Return an instant that the books keep, in UTC."""
    return _EPOCH + timedelta(microseconds=at)


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def business_days(start: date, end: date) -> int:
    """Return how many Mondays to Fridays lie after `start` up to `end`; negative where `end` is earlier."""
    if end < start:
        return -business_days(end, start)
    weeks, rest = divmod((end - start).days, 7)
    odd = sum((start + timedelta(days=step)).weekday() < 5 for step in range(1, rest + 1))
    return weeks * 5 + odd


def is_business_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Say whether a day is a Monday to Friday and no holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def rolled(day: date, roll: str, holidays: Collection[date] = ()) -> date:
    """Return the day itself or the next business day (`following`), or the last before it (`preceding`)."""
    step = {"none": 0, "following": 1, "preceding": -1}[roll]
    while step and not is_business_day(day, holidays):
        day += timedelta(days=step)
    return day


def business_deadline(
    start: datetime, days: int, holidays: Collection[date], pauses: Sequence[tuple[datetime, datetime]]
) -> datetime:
    """Return when so many business days have passed since an instant, of local times without a zone.

    A business day counts from midnight to midnight, other days and the pauses (in order, apart) not at all: from a
    Friday 16:00 three days last until Wednesday 16:00.
    """
    at, left = start, timedelta(days=days)
    while True:
        midnight = datetime.combine(at.date() + timedelta(days=1), time.min)
        pause = next(((first, last) for first, last in pauses if last > at and first < midnight), None)
        runs_until = max(at, pause[0]) if pause else midnight
        counted = runs_until - at if is_business_day(at.date(), holidays) else timedelta()
        if counted >= left:
            return at + left
        left -= counted
        at = min(pause[1], midnight) if pause else midnight
