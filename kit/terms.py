"""Terms of payment are data: instalments, each with a due rule and discount tiers, and how a due day rolls (DOMAIN §2).

A rule is written as a function of its numbers: `net(30)`, `eom_then_days(30)`, `days_then_eom(30)`,
`prox(10, months=2, cutoff=25)`, `fixed(2025-12-01)`. Two of them read alike in English and differ by a month, so the
rule is stored and never guessed from words; `read` knows the few words of the trade that mean one thing only.
"""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from kit.days import day_of_month, end_of_month, iso, rolled
from kit.money import parsed, share
from kit.refusals import fault

BASIS_POINTS = 10_000


class WrongTermsError(ValueError):
    """These terms cannot be; the message says why."""


class Rule(StrEnum):
    """How a due day follows from the day the terms count from."""

    NET = "net"  # so many days after
    EOM_THEN_DAYS = "eom_then_days"  # end of its month, then days: net 30 EOM
    DAYS_THEN_EOM = "days_then_eom"  # days, then the end of that month: 30 days end of month
    PROX = "prox"  # a day of the month so many months later; past the cutoff one more
    FIXED = "fixed"  # that day, whatever the document's


class Roll(StrEnum):
    """Where a due day goes that is no business day."""

    NONE = "none"
    FOLLOWING = "following"
    PRECEDING = "preceding"


class Basis(StrEnum):
    """The day the terms count from."""

    INVOICE = "invoice"
    SHIP = "ship"
    GOODS = "goods"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Due:
    """One rule with its numbers; `on` is the day of `fixed` alone. Refused: WrongTermsError where they cannot be."""

    rule: Rule
    number: int = 0
    months: int = 1
    cutoff: int = 0
    on: date | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that would give a day before the document's, or none."""
        of_month = self.rule is Rule.PROX
        wrong = {
            "a fixed day is a day": (self.rule is Rule.FIXED) != (self.on is not None),
            "days are from 0 to 999": not 0 <= self.number <= 999,
            "a day of the month is from 1 to 31": of_month and not 1 <= self.number <= 31,
            "a cutoff is a day of the month": not 0 <= self.cutoff <= 31,
            "months are from 0 to 24": not 0 <= self.months <= 24,
            "within the same month the cutoff comes before the day": of_month
            and not self.months
            and not 1 <= self.cutoff <= self.number,
        }
        if says := fault(wrong):
            raise WrongTermsError(f"{self.rule}: {says}")

    def after(self, start: date) -> date:
        """Return the day the rule gives for the day the terms count from; a month that is too short gives its last."""
        match self.rule:
            case Rule.NET:
                return start + timedelta(days=self.number)
            case Rule.EOM_THEN_DAYS:
                return end_of_month(start) + timedelta(days=self.number)
            case Rule.DAYS_THEN_EOM:
                return end_of_month(start + timedelta(days=self.number))
            case Rule.PROX:
                late = bool(self.cutoff) and start.day > self.cutoff
                return day_of_month(start, self.months + late, self.number)
            case Rule.FIXED:
                assert self.on is not None
                return self.on

    def __str__(self) -> str:
        """Return the rule as it is written."""
        inner = [self.on.isoformat() if self.on else str(self.number)]
        if self.rule is Rule.PROX:
            inner += [f"months={self.months}"] * (self.months != 1) + [f"cutoff={self.cutoff}"] * bool(self.cutoff)
        return f"{self.rule}({', '.join(inner)})"


@dataclass(frozen=True, slots=True)
class Tier:
    """A discount of so many basis points until the day the rule gives."""

    basis_points: int
    due: Due

    def __str__(self) -> str:
        """Return the tier as it is written: `2% net(10)`."""
        return f"{percent(self.basis_points)} {self.due}"


@dataclass(frozen=True, slots=True)
class Line:
    """One instalment: a share in basis points or a fixed decimal, else all that the other lines leave."""

    due: Due
    basis_points: int = 0
    fixed: str = ""
    tiers: tuple[Tier, ...] = ()

    def __post_init__(self) -> None:
        """Keep a fixed share without pad zeros: a sheet's number 100 and its text 100.00 are one."""
        if "." in self.fixed:
            object.__setattr__(self, "fixed", self.fixed.rstrip("0").rstrip(".") or "0")

    @property
    def remainder(self) -> bool:
        """Say whether the line takes what the others leave."""
        return not self.basis_points and not self.fixed

    @property
    def share(self) -> str:
        """Return the line's share as it is written: `33.33%`, an amount, or nothing for the remainder."""
        return self.fixed or (percent(self.basis_points) if self.basis_points else "")

    def __str__(self) -> str:
        """Return the line as people read it: `33.33% net(30), 2% net(10)`."""
        first = " ".join(filter(None, (self.share, str(self.due))))
        return ", ".join((first, *map(str, self.tiers)))


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of a document: when it is due, how much, and the discounts it allows (last day, minor units)."""

    seq: int
    due_on: date
    minor: int
    offers: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """Lines in order, exactly one of which takes the remainder; grace days are for tests, they move no due day."""

    lines: tuple[Line, ...]
    basis: Basis = Basis.INVOICE
    roll: Roll = Roll.NONE
    grace_days: int = 0
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Refuse terms that do not divide a document. Refused: WrongTermsError."""
        wrong = {
            "exactly one line takes the remainder": sum(line.remainder for line in self.lines) != 1,
            "the shares are more than the whole": sum(line.basis_points for line in self.lines) > BASIS_POINTS,
            "a discount lies between nothing and all": any(
                not 0 < tier.basis_points < BASIS_POINTS for line in self.lines for tier in line.tiers
            ),
            "grace days are from 0 to 60": not 0 <= self.grace_days <= 60,
        }
        if says := fault(wrong):
            raise WrongTermsError(says)

    def due_on(self, start: date, holidays: Collection[date] = ()) -> date:
        """Return the day the whole document is due: the latest of its lines, rolled."""
        return max(rolled(line.due.after(start), self.roll, holidays) for line in self.lines)

    def discount_until(self, start: date) -> date | None:
        """Return the last day of the first tier, or None where the terms give no discount."""
        tiers = self.lines[0].tiers
        return tiers[0].due.after(start) if tiers else None

    def instalments(
        self, start: date, minor: int, currency: str, holidays: Collection[date] = ()
    ) -> tuple[Instalment, ...]:
        """Divide an amount: each line is rounded, the remainder takes the rest. Refused: WrongTermsError beyond it."""
        parts = [self._part(line, minor, currency) for line in self.lines]
        rest = minor - sum(parts)
        amounts = [rest if line.remainder else part for line, part in zip(self.lines, parts, strict=True)]
        if min(amounts) < 0 or (len(amounts) > 1 and 0 in amounts):
            raise WrongTermsError(f"{self.name or 'the terms'} do not divide this amount: a line is left without money")
        return tuple(
            Instalment(
                seq,
                rolled(line.due.after(start), self.roll, holidays),
                part,
                tuple((tier.due.after(start), share(part, tier.basis_points, BASIS_POINTS)) for tier in line.tiers),
            )
            for seq, (line, part) in enumerate(zip(self.lines, amounts, strict=True), start=1)
        )

    @staticmethod
    def _part(line: Line, minor: int, currency: str) -> int:
        """Return what a line takes of an amount; the remainder nothing yet."""
        if line.fixed:
            fixed = parsed(line.fixed, currency)
            if fixed is None or fixed <= 0:
                raise WrongTermsError(f"{line.fixed!r} is no amount in {currency}")
            return fixed
        return share(minor, line.basis_points, BASIS_POINTS)

    def __str__(self) -> str:
        """Return the terms as people read them: the lines, then what is not as usual of all of them."""
        unusual = {
            f"from {self.basis}": self.basis is not Basis.INVOICE,
            f"roll {self.roll}": self.roll is not Roll.NONE,
            f"{self.grace_days} days of grace": bool(self.grace_days),
        }
        said = [word for word, there in unusual.items() if there]
        return "; ".join((" and ".join(map(str, self.lines)), *said))

    def body(self) -> str:
        """Return the terms as one JSON text, the same for the same terms."""
        lines = [
            {
                "share": line.fixed or line.basis_points,
                "due": str(line.due),
                "discounts": "; ".join(map(str, line.tiers)),
            }
            for line in self.lines
        ]
        whole = {"basis": self.basis, "grace_days": self.grace_days, "lines": lines, "roll": self.roll}
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_DUE = re.compile(r"(?P<rule>[a-z_]+)\((?P<inner>[^()]*)\)")
_TIER = re.compile(r"(?P<percent>\d{1,2}(?:\.\d{1,2})?)\s*%\s*(?P<due>.+)")
_NAMED = {"months", "cutoff"}


def offered(parts: Sequence[Instalment]) -> tuple[tuple[Instalment, ...], date | None, int]:
    """Return the parts that are kept apart, and the first discount of a document due as a whole: last day, amount."""
    until, off = parts[0].offers[0] if len(parts) == 1 and parts[0].offers else (None, 0)
    apart = len(parts) > 1 or any(len(part.offers) > 1 for part in parts)
    return (tuple(parts) if apart else (), until if off else None, off)


def due(text: str) -> Due:
    """Read a rule as it is written: `prox(10, cutoff=25)`. Refused: WrongTermsError."""
    found = _DUE.fullmatch(text.strip().lower())
    if found is None or found["rule"] not in set(Rule):
        raise WrongTermsError(f"{text!r} is no rule: {', '.join(f'{rule}(…)' for rule in Rule)}")
    first, *rest = [part.strip() for part in found["inner"].split(",")]
    rule = Rule(found["rule"])
    named = dict(part.split("=", 1) for part in rest if "=" in part)
    known = rule is Rule.PROX and len(named) == len(rest) and set(named) <= _NAMED
    if (rest and not known) or not all(number.isdecimal() for number in named.values()):
        raise WrongTermsError(f"{text!r}: prox alone takes months=… and cutoff=…, in numbers")
    if rule is Rule.FIXED:
        return Due(rule, on=iso(first))
    if not (first.isascii() and first.isdecimal()):
        raise WrongTermsError(f"{text!r} says no number of days")
    return Due(rule, int(first), int(named.get("months", 1)), int(named.get("cutoff", 0)))


def tiers(text: str) -> tuple[Tier, ...]:
    """Read discount tiers: `3% net(10); 2% net(20)`; nothing is none. Refused: WrongTermsError."""
    return tuple(_tier(part) for part in text.split(";") if part.strip())


def _tier(text: str) -> Tier:
    """Read one tier."""
    found = _TIER.fullmatch(text.strip())
    if found is None:
        raise WrongTermsError(f"{text.strip()!r} is no discount like 2% net(10)")
    return Tier(basis_points(found["percent"]), due(found["due"]))


def from_body(body: str, name: str = "") -> Terms:
    """Return the terms of a JSON text that `Terms.body` made."""
    whole: dict[str, Any] = json.loads(body)
    lines = tuple(_line(line) for line in whole["lines"])
    return Terms(lines, Basis(whole["basis"]), Roll(whole["roll"]), whole["grace_days"], name)


def _line(line: dict[str, Any]) -> Line:
    """Return a line of a body."""
    given = line["share"]
    fixed, points = (given, 0) if isinstance(given, str) else ("", given)
    return Line(due(line["due"]), points, fixed, tiers(line["discounts"]))


def basis_points(percent: str) -> int:
    """Return hundredths of a percent from `2` or `1.25`."""
    whole, _, part = percent.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0")[:2] or "0")


def percent(points: int) -> str:
    """Return hundredths of a percent as they are written: `2%`, `1.25%`."""
    whole, part = divmod(points, 100)
    return f"{whole}{f'.{part:02d}'.rstrip('0') if part else ''}%"


_PERCENT = r"(?P<percent>\d{1,2}(?:\.\d{1,2})?)\s*%?"
_DISCOUNT = re.compile(rf"^{_PERCENT}\s*(?:/|,|-)?\s*(?P<days>\d{{1,3}})(?P<rest>.*)$")
_NET = re.compile(r"^N(?:ET)?[\s/-]*(?P<days>\d{0,3})(?:\s*(?:D|DAYS?))?(?P<eom>\s*EOM)?$")
_PROX = re.compile(r"^N(?:ET)?[\s/-]*(?P<day>\d{1,2})(?:ST|ND|RD|TH)?\s*PROX$")
_DISCOUNT_PROX = re.compile(
    rf"^{_PERCENT}\s*/?\s*(?P<day>\d{{1,2}})(?:ST|ND|RD|TH)\s*PROX[,/\s]*N(?:ET)?\s*(?P<net>\d{{1,2}})(?:ST|ND|RD|TH)?(?:\s*PROX)?$"
)
_IMMEDIATE = {"COD", "CIA", "DUE ON RECEIPT", "RECEIPT", "UPON RECEIPT", "IMMEDIATE", "PREPAID", "CASH"}


@cache
def read(text: str) -> Terms | None:
    """Read terms as the trade writes them (`2/10 NET30`, `2% 10 net 30`, `Net 30 EOM`, `COD`), or None."""
    plain = " ".join(text.upper().replace(",", " ").split())
    try:
        return _read(plain)
    except WrongTermsError:
        return None


def _read(plain: str) -> Terms | None:
    """Read upper-case words. Refused: WrongTermsError where a number in them cannot be."""
    if plain in _IMMEDIATE:
        return simple(Due(Rule.NET, 0))
    if found := _DISCOUNT_PROX.match(plain):
        return simple(Due(Rule.PROX, int(found["net"])), found["percent"], Due(Rule.PROX, int(found["day"])))
    if net := _net(plain):
        return simple(net)
    found = _DISCOUNT.match(plain)
    net = _net(found["rest"].strip()) if found else None
    if found is None or net is None:
        return None
    # a discount on proximo terms is proximo as well: 2/10 net 25th prox
    rule = Rule.PROX if net.rule is Rule.PROX else Rule.NET
    return simple(net, found["percent"], Due(rule, int(found["days"])))


def simple(net: Due, percent: str = "", until: Due | None = None) -> Terms:
    """Return terms of one line, with at most one tier."""
    points = basis_points(percent) if percent else 0
    offered: Sequence[Tier] = [Tier(points, until)] if points and until else []
    return Terms((Line(net, tiers=tuple(offered)),))


def _net(plain: str) -> Due | None:
    """Read the net part alone."""
    if found := _PROX.match(plain):
        return Due(Rule.PROX, int(found["day"]))
    if (found := _NET.match(plain)) and (found["days"] or found["eom"]):
        return Due(Rule.EOM_THEN_DAYS if found["eom"] else Rule.NET, int(found["days"] or 0))
    return None
