"""The limit that the methods recommend: each says a sum, the smallest of them binds, all of them are shown."""

from dataclasses import dataclass

from kit.money import share
from kit.refusals import Invalid

_MONTH = 30
_BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Known:
    """What limits are worked out from, in minor units of one currency; None is not known, and its method is left out.

    `volume` is what is expected to be bought in a month; `terms` and `slack` are days; `high_credits` are what trade
    references once gave; `worth_share` is the part of the net worth in basis points; `score_cap` is what the score
    allows (`Cap`).
    """

    requested: int | None = None
    volume: int | None = None
    terms: int = 0
    slack: int = 0
    bureau: int | None = None
    high_credits: tuple[int, ...] = ()
    net_worth: int | None = None
    worth_share: int = 1000
    score_cap: int | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """What one method says."""

    name: str
    minor: int
    how: str


@dataclass(frozen=True, slots=True)
class Recommended:
    """The recommended limit, the method that bound it, and what every method said."""

    minor: int
    bound_by: str
    methods: tuple[Method, ...]


def recommended(known: Known) -> Recommended:
    """Return the smallest of what the methods say (DOMAIN section 8.2). Refused: Invalid where none says any."""
    methods = tuple(_said(known))
    if not methods:
        raise Invalid("no method can recommend a limit: nothing is known")
    least = min(methods, key=lambda one: one.minor)
    return Recommended(max(least.minor, 0), least.name, methods)


def _said(known: Known) -> list[Method]:
    """Return what each method says, in the order of DOMAIN section 8.2."""
    days = known.terms + known.slack
    trade = known.high_credits
    said = (
        ("requested", known.requested, "what was asked for"),
        (
            "need",
            None if known.volume is None else share(known.volume, days, _MONTH),
            f"monthly volume x {days} days / {_MONTH}",
        ),
        ("bureau", known.bureau, "the bureau's maximum"),
        ("trade", share(sum(trade), 1, len(trade)) if trade else None, f"mean high credit of {len(trade)} references"),
        (
            "net_worth",
            None if known.net_worth is None else share(known.net_worth, known.worth_share, _BASIS_POINTS),
            f"{known.worth_share / 100:g} % of net worth",
        ),
        ("score", known.score_cap, "what the score allows"),
    )
    return [Method(name, minor, how) for name, minor, how in said if minor is not None]
