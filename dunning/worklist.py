"""The worklist: points for every reason to call a customer today, the most points first (DOMAIN section 9.2)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kit.money import grouped


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a customer on a day; amounts in minor units of `currency`, days as counts, None: never.

    `collectible` is what is past due and neither disputed nor covered by a promise that is still open. `suppressed`
    says why the customer is left alone today, though rules match.
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


@dataclass(frozen=True, slots=True)
class Strategy:
    """What points are given for, and from how much collectible past due a customer is on the list at all.

    Amounts in whole units of the entity's currency, as minor units: `unit` is one unit in them.
    """

    floor: int
    unit: int = 100
    amounts: tuple[tuple[int, int], ...] = ((1_000, 5), (10_000, 15), (50_000, 25))
    ages: tuple[tuple[int, int], ...] = ((1, 5), (16, 10), (31, 20), (61, 30), (91, 40))
    letters: tuple[tuple[int, int], ...] = ((5, 2), (10, 2), (15, 4))
    predicted: int = 10_000


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
    found = [Called(facts, points(facts, strategy)) for facts in known]
    shown = [one for one in found if one.points and _wanted(one.facts, strategy)]
    return sorted(shown, key=_place)


def _wanted(facts: Facts, strategy: Strategy) -> bool:
    """Say whether a customer has enough to collect, or would have, were they not left alone."""
    return (facts.past_due if facts.suppressed else facts.collectible) >= strategy.floor


def _place(one: Called) -> tuple[bool, int, int, str]:
    """Return where a customer stands on the list."""
    facts = one.facts
    return bool(facts.suppressed), -one.score, -facts.collectible, facts.customer_number


def points(facts: Facts, strategy: Strategy) -> tuple[Point, ...]:
    """Return the points of every rule that matches, in the order of the table."""
    return tuple(point for rule in RULES if (point := rule(facts, strategy)) is not None)


def _past_due(facts: Facts, strategy: Strategy) -> Point | None:
    """Give points for how much is past due."""
    reached = _step(strategy.amounts, facts.past_due // strategy.unit)
    money = f"{grouped(facts.past_due, facts.currency)} {facts.currency}"
    return Point(f"{money} past due", reached) if reached else None


def _oldest(facts: Facts, strategy: Strategy) -> Point | None:
    """Give points for how late the oldest document is."""
    reached = _step(strategy.ages, facts.oldest)
    return Point(f"oldest {_days(facts.oldest)} past due", reached) if reached else None


def _letter(facts: Facts, strategy: Strategy) -> Point | None:
    """Give points for a letter that nobody answered: each step adds its own."""
    days = facts.letter_days
    if days is None:
        return None
    reached = sum(more for at_least, more in strategy.letters if days >= at_least)
    return Point(f"letter {_days(days)} ago without reaction", reached) if reached else None


def _predicted(facts: Facts, strategy: Strategy) -> Point | None:
    """Give points for what is not due yet and will be late, by how the customer paid."""
    late = facts.predicted_late
    money = f"{grouped(late, facts.currency)} {facts.currency}"
    return Point(f"{money} will be late", 5) if late > strategy.predicted * strategy.unit else None


def _within(name: str, most: int, given: int, says: str) -> Rule:
    """Return a rule that gives points where something happened within so many days."""

    def rule(facts: Facts, _: Strategy) -> Point | None:
        days = getattr(facts, name)
        return Point(says.format(_days(days)), given) if days is not None and days <= most else None

    return rule


def _if(holds: Callable[[Facts], bool], given: int, says: str) -> Rule:
    """Return a rule that gives points where something holds."""
    return lambda facts, _: Point(says, given) if holds(facts) else None


def _days(count: int) -> str:
    """Return a number of days in words."""
    return "1 day" if count == 1 else f"{count} days"


def _step(steps: Sequence[tuple[int, int]], value: int) -> int:
    """Return the points of the highest step that a value reaches."""
    return max((given for at_least, given in steps if value >= at_least), default=0)


#: Hand-written, in the order of DOMAIN section 9.2.
RULES: tuple[Rule, ...] = (
    _past_due,
    _oldest,
    _within("broken_days", 30, 25, "promise broken {} ago"),
    _if(lambda facts: facts.promise_today, 15, "promised for today"),
    _within("held_ships_in", 2, 20, "held order ships in {}"),
    _if(lambda facts: facts.over_limit, 10, "over the limit"),
    _within("returned_days", 60, 20, "payment came back {} ago"),
    _if(lambda facts: facts.contact_days is None or facts.contact_days >= 14, 10, "nobody spoke to them for 14 days"),
    _letter,
    _if(lambda facts: facts.risk_class.casefold() == "high", 10, "risk class high"),
    _predicted,
)
