"""What is known is what its lessons sum to: support less contradictions, until a day, and within a reach."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ledger.evidence import Lesson
from matcher import Policy
from services.knowledge.kinds import KINDS, Fact

#: What a person says without a receipt: so that it counts, or so that it waits for somebody else.
BY_HAND = ("proposed", "asked")


@dataclass(frozen=True, slots=True)
class Reach:
    """What a fact would have touched in the year before: receipts, and the money of its largest currency."""

    receipts: int = 0
    minor: int = 0
    currency: str = ""

    def above(self, policy: Policy) -> bool:
        """Return whether it is more than one person may teach."""
        return self.receipts > policy.knowledge_reach_receipts or self.minor > policy.knowledge_reach


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as it stands on a day: `status` is proposed, active or retired, and `why` says what it waits for.

    `support` is how many answers stand for it, `contradicted` how many against it. `taught_by` are those whose answers
    or proposals stand; none of them can approve it.
    """

    fact: Fact
    status: str
    why: str
    support: int
    contradicted: int
    first_seen: date
    last_seen: date
    expires_on: date
    taught_by: tuple[str, ...]
    approved_by: str
    reach: Reach

    @property
    def net(self) -> int:
        """Return the answers for it less those against it."""
        return self.support - self.contradicted


@dataclass(slots=True)
class _Sum:
    """A fact while its lessons are added up, oldest first. A receipt speaks once, by the last thing said of it."""

    fact: Fact
    taught_on: date
    said: dict[str, Lesson] = field(default_factory=dict)  # receipt, or person by hand -> what stands of him
    approved: Lesson | None = None
    retired: bool = False

    def add(self, lesson: Lesson) -> None:
        """Add the next lesson; who speaks again is heard last."""
        who = lesson.receipt_id or f"by hand: {lesson.actor}"
        if lesson.event == "retired":
            self.retired, self.approved, self.said = True, None, {}
        elif lesson.event == "approved":
            self.retired, self.approved = False, lesson
        else:
            self.said.pop(who, None)
            if lesson.event != "retracted":
                self.said[who] = lesson
            self.retired = self.retired and lesson.event not in BY_HAND

    def standing(self, policy: Policy, as_of: date) -> Known:
        """Return how it stands on a day."""
        told = list(self.said.values())
        speaking = [one for one in told if one.event != "contradicted"]
        days = [one.taught_on for one in (*speaking, *([self.approved] if self.approved else []))] or [self.taught_on]
        newest = speaking[-1] if speaking else None
        known = Known(
            fact=self.fact,
            status="",
            why="",
            support=len(speaking),
            contradicted=len(told) - len(speaking),
            first_seen=min(days),
            last_seen=max(days),
            expires_on=max(days) + timedelta(days=policy.knowledge_expiry_days),
            taught_by=tuple(sorted({one.actor for one in speaking})),
            approved_by=self.approved.actor if self.approved else "",
            reach=Reach(newest.reach_receipts, newest.reach_minor, newest.reach_currency) if newest else Reach(),
        )
        status, why = self._status(known, policy, as_of)
        return replace(known, status=status, why=why)

    def _status(self, known: Known, policy: Policy, as_of: date) -> tuple[str, str]:
        """Return the status and why: taken back, contradicted, too old, too far-reaching, too thin, or good."""
        by_hand = any(one.event in BY_HAND for one in self.said.values())
        asked = all(one.event in {"asked", "contradicted"} for one in self.said.values())
        enough = 1 if KINDS[self.fact.kind].once or by_hand or known.approved_by else policy.habit_support
        checks = (
            (self.retired, "retired", "taken back"),
            (known.support == 0, "retired", "no answer stands for it"),
            (known.net <= 0, "retired", "contradicted as often as confirmed"),
            (as_of > known.expires_on, "retired", "not confirmed for too long"),
            (known.reach.above(policy) and not known.approved_by, "proposed", "its reach asks for a second person"),
            (asked and not known.approved_by, "proposed", "what names a payer asks for a second person"),
            (known.net < enough, "proposed", f"confirmed {known.net} of {enough} times"),
        )
        return next(((status, why) for holds, status, why in checks if holds), ("active", ""))


def summed(lessons: Iterable[Lesson], policy: Policy, as_of: date) -> list[Known]:
    """Return every fact that was ever taught as it stands on a day, by its id; `lessons` are the oldest first."""
    sums: dict[str, _Sum] = {}
    for lesson in lessons:
        if lesson.knowledge_id not in sums:
            sums[lesson.knowledge_id] = _Sum(fact_of(lesson), lesson.taught_on)
        sums[lesson.knowledge_id].add(lesson)
    return [sums[key].standing(policy, as_of) for key in sorted(sums)]


def fact_of(lesson: Lesson) -> Fact:
    """Return what a lesson is about."""
    return Fact(lesson.kind, lesson.subject, lesson.key, lesson.form, lesson.pattern, lesson.means)


def of_receipt(lessons: Sequence[Lesson], receipt_id: str) -> list[Lesson]:
    """Return what a receipt's answers still say: the last lesson of each fact, those taken back left out."""
    last: dict[str, Lesson] = {}
    retired: defaultdict[str, bool] = defaultdict(bool)
    for lesson in lessons:
        if lesson.receipt_id == receipt_id:
            last[lesson.knowledge_id] = lesson
        retired[lesson.knowledge_id] = lesson.event == "retired"
    return [one for key, one in last.items() if one.event != "retracted" and not retired[key]]
