"""A day is an argument: terms of payment, due days and business days as pure functions of days."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

BASIS_POINTS = 10_000

_PERCENT = r"(?P<percent>\d{1,2}(?:\.\d{1,2})?)\s*%?"
_DISCOUNT = re.compile(rf"^{_PERCENT}\s*(?:/|,|-)?\s*(?P<days>\d{{1,3}})(?P<rest>.*)$")
_NET = re.compile(r"^N(?:ET)?[\s/-]*(?P<days>\d{0,3})(?:\s*(?:D|DAYS?))?(?P<eom>\s*EOM)?$")
_PROX = re.compile(r"^N(?:ET)?[\s/-]*(?P<day>\d{1,2})(?:ST|ND|RD|TH)?\s*PROX$")
_DISCOUNT_PROX = re.compile(
    rf"^{_PERCENT}\s*/?\s*(?P<day>\d{{1,2}})(?:ST|ND|RD|TH)\s*PROX[,/\s]*N(?:ET)?\s*(?P<net>\d{{1,2}})(?:ST|ND|RD|TH)?(?:\s*PROX)?$"
)
_IMMEDIATE = {"COD", "CIA", "DUE ON RECEIPT", "RECEIPT", "UPON RECEIPT", "IMMEDIATE", "PREPAID", "CASH"}


class DueRule(StrEnum):
    """How a due day follows from the document's day (DOMAIN §2)."""

    NET = "net"
    EOM_THEN_DAYS = "eom_then_days"
    PROX = "prox"


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of payment: a due rule with its number, and at most one discount tier in basis points."""

    rule: DueRule
    due_days: int
    discount_bp: int = 0
    discount_days: int = 0

    def due_on(self, issued: date) -> date:
        """Return the day the document is due."""
        return _day(self.rule, self.due_days, issued)

    def discount_until(self, issued: date) -> date | None:
        """Return the last day of the discount, or None where the terms give none."""
        if not self.discount_bp:
            return None
        rule = DueRule.PROX if self.rule is DueRule.PROX else DueRule.NET
        return _day(rule, self.discount_days, issued)


def _day(rule: DueRule, number: int, issued: date) -> date:
    """Return the day a rule with its number gives for a document's day."""
    match rule:
        case DueRule.NET:
            return issued + timedelta(days=number)
        case DueRule.EOM_THEN_DAYS:
            return end_of_month(issued) + timedelta(days=number)
        case DueRule.PROX:
            following = end_of_month(issued) + timedelta(days=1)
            return following.replace(day=min(number, end_of_month(following).day))


def end_of_month(day: date) -> date:
    """Return the last day of the day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def terms(text: str) -> Terms | None:
    """Read terms as the trade writes them (`2/10 NET30`, `2% 10 net 30`, `Net 30 EOM`, `COD`), or None."""
    plain = " ".join(text.upper().replace(",", " ").split())
    if plain in _IMMEDIATE:
        return Terms(DueRule.NET, 0)
    if found := _DISCOUNT_PROX.match(plain):
        return Terms(DueRule.PROX, int(found["net"]), _basis_points(found["percent"]), int(found["day"]))
    if net := _net(plain):
        return net
    found = _DISCOUNT.match(plain)
    net = _net(found["rest"].strip()) if found else None
    if found is None or net is None:
        return None
    return Terms(net.rule, net.due_days, _basis_points(found["percent"]), int(found["days"]))


def _net(plain: str) -> Terms | None:
    """Read the net part alone."""
    if found := _PROX.match(plain):
        return Terms(DueRule.PROX, int(found["day"]))
    if (found := _NET.match(plain)) and (found["days"] or found["eom"]):
        rule = DueRule.EOM_THEN_DAYS if found["eom"] else DueRule.NET
        return Terms(rule, int(found["days"] or 0))
    return None


def _basis_points(percent: str) -> int:
    """Return hundredths of a percent from `2` or `1.25`."""
    whole, _, part = percent.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0")[:2] or "0")


def iso(text: str) -> date | None:
    """Return the day of `2026-11-20`, or None."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def business_days(start: date, end: date) -> int:
    """Return how many Mondays to Fridays lie after `start` up to `end`; negative where `end` is earlier."""
    if end < start:
        return -business_days(end, start)
    weeks, rest = divmod((end - start).days, 7)
    odd = sum((start + timedelta(days=step)).weekday() < 5 for step in range(1, rest + 1))
    return weeks * 5 + odd
