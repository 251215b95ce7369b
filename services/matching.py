"""Matching asks the matcher about the books as they stand, posts what may be posted, and keeps every decision."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

import ledger
from kit.ids import content_id
from kit.refusals import Invalid, OverApplied, Stale
from ledger import tables
from ledger.evidence import Automatic, Decision, Lesson, Proposal
from ledger.records import Identification, NewApplication, Undo, WriteOff
from matcher import Policy
from matcher.posting import auditing
from matcher.shown import explain
from services import discounts
from services.banking import booking, taking
from services.banking.booking import Booked
from services.decisions import kept, policies, reopening, shadow, tracks
from services.decisions.asked import Asked, asked
from services.decisions.deciding import DEMOTED, decided, hands
from services.decisions.kept import Question, Run
from services.decisions.shadowed import COMMAND as SHADOW
from services.workspace import Progress, Workspace

#: How often a plan is made again when somebody at the desk was faster.
PLANS_MAX = 3
#: How often a run decides anew about what still waits after it has posted.
TURNS_MAX = 2
#: Statuses by which the payer is known for sure.
IDENTIFIED = {"applied", "partially_applied", "unapplied"}
ENGINE = "engine"
#: What can become of a stratum.
STANDINGS = ("demoted", "promoted")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: entries booked, receipts decided by status, and the money applied by currency.

    `drawn` postings go to a reviewer for audit; `demoted` strata lost the right to post, `promoted` got it back.
    `changed` counts receipts whose posting was taken back and made anew because their remittance came late.
    `shadowed` counts receipts of which the policy in the shadow would post otherwise; `warnings` say what did not stop
    the run but somebody should know.
    """

    as_of: date
    booked: Booked
    considered: int
    by_status: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    applied: dict[str, int] = field(default_factory=dict)
    drawn: int = 0
    demoted: tuple[str, ...] = ()
    promoted: tuple[str, ...] = ()
    changed: int = 0
    shadowed: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be written for one receipt: its decision, what is posted, and what a reviewer is offered.

    `undone` are applications taken back first; `rest` says that the rows come to what stands.
    """

    receipt: Row
    decision: Decision
    posted: tuple[Row, ...]
    offered: tuple[Row, ...]
    undone: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a run so far: the plans carried out, and words on what the books refused."""

    done: list[Planned] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def _quiet(_step: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def run(workspace: Workspace, *, as_of: date, actor: str = ENGINE, progress: Progress = _quiet) -> Summary:
    """Tie out, book, decide and post; a run cut short is finished by the next, and a second run changes nothing."""
    taking.finish(workspace)
    chosen = policies.of(workspace, as_of)
    watch = shadow.watch(workspace, chosen, actor)
    progress("booking", 0, 0)
    booked = booking.book(workspace, as_of=as_of, actor=actor)
    changes = _restanding(workspace, chosen, as_of, actor)
    came = Came()
    considered = 0
    answered = _answered(workspace, chosen, as_of)
    if not answered:
        _reopened(workspace, chosen, as_of, actor, came)
    for turn in () if answered else range(1, TURNS_MAX + 1):
        before = len(came.done)
        waiting = _turn(workspace, chosen, as_of, actor, progress, came, last=turn == TURNS_MAX)
        considered = considered or waiting
        if not any(plan.posted for plan in came.done[before:]):
            break
    beside = shadow.follow(workspace, watch, actor, progress)
    summary = _summary(as_of, booked, considered, came.done, chosen)
    warnings = (*dict.fromkeys(came.refused), *beside.warnings)
    summary = replace(summary, shadowed=beside.differ, warnings=warnings)
    return replace(summary, demoted=changes["demoted"], promoted=changes["promoted"])


def _restanding(workspace: Workspace, chosen: Policy, as_of: date, actor: str) -> dict[str, tuple[str, ...]]:
    """Write down which strata lost or regained the right to post, and return them by what became of them."""
    with workspace.database.reading() as connection:
        known = tracks.history(connection, workspace.settings.entity)
        at = int(workspace.now().timestamp() * 1_000_000)
        fresh = tracks.changed(connection, workspace.settings.entity, known, chosen.error_bound, as_of=as_of, at=at)
    if fresh:
        told = [[change.stratum, change.state, change.reviewed, change.wrong] for change in fresh]
        with ledger.book(
            workspace.database,
            entity=workspace.settings.entity,
            key=content_id("cmd", "strata", as_of, *(part for change in told for part in change)),
            actor=actor,
            command="strata",
            payload={"as_of": as_of.isoformat(), "changes": told},
            recorded_at=workspace.now(),
        ) as book:
            if book.replayed is None:
                ledger.evidence.add(book, fresh)
                book.result = {"changes": len(fresh)}
    return {state: tuple(change.stratum for change in fresh if change.state == state) for state in STANDINGS}


def _answered(workspace: Workspace, chosen: Policy, as_of: date) -> bool:
    """Return whether the newest command of the books is a run that decided everything under this day and policy.

    What the shadow keeps changes nothing that is decided.
    """
    batch = tables.batch
    mine = batch.c.entity == workspace.settings.entity, batch.c.command != SHADOW
    newest = select(batch.c.command, batch.c.payload).where(*mine)
    with workspace.database.reading() as connection:
        row = connection.execute(newest.order_by(batch.c.no.desc()).limit(1)).first()
    if row is None or row.command != "match":
        return False
    done = json.loads(row.payload)
    return bool(done["settled"]) and (done["as_of"], done["rules"]) == (as_of.isoformat(), _rules(chosen))


def _rules(chosen: Policy) -> str:
    """Return under which engine and policy a run decides."""
    return f"{explain.ENGINE} {chosen.digest}"


def _turn(  # noqa: PLR0917 - what a run is made of
    workspace: Workspace, chosen: Policy, as_of: date, actor: str, progress: Progress, came: Came, *, last: bool
) -> int:
    """Decide what waits and carry it out; what is posted may settle more, so that a run takes a second turn.

    Returns how many receipts waited.
    """
    before = len(came.done)
    for attempt in range(1, PLANS_MAX + 1):
        progress("deciding", 0, 0)
        asked_of, left = planned(workspace, chosen, as_of)
        settled = last or not any(plan.posted for plan in left)
        if asked_of.run:
            kept.keep_first(workspace.database, asked_of.run)
        try:
            for batch in _batches(left, workspace.settings.posting_batch):
                _carried_out(workspace, asked_of, batch, actor, came, settled=settled and batch[-1] is left[-1])
                progress("posting", len(came.done) - before, len(left))
            break
        except (Stale, OverApplied):
            if attempt == PLANS_MAX:
                raise
    return asked_of.waiting


def _carried_out(
    workspace: Workspace, asking: "Asking", batch: Sequence[Planned], actor: str, came: Came, *, settled: bool
) -> None:
    """Carry out a batch; a receipt whose answer the books refuse waits undecided, and holds up no other.

    It is found by halves, each in a command of its own; while one waits so, nothing ends the run.
    """
    try:
        _carry_out(workspace, asking, batch, actor, settled=settled and not came.refused)
        came.done.extend(batch)
    except Invalid as fault:
        if len(batch) == 1:
            came.refused.append(f"{batch[0].decision.receipt_id} is undecided: the books refused the answer: {fault}")
            return
        middle = len(batch) // 2
        _carried_out(workspace, asking, batch[:middle], actor, came, settled=False)
        _carried_out(workspace, asking, batch[middle:], actor, came, settled=settled)


def _reopened(workspace: Workspace, chosen: Policy, as_of: date, actor: str, came: Came) -> None:
    """Decide anew what was decided before its remittance came, and carry all of it out in one command."""
    for attempt in range(1, PLANS_MAX + 1):
        with workspace.database.reading() as connection:
            frames = asked(connection, workspace, chosen, as_of, anew=True) if reopening.likely(connection) else None
        if frames is None or not frames.reopened:
            return
        question = frames.question(chosen, as_of)
        plans = [plan for plan in _plans(workspace, frames, question) if plan.decision.receipt_id in frames.reopened]
        if not plans:
            return
        try:
            _carry_out(workspace, _asking(workspace, question, len(plans)), plans, actor, settled=False)
        except (Stale, OverApplied):
            if attempt == PLANS_MAX:
                raise
        except Invalid as fault:
            came.refused.append(f"late remittances are not followed: the books refused an answer: {fault}")
            return
        else:
            came.done.extend(plans)
            return
    raise AssertionError("the last attempt returns or raises")


@dataclass(frozen=True, slots=True)
class Asking:
    """What one turn asked: how many receipts waited, under which policy and day, and the run that is kept of it."""

    waiting: int
    policy: Policy
    as_of: date
    run: Run | None


def planned(workspace: Workspace, chosen: Policy, as_of: date) -> tuple[Asking, list[Planned]]:
    """Return what was asked, and what is new to be written for the receipts that wait, in order of receipt."""
    question, made = foreseen(workspace, chosen, as_of)
    with workspace.database.reading() as connection:
        known, late = _newest(connection), reopening.late(connection)
    fresh = [
        plan
        for plan in made
        if plan.decision.receipt_id in late or known.get(plan.decision.receipt_id) != plan.decision.decision_id
    ]
    if question is None or not fresh:
        return Asking(len(made), chosen, as_of, None), []
    return _asking(workspace, question, len(made)), fresh


def foreseen(
    workspace: Workspace, chosen: Policy, as_of: date, *, lessons: Sequence[Lesson] | None = None
) -> tuple[Question | None, list[Planned]]:
    """Return what a run would ask and write for every receipt that waits, decided before or not, in order of receipt.

    `lessons` stand in for those of the books, to see what other knowledge would decide. Nothing is asked where nothing
    waits.
    """
    with workspace.database.reading() as connection:
        frames = asked(connection, workspace, chosen, as_of, lessons=lessons)
    if not frames.receipts.height:
        return None, []
    question = frames.question(chosen, as_of)
    return question, _plans(workspace, frames, question)


def _plans(workspace: Workspace, frames: Asked, question: Question) -> list[Planned]:
    """Return what is to be written for every receipt of a question, in order of receipt."""
    at = int(workspace.now().timestamp() * 1_000_000)
    receipts = {row["receipt_id"]: row for row in frames.waiting.iter_rows(named=True)}
    made = decided(question, question.answer(**hands(workspace.settings, question)), at)
    return [Planned(receipts[one.decision.receipt_id], *one) for one in made]


def _asking(workspace: Workspace, question: Question, waiting: int) -> Asking:
    """Return a question with the run that is kept of it."""
    with workspace.database.reading() as connection:
        run = kept.run(connection, workspace.settings.entity, question)
    return Asking(waiting, question.policy, question.as_of, run)


def _newest(connection: Connection) -> dict[str, str]:
    """Return the newest decision of each receipt."""
    decision = tables.decision
    last = select(func.max(decision.c.no)).group_by(decision.c.receipt_id)
    chosen = select(decision.c.receipt_id, decision.c.decision_id).where(decision.c.no.in_(last))
    return {row[0]: row[1] for row in connection.execute(chosen)}


def _carry_out(workspace: Workspace, asking: Asking, batch: Sequence[Planned], actor: str, *, settled: bool) -> None:
    """Post one batch and keep its decisions, in one command whose content is its key; `settled` ends the run.

    The first command of a run keeps what was asked; each names the run.
    """
    assert asking.run is not None, "what is decided was asked"
    ids = [plan.decision.decision_id for plan in batch]
    as_of, run_id = asking.as_of, asking.run.record.run_id
    with ledger.book(
        workspace.database,
        entity=workspace.settings.entity,
        key=content_id("cmd", "match", as_of, settled, run_id, *ids),
        actor=actor,
        command="match",
        payload={
            "as_of": as_of.isoformat(),
            "decisions": ids,
            "rules": _rules(asking.policy),
            "run": run_id,
            "settled": settled,
        },
        recorded_at=workspace.now(),
    ) as book:
        if book.replayed is None:
            kept.keep(book, asking.run, now=workspace.now(), days=workspace.settings.frames_days)
            ledger.applications.unapply(book, [one for plan in batch for one in _undone(plan, as_of)])
            ledger.receipts.identify(book, [one for plan in batch for one in _identified(plan, as_of)])
            rows = [one for plan in batch for one in _applied(plan, as_of)]
            ledger.applications.apply(book, discounts.booked(book.connection, rows, asking.policy))
            ledger.evidence.add(book, [record for plan in batch for record in _evidence(plan, asking.policy)])
            book.result = {"decisions": len(batch)}


def carry_out(workspace: Workspace, question: Question, plans: Sequence[Planned], actor: str) -> None:
    """Carry out plans of a question that a person saw and confirmed, by the same commands as a run.

    Refused: Stale, OverApplied where somebody was faster.
    """
    asking = _asking(workspace, question, len(plans))
    for batch in _batches(plans, workspace.settings.posting_batch):
        _carry_out(workspace, asking, batch, actor, settled=False)


def _gl_on(plan: Planned, as_of: date) -> date:
    """Return the day of the run, or the day of the money where that is later."""
    received_on: date = plan.receipt["received_on"]
    return max(as_of, received_on)


def _undone(plan: Planned, as_of: date) -> Iterator[Undo]:
    """Yield the applications that are taken back before the new ones are posted."""
    return (Undo(one, _gl_on(plan, as_of), reopening.LATE) for one in plan.undone)


def _identified(plan: Planned, as_of: date) -> Iterator[Identification]:
    """Yield who paid, where the decision says so."""
    customer = plan.decision.customer or next((row["customer"] for row in plan.posted), "")
    if (
        not plan.rest
        and plan.decision.status in IDENTIFIED
        and customer
        and customer != plan.receipt["customer_number"]
    ):
        yield Identification(plan.decision.receipt_id, customer, _gl_on(plan, as_of))


def _applied(plan: Planned, as_of: date) -> Iterator[NewApplication]:
    """Yield the applications of a decision that posts."""
    return (application(row, plan.decision.decision_id, _gl_on(plan, as_of), ENGINE) for row in plan.posted)


def application(row: Row, decision_id: str, gl_on: date, decided_by: str) -> NewApplication:
    """Return an answer's row as the books take it."""
    return NewApplication(
        receipt_id=row["receipt_id"],
        item_id=row["item_id"],
        cash=row["cash"],
        gl_on=gl_on,
        discount=row["discount"],
        discount_earned=row["discount_earned"],
        write_off=row["write_off"],
        write_off_kind=written_off(row),
        deduction=row["deduction"],
        deduction_reason=row["deduction_reason"],
        decided_by=decided_by,
        rule=row["rule"],
        confidence=row["confidence"],
        explanation=row["explanation"],
        certificate_id=decision_id,
    )


def written_off(row: Row) -> WriteOff | None:
    """Return why a remainder is let go: the rule names the fee, everything else is a small balance."""
    if not row["write_off"]:
        return None
    return WriteOff.BANK_FEE if "fee" in row["rule"] else WriteOff.SMALL_BALANCE


def _evidence(plan: Planned, chosen: Policy) -> Iterator[Decision | Proposal | Automatic]:
    """Yield the decision, what it adds to its stratum's track, and what a reviewer is offered."""
    yield plan.decision
    if plan.posted or plan.decision.reason == DEMOTED:
        yield tracks.automatic(plan.decision, posted=bool(plan.posted), share_bp=chosen.audit_share_bp)
    for row in plan.offered:
        kept = {name: row[name] for name in PROPOSED}
        kind = written_off(row)
        yield Proposal(decision_id=plan.decision.decision_id, write_off_kind=kind.value if kind else "", **kept)


#: Columns of the matcher's answer that a proposal keeps as they are.
PROPOSED = tuple(name for name in Proposal.__dataclass_fields__ if name not in {"decision_id", "write_off_kind"})


def _batches(plans: Sequence[Planned], size: int) -> Iterator[Sequence[Planned]]:
    """Yield the plans in lists of a size."""
    return (plans[start : start + size] for start in range(0, len(plans), size))


def _summary(as_of: date, booked: Booked, considered: int, plans: Sequence[Planned], chosen: Policy) -> Summary:
    """Count what was decided; of a receipt decided twice the later answer."""
    newest = {plan.decision.receipt_id: plan.decision for plan in plans}.values()
    applied: Counter[str] = Counter()
    for plan in plans:
        applied[plan.receipt["currency"]] += sum(row["cash"] for row in plan.posted)
    return Summary(
        as_of=as_of,
        booked=booked,
        considered=considered,
        by_status=dict(sorted(Counter(decision.status for decision in newest).items())),
        reasons=dict(sorted(Counter(decision.reason for decision in newest if decision.reason).items())),
        applied=dict(sorted(applied.items())),
        drawn=sum(
            auditing.drawn(plan.decision.receipt_id, as_of, chosen.audit_share_bp) for plan in plans if plan.posted
        ),
        changed=sum(bool(plan.undone) for plan in plans),
    )
