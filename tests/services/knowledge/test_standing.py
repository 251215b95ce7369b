"""What is known is the sum of its lessons: a machine teaches, contradicts, takes back, approves and lets time pass."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ledger.evidence import Lesson
from matcher import Policy
from services.knowledge.kinds import KINDS, Fact
from services.knowledge.standing import Known, Reach, of_receipt, summed

DAY = date(2026, 11, 19)
POLICY = Policy(habit_support=2, knowledge_expiry_days=30, knowledge_reach_receipts=10, knowledge_reach=1_000_00)
LINK = Fact("payer_link", "account", "1", means="C1")
HABIT = Fact("reference_habit", "customer", "C1", "prefix", "99")
RECEIPTS = st.sampled_from(["rcp_1", "rcp_2", "rcp_3", "rcp_4"])


def lesson(
    fact: Fact, event: str, receipt: str = "rcp_1", *, actor: str = "ana", on: date = DAY, reach: int = 1
) -> Lesson:
    facts = (fact.id, fact.kind, fact.subject, fact.key, fact.form, fact.pattern, fact.means)
    return Lesson(*facts, event, receipt, actor, on, 0, reach_receipts=reach)


def known(*lessons: Lesson, on: date = DAY) -> Known:
    (one,) = summed(lessons, POLICY, on)
    return one


@pytest.mark.parametrize(
    ("fact", "events", "expected"),
    [
        (LINK, ["confirmed 1"], ("active", "")),
        (HABIT, ["confirmed 1"], ("proposed", "confirmed 1 of 2 times")),
        (HABIT, ["confirmed 1", "confirmed 1"], ("proposed", "confirmed 1 of 2 times")),
        (HABIT, ["confirmed 1", "confirmed 2"], ("active", "")),
        (HABIT, ["proposed "], ("active", "")),
        (LINK, ["asked "], ("proposed", "what names a payer asks for a second person")),
        (LINK, ["asked ", "approved "], ("active", "")),
        (LINK, ["asked ", "confirmed 1"], ("active", "")),
        (LINK, ["retired ", "asked "], ("proposed", "what names a payer asks for a second person")),
        (HABIT, ["confirmed 1", "approved "], ("active", "")),
        (LINK, ["confirmed 1", "retracted 1"], ("retired", "no answer stands for it")),
        (LINK, ["confirmed 1", "contradicted 2"], ("retired", "contradicted as often as confirmed")),
        (LINK, ["confirmed 1", "contradicted 2", "retracted 2"], ("active", "")),
        (LINK, ["confirmed 1", "contradicted 2", "confirmed 3"], ("active", "")),
        (LINK, ["confirmed 1", "contradicted 1"], ("retired", "no answer stands for it")),
        (LINK, ["contradicted 1"], ("retired", "no answer stands for it")),
        (LINK, ["confirmed 1", "retired ", "confirmed 2"], ("retired", "taken back")),
        (LINK, ["confirmed 1", "retired ", "proposed "], ("active", "")),
        (LINK, ["confirmed 1", "retired ", "confirmed 2", "approved "], ("active", "")),
    ],
)
def test_what_lessons_sum_to(fact: Fact, events: list[str], expected: tuple[str, str]) -> None:
    parts = [event.split(" ") for event in events]
    found = known(*(lesson(fact, event, f"rcp_{receipt}" if receipt else "") for event, receipt in parts))
    assert expected == (found.status, found.why)


def test_knowledge_lasts_as_long_as_the_policy_says() -> None:
    last = DAY + timedelta(days=POLICY.knowledge_expiry_days)
    assert known(lesson(LINK, "confirmed"), on=last).status == "active"
    assert known(lesson(LINK, "confirmed"), on=last + timedelta(days=1)).why == "not confirmed for too long"
    again = lesson(LINK, "confirmed", "rcp_2", on=last)
    assert known(lesson(LINK, "confirmed"), again, on=last + timedelta(days=1)).status == "active"


@pytest.mark.parametrize(("reach", "status"), [(10, "active"), (11, "proposed")])
def test_a_large_reach_waits_for_a_second_person(reach: int, status: str) -> None:
    """However many answers of however many people stand for it: an answer is not an approval of its reach."""
    taught = [lesson(LINK, "confirmed", f"rcp_{place}", actor=f"a{place}", reach=reach) for place in range(5)]
    assert known(*taught).status == status
    assert known(*taught, lesson(LINK, "approved", "", actor="cleo")).status == "active"


def test_money_reaches_too() -> None:
    assert not Reach(1, 1_000_00, "USD").above(POLICY)
    assert Reach(1, 1_000_01, "USD").above(POLICY)


def test_what_a_receipt_taught_is_what_it_said_last_and_was_not_taken_back() -> None:
    taught = [
        lesson(LINK, "confirmed", "rcp_1"),
        lesson(HABIT, "confirmed", "rcp_1"),
        lesson(LINK, "confirmed", "rcp_2"),
        lesson(HABIT, "retracted", "rcp_1"),
    ]
    assert [(one.kind, one.event) for one in of_receipt(taught, "rcp_1")] == [("payer_link", "confirmed")]


@dataclass
class Model:
    """The slow, obvious book: who says what, on which day, and what was decided by hand."""

    said: dict[str, tuple[str, date]] = field(default_factory=dict)
    approved: date | None = None
    retired: bool = False

    def status(self, enough: int, on: date) -> str:
        """Return the status by looking at everything anew."""
        speaking = [day for event, day in self.said.values() if event != "contradicted"]
        days = speaking + ([self.approved] if self.approved else [])
        net = len(speaking) - (len(self.said) - len(speaking))
        if self.retired or not speaking or net <= 0 or on > max(days) + timedelta(days=30):
            return "retired"
        by_hand = self.approved or any(event == "proposed" for event, _ in self.said.values())
        return "active" if by_hand or net >= enough else "proposed"


class Learning(RuleBasedStateMachine):
    """Teach two facts in any order; after each step the sum is what the obvious book says."""

    def __init__(self) -> None:
        super().__init__()
        self.lessons: list[Lesson] = []
        self.models = {LINK: Model(), HABIT: Model()}
        self.today = DAY

    def _add(self, fact: Fact, event: str, receipt: str = "") -> None:
        self.lessons.append(lesson(fact, event, receipt, on=self.today))

    @rule(fact=st.sampled_from([LINK, HABIT]), receipt=RECEIPTS, event=st.sampled_from(["confirmed", "contradicted"]))
    def answer(self, fact: Fact, receipt: str, event: str) -> None:
        self._add(fact, event, receipt)
        self.models[fact].said[receipt] = (event, self.today)

    @rule(receipt=RECEIPTS)
    def undo(self, receipt: str) -> None:
        """A reversal takes back all that its receipt still says."""
        for fact, model in self.models.items():
            if receipt in model.said:
                self._add(fact, "retracted", receipt)
                del model.said[receipt]

    @rule(fact=st.sampled_from([LINK, HABIT]))
    def propose(self, fact: Fact) -> None:
        self._add(fact, "proposed")
        self.models[fact].said["hand"] = ("proposed", self.today)
        self.models[fact].retired = False

    @rule(fact=st.sampled_from([LINK, HABIT]))
    def approve(self, fact: Fact) -> None:
        self._add(fact, "approved")
        self.models[fact].approved, self.models[fact].retired = self.today, False

    @rule(fact=st.sampled_from([LINK, HABIT]))
    def retire(self, fact: Fact) -> None:
        self._add(fact, "retired")
        self.models[fact] = Model(retired=True)

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @invariant()
    def sums_to_what_stands(self) -> None:
        found = {one.fact: one for one in summed(self.lessons, POLICY, self.today)}
        for fact, model in self.models.items():
            if fact in found:
                enough = 1 if KINDS[fact.kind].once else POLICY.habit_support
                assert found[fact].status == model.status(enough, self.today)
                assert found[fact].net == sum(-1 if event == "contradicted" else 1 for event, _ in model.said.values())

    @invariant()
    def taking_back_what_was_just_taught_leaves_what_was(self) -> None:
        before = summed(self.lessons, POLICY, self.today)
        again = [lesson(LINK, event, "rcp_new", on=self.today) for event in ("confirmed", "retracted")]
        after = summed([*self.lessons, *again], POLICY, self.today)
        known_before = {one.fact: one for one in before}
        if LINK in known_before:
            assert {one.fact: one for one in after} == known_before


Learning.TestCase.settings = settings(max_examples=60, stateful_step_count=25)
TestLearning = Learning.TestCase
