"""A policy in the shadow decides what a run was asked as well; it posts nothing, and what differs is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

import ledger
from kit.db import among
from kit.ids import content_id
from kit.refusals import Refused
from ledger import tables
from ledger.evidence import ShadowDecision
from matcher import Policy
from matcher.posting import auditing
from services.decisions import alike, backtest, finals, kept, policies, shadow_marks
from services.decisions.backtest import Outcome
from services.decisions.deciding import hands
from services.decisions.finals import Like
from services.decisions.kept import Question
from services.decisions.shadowed import COMMAND
from services.workspace import Progress, Workspace

#: The columns of a line as it is kept.
FIELDS = (*finals.SAME, *finals.LEAVES)
#: What can go wrong in the shadow. The run is in the books by then: neither the policy's file, nor the database, nor a
#: fault of ours that only another policy brings to light may take the run's answer away.
FAILURES = (
    Refused,
    OSError,
    SQLAlchemyError,
    pl.exceptions.PolarsError,
    ArithmeticError,
    AssertionError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Watch:
    """What one command has in the shadow: a policy, or why there is none; and the run behind which it begins.

    `behind`: a command before was cut short, so that some of the runs may be decided already.
    """

    policy: Policy | None
    wrong: str
    since: int
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What became of it: of how many receipts the shadow would post otherwise, and what went wrong."""

    differ: int = 0
    warnings: tuple[str, ...] = ()


def watch(workspace: Workspace, live: Policy, actor: str = "engine") -> Watch | None:
    """Return what stands in the shadow before a run begins; None where nothing does, so that nothing is paid.

    A policy equal to the one that holds could only agree: it is none. What a killed command left is caught up with.
    """
    try:
        told = policies.shadow(workspace)
    except (Refused, OSError) as wrong:
        return Watch(None, _said(wrong), _newest(workspace))
    if told is None or told.policy.digest == live.digest:
        return None
    newest = _newest(workspace)
    try:
        since = shadow_marks.begun(workspace, told.policy, newest, actor)
    except FAILURES as wrong:
        return Watch(told.policy, _said(wrong), newest)
    return Watch(told.policy, "", since, behind=since < newest)


def follow(workspace: Workspace, watched: Watch | None, actor: str, progress: Progress) -> Beside:
    """Decide the runs kept since under the shadow policy too; whatever goes wrong is told and kept, never raised."""
    if watched is None:
        return Beside()
    differ: set[str] = set()
    warnings: list[str] = [watched.wrong] if watched.wrong else []
    try:
        runs = _asked(workspace, watched)
    except FAILURES as wrong:
        runs, warnings = [], [*warnings, _said(wrong)]
    for done, run_id in enumerate(runs):
        progress("in the shadow", done, len(runs))
        try:
            if watched.policy is not None:
                differ |= _run(workspace, run_id, watched.policy, actor)
            else:
                _keep_failure(workspace, run_id, watched.wrong, None, actor)
        except FAILURES as wrong:
            warnings += _failed(workspace, run_id, _said(wrong), watched.policy, actor)
    warnings += _ended(workspace, watched, actor) if runs else []
    told = tuple(f"the policy in the shadow did not decide: {one}" for one in dict.fromkeys(warnings))
    return Beside(len(differ), told)


def _asked(workspace: Workspace, watched: Watch) -> list[str]:
    """Return the runs that are to be decided in the shadow, in order: without those a killed command had decided."""
    runs = _runs(workspace, watched.since)
    before = shadow_marks.decided(workspace, watched.policy) if watched.behind and watched.policy else frozenset()
    return [run for run in runs if run not in before]


def _ended(workspace: Workspace, watched: Watch, actor: str) -> list[str]:
    """Keep that all of it was decided; return what is to be told where that could not be kept."""
    try:
        if watched.policy is not None:
            shadow_marks.done(workspace, watched.policy, watched.since, actor)
    except FAILURES as wrong:
        return [_said(wrong)]
    return []


def _newest(workspace: Workspace) -> int:
    """Return the number of the newest run."""
    with workspace.database.reading() as connection:
        return connection.execute(select(func.max(tables.match_run.c.no))).scalar() or 0


def _runs(workspace: Workspace, since: int) -> list[str]:
    """Return the entity's runs kept after a number, in order."""
    run, batch = tables.match_run, tables.batch
    mine = run.c.no > since, batch.c.entity == workspace.settings.entity
    chosen = select(run.c.run_id).join(batch, batch.c.no == run.c.batch).where(*mine).order_by(run.c.no)
    with workspace.database.reading() as connection:
        return list(connection.execute(chosen).scalars())


def _run(workspace: Workspace, run_id: str, chosen: Policy, actor: str) -> set[str]:
    """Decide one run under both policies, keep that it was done and what differs; return the receipts that differ."""
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        question = kept.question(connection, run_id)
        facts = alike.facts(connection, entity)
    both = (question, replace(question, policy=chosen))
    live, after = (backtest.outcomes(one, facts, **hands(workspace.settings, one)) for one in both)
    differ = [one for one in sorted(live) if one in after and not auditing.agree(live[one].lines, after[one].lines)]
    rows = [_row(workspace, question, chosen, one, (live[one], after[one])) for one in differ]
    with _book(workspace, run_id, question.as_of, chosen, actor) as book:
        if book.replayed is None:
            ledger.evidence.add(book, _fresh(book.connection, chosen, rows))
            book.result = {"answers": len(after), "differ": len(differ), "failed": ""}
    return set(differ)


def _failed(workspace: Workspace, run_id: str, said: str, chosen: Policy | None, actor: str) -> list[str]:
    """Keep that the shadow could not decide a run; return what is to be told, also where it could not be kept."""
    try:
        _keep_failure(workspace, run_id, said, chosen, actor)
    except FAILURES as wrong:
        return [said, _said(wrong)]
    return [said]


def _keep_failure(workspace: Workspace, run_id: str, said: str, chosen: Policy | None, actor: str) -> None:
    """Keep that the shadow could not decide a run, and why."""
    run = tables.match_run
    with workspace.database.reading() as connection:
        as_of = connection.execute(select(run.c.as_of).where(run.c.run_id == run_id)).scalar_one()
    with _book(workspace, run_id, as_of, chosen, actor) as book:
        if book.replayed is None:
            book.result = {"answers": 0, "differ": 0, "failed": said}


def _book(workspace: Workspace, run_id: str, as_of: date | str, chosen: Policy | None, actor: str) -> Any:
    """Open the books for what the shadow says of one run: the whole policy stands in the command, to make it again."""
    digest = chosen.digest if chosen else ""
    return ledger.book(
        workspace.database,
        entity=workspace.settings.entity,
        key=content_id("cmd", COMMAND, run_id, digest),
        actor=actor,
        command=COMMAND,
        payload={
            "run": run_id,
            "as_of": str(as_of),
            "digest": digest,
            "policy": chosen.model_dump(mode="json") if chosen else {},
        },
        recorded_at=workspace.now(),
    )


def _row(
    workspace: Workspace, question: Question, chosen: Policy, receipt_id: str, both: tuple[Outcome, Outcome]
) -> ShadowDecision:
    """Return a difference as it is kept: `both` is what the run decided, and what the shadow does."""
    live, after = both
    return ShadowDecision(
        policy=chosen.digest,
        version=chosen.version,
        receipt_id=receipt_id,
        decision_id=content_id("dec", chosen.digest, receipt_id, _plain(after.lines), after.reason),
        status="applied" if after.lines else "review",
        reason=after.reason,
        customer=str(after.lines[0][0]) if after.lines else "",
        stratum=(after if after.lines else live).stratum,
        lines=_plain(after.lines),
        live=_plain(live.lines),
        as_of=question.as_of,
        decided_at=int(workspace.now().timestamp() * 1_000_000),
    )


def _plain(lines: Sequence[Like]) -> str:
    """Return lines as JSON."""
    return json.dumps([dict(zip(FIELDS, line, strict=True)) for line in lines], default=str)


def _fresh(connection: Connection, chosen: Policy, rows: Sequence[ShadowDecision]) -> list[ShadowDecision]:
    """Return the rows that say something else than the newest kept of their receipt under the policy."""
    table = tables.shadow_decision
    mine = table.c.policy == chosen.digest, among(connection, table.c.receipt_id, [row.receipt_id for row in rows])
    newest = select(table.c.receipt_id, table.c.lines, table.c.live).where(*mine).order_by(table.c.no)
    known: Mapping[str, tuple[str, str]] = {row[0]: (row[1], row[2]) for row in connection.execute(newest)}
    return [row for row in rows if known.get(row.receipt_id) != (row.lines, row.live)]


def _said(wrong: Exception) -> str:
    """Return what went wrong in words; of what is no refusal, also its kind."""
    said = "; ".join((str(wrong), *getattr(wrong, "reasons", ())))
    return said if isinstance(wrong, Refused) else f"{type(wrong).__name__}: {said}"
