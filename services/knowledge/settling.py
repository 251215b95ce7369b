"""One answer offered to all it would settle: what new knowledge decides otherwise, first shown, then carried out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from kit.refusals import Stale
from ledger.evidence import Lesson
from services import desk, matching
from services.decisions import policies
from services.knowledge import acts, taught
from services.knowledge import book as lessons_of
from services.knowledge.kinds import CUSTOMER, Fact
from services.knowledge.reach import waiting_for
from services.knowledge.standing import Known, summed
from services.matching import Planned
from services.workspace import Workspace

#: What the engine says of money that people called no customer's.
NOT_AR = "payer_not_ar"
#: What a change comes to, the one to do first.
WOULD = ("post", "not_ar", "ask")


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of one waiting receipt: `would` post, take out of receivables, or ask with another proposal.

    `was` and `becomes` are the reasons without and with the knowledge. `decision_id` names the answer that was shown:
    only that one is carried out.
    """

    receipt_id: str
    payer_name: str
    amount: int
    currency: str
    would: str
    was: str
    becomes: str
    customer_number: str
    documents: tuple[str, ...]
    explanation: str
    decision_id: str


def also_settles(workspace: Workspace, receipt_id: str, *, as_of: date | None = None) -> list[Change]:
    """Return what the answers to one receipt would decide otherwise among those that wait."""
    with workspace.database.reading() as connection:
        now = lessons_of.taught(connection, workspace.settings.entity)
    before = [lesson for lesson in now if lesson.receipt_id != receipt_id]
    return [] if len(before) == len(now) else changes(workspace, before, now, as_of=as_of, but=receipt_id)


def preview(workspace: Workspace, fact: Fact, event: str, *, as_of: date | None = None) -> list[Change]:
    """Return what proposing, approving or retiring a fact would decide otherwise; nothing is written.

    A fact that would wait for a second person is shown as if he had approved it.
    """
    day = as_of or workspace.today()
    with workspace.database.reading() as connection:
        now = lessons_of.taught(connection, workspace.settings.entity)
    said = [acts.hypothetical(workspace, fact, event, day)]
    if event != "retired":
        said.append(acts.hypothetical(workspace, fact, "approved", day, "second person"))
    return changes(workspace, now, [*now, *said], as_of=day)


def changes(
    workspace: Workspace,
    before: Sequence[Lesson],
    after: Sequence[Lesson],
    *,
    as_of: date | None = None,
    but: str = "",
) -> list[Change]:
    """Return the receipts that one set of lessons decides otherwise than another, those that would post first.

    The engine is run twice over all that waits, and only where a receipt that waits has to do with what differs, `but`
    the one whose answer taught it.
    """
    day = as_of or workspace.today()
    chosen = policies.of(workspace, day)
    differing = _differing(summed(before, chosen, day), summed(after, chosen, day))
    with workspace.database.reading() as connection:
        if not _touches(connection, workspace.settings.entity, differing, but):
            return []
    was = {plan.decision.receipt_id: plan for plan in matching.foreseen(workspace, chosen, day, lessons=before)[1]}
    _, becomes = matching.foreseen(workspace, chosen, day, lessons=after)
    found = [_change(was[plan.decision.receipt_id], plan) for plan in becomes if plan.decision.receipt_id in was]
    kept = [one for one in found if one is not None]
    return sorted(kept, key=lambda one: (WOULD.index(one.would), -one.amount, one.receipt_id))


def settle(
    workspace: Workspace, shown: Iterable[tuple[str, str]], *, actor: str, as_of: date | None = None
) -> list[str]:
    """Carry out what was shown, `(receipt_id, decision_id)` each, and return the receipts that were settled.

    Refused: Stale where the books or the knowledge moved on and one of them would now be decided otherwise; then
    nothing is carried out.
    """
    day = as_of or workspace.today()
    chosen = policies.of(workspace, day)
    wanted = dict(shown)
    question, made = matching.foreseen(workspace, chosen, day)
    plans = {plan.decision.receipt_id: plan for plan in made}
    for receipt_id, decision_id in wanted.items():
        if receipt_id not in plans or plans[receipt_id].decision.decision_id != decision_id:
            raise Stale(f"receipt {receipt_id} would be decided otherwise by now: look at the preview again")
    posting = [plans[key] for key in sorted(wanted) if plans[key].decision.reason != NOT_AR]
    if question is not None:
        matching.carry_out(workspace, question, posting, actor)
    for key in sorted(wanted):
        if plans[key].decision.reason == NOT_AR:
            desk.not_ar(workspace, key, "as for this payer before", actor=actor, as_of=as_of)
    return sorted(wanted)


def _differing(before: Sequence[Known], after: Sequence[Known]) -> list[Fact]:
    """Return the facts of which the engine is told otherwise."""
    told = {one.fact: taught.bearing(one) for one in before}
    return [one.fact for one in after if told.get(one.fact, taught.NO_BEARING) != taught.bearing(one)]


def _touches(connection: Connection, entity: str, facts: Sequence[Fact], but: str) -> bool:
    """Return whether anything that waits may be decided by the facts; a customer's habits may touch whatever waits."""
    if any(fact.subject == CUSTOMER for fact in facts):
        return True
    return bool(facts) and waiting_for(connection, entity, facts, but=but)


def _change(was: Planned, becomes: Planned) -> Change | None:
    """Return what changes for a receipt, or None where the answer is the same."""
    if _answer(was) == _answer(becomes):
        return None
    decided, rows = becomes.decision, becomes.posted or [row for row in becomes.offered if row["rank"] == 1]
    posts = bool(becomes.posted)
    return Change(
        receipt_id=decided.receipt_id,
        payer_name=becomes.receipt["payer_name"],
        amount=becomes.receipt["amount"],
        currency=becomes.receipt["currency"],
        would="post" if posts else "not_ar" if decided.reason == NOT_AR else "ask",
        was=was.decision.reason,
        becomes=decided.reason,
        customer_number=decided.customer,
        documents=tuple(sorted({row["document_number"] for row in rows})),
        explanation=decided.explanation,
        decision_id=decided.decision_id,
    )


def _answer(plan: Planned) -> tuple[object, ...]:
    """Return what of a plan a person would call its answer: status, reason, and what is posted or offered first."""
    amounts = ("item_id", "cash", "discount", "write_off", "deduction", "deduction_reason")
    rows = plan.posted or [row for row in plan.offered if row["rank"] == 1]
    first = sorted(tuple(row[name] for name in amounts) for row in rows)
    return plan.decision.status, plan.decision.reason, tuple(first)
