"""Knowledge of payers as the API says it: what is known, who taught it, how far it reaches, what it would change."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Instant, Paged, Query, Told, amount
from kit.days import instant
from ledger.evidence import Lesson
from services.knowledge.kinds import Fact
from services.knowledge.settling import Change
from services.knowledge.standing import Known

TEXT_MAX = 200
RECEIPTS_MAX = 1000
Status = Literal["", "proposed", "active", "retired"]
Kind = Literal[
    "", "payer_link", "not_payer", "not_ar", "reference_habit", "not_reference", "deduction_habit"
]  # fmt: skip


class KnowledgeQuery(Paged):
    """What was taught, what waits for a second person first."""

    status: Status = ""
    kind: Kind = ""
    customer_number: str = Field("", max_length=100)


class ActQuery(Query):
    """Which act is previewed."""

    act: Literal["approve", "retire"] = "approve"


class Signed(Body):
    """An act by hand: `by` is the person, as the trail names him; a second person is another name."""

    by: str = Field("", max_length=100, examples=["cleo"])
    note: str = Field("", max_length=500)


class Stated(Body):
    """One thing that may be known; which subjects and forms a kind has is on the page about teaching."""

    kind: Literal["payer_link", "not_payer", "not_ar", "reference_habit", "not_reference", "deduction_habit"]
    subject: Literal["account", "company_id", "virtual_account", "name", "customer"]
    key: str = Field(min_length=1, max_length=TEXT_MAX, description="The mark, or the customer's number.")
    form: str = Field("", max_length=20, examples=["prefix"])
    pattern: str = Field("", max_length=TEXT_MAX)
    means: str = Field("", max_length=100, description="A customer's number, or the reason of a deduction.")

    def fact(self) -> Fact:
        """Return what is stated."""
        return Fact(self.kind, self.subject, self.key, self.form, self.pattern, self.means)


class Proposed(Stated):
    """Something a person says is known."""

    by: str = Field("", max_length=100, examples=["ana"])
    note: str = Field("", max_length=500)


class Reach(Told):
    """What it would have touched in the year before: receipts, and the money of its largest currency."""

    receipts: int
    money: Amount | None


class Knowledge(Told):
    """One thing that is known; `why` says what a proposed one waits for and what ended a retired one."""

    knowledge_id: str
    sentence: str
    kind: str
    subject: str
    key: str = Field(description="Of an account the last four signs alone.")
    form: str
    pattern: str
    means: str
    status: Literal["proposed", "active", "retired"]
    why: str
    support: int
    contradicted: int
    first_seen: date
    last_seen: date
    expires_on: date
    taught_by: list[str]
    approved_by: str
    reach: Reach


class KnowledgeEvent(Told):
    """One lesson: `confirmed`, `contradicted`, `retracted`, `proposed`, `asked` for, `approved` or `retired`."""

    event: str
    receipt_id: str
    by: str
    taught_at: Instant
    note: str


class KnowledgeInFull(Knowledge):
    """One thing that is known, with its lessons, the oldest first."""

    lessons: list[KnowledgeEvent]


class Changed(Told):
    """What would become of a waiting receipt: it would post, leave receivables (`not_ar`), or ask with another one."""

    receipt_id: str
    payer_name: str
    amount: Amount
    would: Literal["post", "not_ar", "ask"]
    was: str
    becomes: str
    customer_number: str
    documents: list[str]
    explanation: str
    decision_id: str


class Otherwise(Told):
    """What knowledge would decide otherwise, those that would post first."""

    data: list[Changed]


class Shown(Body):
    """One receipt of a preview, by the answer that was shown."""

    receipt_id: str = Field(min_length=1, max_length=100)
    decision_id: str = Field(min_length=1, max_length=100)


class Settlement(Body):
    """What of a preview is carried out."""

    by: str = Field("", max_length=100)
    receipts: list[Shown] = Field(min_length=1, max_length=RECEIPTS_MAX)


class Settled(Told):
    """The receipts that were settled."""

    receipts: list[str]


def told(known: Known) -> Knowledge:
    """Return what is known as the API says it."""
    return Knowledge(**_facts(known))


def in_full(known: Known, lessons: list[Lesson]) -> KnowledgeInFull:
    """Return what is known with its lessons."""
    events = [
        KnowledgeEvent(
            event=one.event, receipt_id=one.receipt_id, by=one.actor, taught_at=instant(one.taught_at), note=one.note
        )
        for one in lessons
    ]
    return KnowledgeInFull(**_facts(known), lessons=events)


def _facts(known: Known) -> dict[str, Any]:
    """Return the members of what is known."""
    fact, reach = known.fact, known.reach
    return {
        "knowledge_id": fact.id,
        "sentence": fact.sentence,
        "key": fact.shown,
        **{name: getattr(fact, name) for name in ("kind", "subject", "form", "pattern", "means")},
        **{name: getattr(known, name) for name in ("status", "why", "support", "contradicted", "approved_by")},
        **{name: getattr(known, name) for name in ("first_seen", "last_seen", "expires_on")},
        "taught_by": list(known.taught_by),
        "reach": Reach(receipts=reach.receipts, money=amount(reach.minor, reach.currency) if reach.currency else None),
    }


def changed(change: Change) -> Changed:
    """Return a change as the API says it."""
    same = ("receipt_id", "payer_name", "would", "was", "becomes", "customer_number", "explanation", "decision_id")
    plain = {name: getattr(change, name) for name in same}
    return Changed(**plain, amount=amount(change.amount, change.currency), documents=list(change.documents))
