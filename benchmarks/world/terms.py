"""Terms of payment this company grants, worked out here on our own: the judge does not ask the accused."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

GRACE_DAYS = 5  # a discount taken so many days late is grace; later it is unearned


def _month_end(day: date) -> date:
    """Return the last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@dataclass(frozen=True, slots=True)
class Terms:
    """One kind of terms: its text, how frequent it is, when it is due, and its discount in basis points and days."""

    text: str
    weight: int
    due: Callable[[date], date]
    discount_bp: int = 0
    discount_days: int = 0


TERMS: tuple[Terms, ...] = (
    Terms("2/10 NET30", 28, lambda day: day + timedelta(days=30), 200, 10),
    Terms("NET30", 32, lambda day: day + timedelta(days=30)),
    Terms("NET45", 14, lambda day: day + timedelta(days=45)),
    Terms("NET60", 10, lambda day: day + timedelta(days=60)),
    Terms("1/15 NET45", 6, lambda day: day + timedelta(days=45), 100, 15),
    Terms("NET10 EOM", 6, lambda day: _month_end(day) + timedelta(days=10)),
    Terms("NET25 PROX", 4, lambda day: (_month_end(day) + timedelta(days=1)).replace(day=25)),
)
BY_TEXT: dict[str, Terms] = {row.text: row for row in TERMS}


def discount(text: str, amount: int) -> int:
    """Return the discount in minor units the terms offer on an amount, rounded half up."""
    return (2 * amount * BY_TEXT[text].discount_bp + 10_000) // 20_000


def days_late(text: str, issued: date, paid: date) -> int:
    """Return by how many days a discount is taken too late; zero or negative is in time."""
    return (paid - issued).days - BY_TEXT[text].discount_days
