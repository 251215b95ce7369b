"""The score of an applicant: weighted points of what is known, with a stated policy for what is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from kit.refusals import Invalid

WHOLE = 100
_CENT = Decimal("0.01")


class Missing(StrEnum):
    """What a component that is not known does to the score (DOMAIN section 8.2): both policies are in use."""

    REWEIGHT = "reweight"  # the others share its weight
    KEEP = "keep"  # it counts for nothing


@dataclass(frozen=True, slots=True)
class Band:
    """From a value on (`at_least`) there are so many points, 0 to 100."""

    at_least: Decimal
    points: int


@dataclass(frozen=True, slots=True)
class Component:
    """One thing that is looked at: its weight of 100, and its bands, or its points by word where it is no number."""

    name: str
    weight: int
    bands: tuple[Band, ...] = ()
    words: tuple[tuple[str, int], ...] = ()

    def points(self, value: str) -> int:
        """Return the points of a value. Refused: Invalid where no band or word covers it."""
        if self.words:
            found = dict(self.words).get(value.strip().casefold())
            if found is None:
                raise Invalid(f"{self.name}: {value!r} is none of {', '.join(word for word, _ in self.words)}")
            return found
        number = _number(self.name, value)
        held = [band for band in self.bands if band.at_least <= number]
        if not held:
            raise Invalid(f"{self.name}: {value} lies below every band")
        return max(held, key=lambda band: band.at_least).points


@dataclass(frozen=True, slots=True)
class Line:
    """What one component gave: value and points are None where it is not known; `part` is its share of the score."""

    name: str
    weight: int
    value: str | None
    points: int | None
    part: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """A score of 100 to the cent, with all it is made of, and how what is missing was treated."""

    total: Decimal
    missing: Missing
    lines: tuple[Line, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the components that are not known."""
        return tuple(line.name for line in self.lines if line.points is None)


def scored(card: Sequence[Component], known: Mapping[str, str], missing: Missing) -> Score:
    """Score what is known: Σ weight × points ÷ 100, rounded half up to a cent of a point.

    Refused: Invalid where the weights are not 100 together, a value is of no component, or nothing at all is known.
    """
    if (together := sum(one.weight for one in card)) != WHOLE:
        raise Invalid(f"the weights of a scorecard are 100 together, these are {together}")
    if stray := sorted(set(known) - {one.name for one in card}):
        raise Invalid(f"the scorecard has no {', '.join(stray)}")
    points = {one.name: one.points(known[one.name]) for one in card if known.get(one.name, "").strip()}
    if not points:
        raise Invalid("nothing is known: there is no score")
    counted = WHOLE if missing is Missing.KEEP else sum(one.weight for one in card if one.name in points)
    lines = tuple(_line(one, known, points, counted) for one in card)
    total = Decimal(sum(one.weight * points.get(one.name, 0) for one in card)) / counted
    return Score(total.quantize(_CENT, ROUND_HALF_UP), missing, lines)


def _line(one: Component, known: Mapping[str, str], points: Mapping[str, int], counted: int) -> Line:
    """Return what a component gave."""
    if one.name not in points:
        return Line(one.name, one.weight, None, None, Decimal(0))
    part = Decimal(one.weight * points[one.name]) / counted
    return Line(one.name, one.weight, known[one.name], points[one.name], part.quantize(_CENT, ROUND_HALF_UP))


def _number(name: str, value: str) -> Decimal:
    """Return a value as a number. Refused: Invalid."""
    try:
        number = Decimal(value.strip())
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite():
        raise Invalid(f"{name}: {value!r} is no number")
    return number
