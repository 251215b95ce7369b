"""The worklist: points for every reason to call a customer today, the most points first (DOMAIN section 9.2)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from dunning.points import USUAL, Points, Within
from dunning.strategy import Call
from kit.money import grouped


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a customer on a day; amounts in minor units of `currency`, days as counts, None: never.

    `collectible` is what is past due and neither disputed nor covered by a promise that is still open. `suppressed`
    says why the customer is left alone today, though rules match; `lately` counts contacts of the last days. `call` is
    the step of their `strategy` that asks for a call.
    """

    customer_number: str
    name: str
    currency: str
    past_due: int = 0
    collectible: int = 0
    oldest: int = 0
    broken_days: int | None = None
    promise_today: bool = False
    held_ships_in: int | None = None
    over_limit: bool = False
    returned_days: int | None = None
    contact_days: int | None = None
    letter_days: int | None = None
    risk_class: str = ""
    predicted_late: int = 0
    collector: str = ""
    suppressed: tuple[str, ...] = ()
    lately: int = 0
    call: Call | None = None
    strategy: str = ""


@dataclass(frozen=True, slots=True)
class Strategy:
    """What points are given for, and from how much collectible past due (minor units) a customer is listed at all.

    `points` are in whole units of the entity's currency; `unit` is one of them in minor units.
    """

    floor: int
    unit: int = 100
    points: Points = USUAL


@dataclass(frozen=True, slots=True)
class Point:
    """Points that a rule gave, in words with its figures."""

    says: str
    points: int


@dataclass(frozen=True, slots=True)
class Called:
    """A customer on the list: the points together, and each of them."""

    facts: Facts
    points: tuple[Point, ...] = field(default=())

    @property
    def score(self) -> int:
        """Return the points together."""
        return sum(one.points for one in self.points)


Rule = Callable[[Facts, Strategy], Point | None]


def ranked(known: Iterable[Facts], strategy: Strategy) -> list[Called]:
    """Return who is called today: score, then what can be collected, then number; the same for a day, always.

    On the list is who matches a rule and has the floor to collect. Who is left alone stands below, with the reason.
    """
    found = [Called(facts, points(facts, strategy)) for facts in known if _wanted(facts, strategy)]
    return sorted((one for one in found if one.points), key=place)


def _wanted(facts: Facts, strategy: Strategy) -> bool:
    """Say whether a customer has enough to collect, or would have, were they not left alone."""
    return (facts.past_due if facts.suppressed else facts.collectible) >= strategy.floor


def place(one: Called) -> tuple[int, int, int, str, str]:
    """Return where a customer stands on the list; no two stand in one place."""
    facts = one.facts
    return int(bool(facts.suppressed)), -one.score, -facts.collectible, facts.customer_number, facts.currency


def points(facts: Facts, strategy: Strategy) -> tuple[Point, ...]:
    """Return the points of every rule that matches, in the order of the table."""
    return tuple(point for rule in RULES if (point := rule(facts, strategy)) is not None)


def _past_due(facts: Facts, strategy: Strategy) -> Point | None:
    """Give points for how much is past due."""
    reached = _step(strategy.points.amounts, facts.past_due // strategy.unit)
    money = f"{grouped(facts.past_due, facts.currency)} {facts.currency}"
    return Point(f"{money} past due", reached) if reached else None


def _oldest(facts: Facts, strategy: Strategy) -> Point | None:
    """Give points for how late the oldest document is."""
    reached = _step(strategy.points.ages, facts.oldest)
    return Point(f"oldest {_days(facts.oldest)} past due", reached) if reached else None


def _letter(facts: Facts, strategy: Strategy) -> Point | None:
    """Give points for a letter that nobody answered: each step adds its own."""
    days = facts.letter_days
    if days is None:
        return None
    reached = sum(more for at_least, more in strategy.points.letters if days >= at_least)
    return Point(f"letter {_days(days)} ago without reaction", reached) if reached else None


def _asked(facts: Facts, _: Strategy) -> Point | None:
    """Give the points of the call that the customer's strategy asks for."""
    call = facts.call
    return Point(f"strategy {facts.strategy}: call from {_days(call.days)} past due", call.points) if call else None


def _predicted(facts: Facts, strategy: Strategy) -> Point | None:
    """Give points for what is not due yet and will be late, by how the customer paid."""
    late = facts.predicted_late
    money = f"{grouped(late, facts.currency)} {facts.currency}"
    given = strategy.points.predicted_points
    return Point(f"{money} will be late", given) if given and late > strategy.points.predicted * strategy.unit else None


def _silent(facts: Facts, strategy: Strategy) -> Point | None:
    """Give points where nobody spoke to the customer for some days, or ever."""
    most, days = strategy.points.silent, facts.contact_days
    says = f"nobody spoke to them for {_days(most.days)}"
    return Point(says, most.points) if most.points and (days is None or days >= most.days) else None


def _within(name: str, most: Callable[[Points], Within], says: str) -> Rule:
    """Return a rule that gives points where something happened within so many days."""

    def rule(facts: Facts, strategy: Strategy) -> Point | None:
        days, told = getattr(facts, name), most(strategy.points)
        happened = days is not None and days <= told.days
        return Point(says.format(_days(days)), told.points) if told.points and happened else None

    return rule


def _if(holds: Callable[[Facts], bool], given: Callable[[Points], int], says: str) -> Rule:
    """Return a rule that gives points where something holds."""

    def rule(facts: Facts, strategy: Strategy) -> Point | None:
        points = given(strategy.points)
        return Point(says, points) if points and holds(facts) else None

    return rule


def _days(count: int) -> str:
    """Return a number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def _step(steps: Sequence[tuple[int, int]], value: int) -> int:
    """Return the points of the highest step that a value reaches."""
    return max((given for at_least, given in steps if value >= at_least), default=0)


#: Hand-written, in the order of DOMAIN section 9.2; what a strategy asks for comes last.
RULES: tuple[Rule, ...] = (
    _past_due,
    _oldest,
    _within("broken_days", lambda told: told.promise_broken, "promise broken {} ago"),
    _if(lambda facts: facts.promise_today, lambda told: told.promise_today, "promised for today"),
    _within("held_ships_in", lambda told: told.held_order, "held order ships in {}"),
    _if(lambda facts: facts.over_limit, lambda told: told.over_limit, "over the limit"),
    _within("returned_days", lambda told: told.returned, "payment came back {} ago"),
    _silent,
    _letter,
    _if(lambda facts: facts.risk_class.casefold() == "high", lambda told: told.high_risk, "risk class high"),
    _predicted,
    _asked,
)
