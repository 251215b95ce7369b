"""A lockbox layout: which columns a bank writes for one lockbox, as it is recognised and as a person pins it."""

import json
from dataclasses import asdict, dataclass

from kit.refusals import Invalid

#: The kind under which a layout is pinned: `parsers.reading.Pin(LOCKBOX, layout.to_json())`.
PIN = "lockbox"
#: How a negative amount is written (4.3): never, with a minus behind nine digits, with a minus over a last 0, or with
#: the sign over the last digit.
SIGNS = ("", "minus", "minus over digit", "over-punched")
_WIDTH_MAX = 40


@dataclass(frozen=True, slots=True)
class Stub:
    """How documents stand in the free part of a record: `repeats` times a number, its amount, deduction and reason.

    Widths in columns; an `amount` of 0 means that numbers stand without amounts.
    """

    number: int
    amount: int = 0
    repeats: int = 1
    deduction: int = 0
    reason: int = 0

    @property
    def size(self) -> int:
        """Return the columns of one document."""
        return self.number + self.amount + self.deduction + self.reason

    def __str__(self) -> str:
        """Say it in words."""
        parts = [f"number {self.number}"]
        parts += [
            f"{name} {width}" for name, width in (("amount", self.amount), ("deduction", self.deduction)) if width
        ]
        parts += [f"reason {self.reason}"] if self.reason else []
        return f"{self.repeats} x ({', '.join(parts)})" if self.repeats > 1 else ", ".join(parts)


@dataclass(frozen=True, slots=True)
class LockboxLayout:
    """The columns of one lockbox (US notes, 4.2, 4.3); `origin` and `lockbox` say whose they are, empty: anybody's.

    `amount`, `routing`, `account`, `serial`: widths on a check (6) from column 8 on. `total`: width of the totals of
    batch and deposit (7, 8). `day`: digits of a date. `on_check`, `overflow`: documents on a 6 behind the serial and
    on a 4 from column 12 on; None: words or nothing. `lead`: columns of a day and the remitter's name that stand before
    the documents on a 6. `sign`: one of `SIGNS`.
    """

    amount: int = 10
    routing: int = 9
    account: int = 10
    serial: int = 10
    total: int = 10
    day: int = 6
    on_check: Stub | None = None
    overflow: Stub | None = None
    sign: str = ""
    origin: str = ""
    lockbox: str = ""
    lead: int = 0

    @property
    def rest(self) -> int:
        """Return where the free part of a check begins, from 0."""
        return 7 + self.amount + self.routing + self.account + self.serial

    def __str__(self) -> str:
        """Say it in words, for a person who is to confirm it."""
        columns = f"amount {self.amount}, routing {self.routing}, account {self.account}, serial {self.serial}"
        totals = f"totals {self.total}, days {self.day}"
        stubs = [f"{where}: {stub}" for where, stub in (("on 6", self.on_check), ("on 4", self.overflow)) if stub]
        stubs[:0] = [f"name {self.lead}"] if self.lead else []
        signs = [f"sign: {self.sign}"] if self.sign else []
        return "; ".join([columns, totals, *(stubs or ["no documents"]), *signs])

    def fits(self, origin: str, lockbox: str) -> bool:
        """Tell whether the layout is meant for a lockbox of an origin; zeros and blanks before a number say nothing."""
        return _same(self.origin, origin) and _same(self.lockbox, lockbox)

    def to_json(self) -> str:
        """Return canonical JSON, what stands at its default left out."""
        given = {name: value for name, value in asdict(self).items() if value != getattr(_BASE, name)}
        return json.dumps(given, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "LockboxLayout":
        """Return a layout. Refused: Invalid, where it is no JSON, names an unknown field or an odd width."""
        try:
            given = json.loads(text)
        except ValueError as wrong:
            raise Invalid(f"no JSON: {wrong}") from wrong
        if not isinstance(given, dict):
            raise Invalid("a layout is an object of widths")
        try:
            stubs = [_stub(given.pop(name, None)) for name in ("on_check", "overflow")]
            found = cls(on_check=stubs[0], overflow=stubs[1], **given)
        except TypeError as wrong:
            raise Invalid(f"no field of a layout: {wrong}") from wrong
        _refuse_odd(found)
        return found


_BASE = LockboxLayout()


def _same(pinned: str, given: str) -> bool:
    """Tell whether two numbers are one, or none is pinned."""
    return not pinned.strip("0 ") or pinned.strip().lstrip("0") == given.strip().lstrip("0")


def _stub(given: object) -> Stub | None:
    """Return the documents of one record as JSON gives them."""
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Invalid("documents are an object of widths")
    return Stub(**given)


def _refuse_odd(layout: LockboxLayout) -> None:
    """Refuse widths that no layout has."""
    widths: list[object] = [layout.amount, layout.routing, layout.account, layout.serial, layout.total]
    if layout.day not in {6, 8} or layout.sign not in SIGNS:
        raise Invalid("days have 6 or 8 digits, and signs are " + ", ".join(map(repr, SIGNS)))
    if not _width(layout.lead, least=0):
        raise Invalid(f"odd widths: {layout}")
    for stub in (layout.on_check, layout.overflow):
        if stub is None:
            continue
        widths += [stub.number, stub.repeats]
        if not all(_width(width, least=0) for width in (stub.amount, stub.deduction, stub.reason)):
            raise Invalid(f"odd widths: {stub}")
    if not all(_width(width, least=1) for width in widths):
        raise Invalid(f"odd widths: {layout}")
    if not all(isinstance(name, str) for name in (layout.origin, layout.lockbox)):
        raise Invalid("origin and lockbox are texts")


def _width(given: object, least: int) -> bool:
    """Tell whether something is a width in columns."""
    return isinstance(given, int) and not isinstance(given, bool) and least <= given <= _WIDTH_MAX
