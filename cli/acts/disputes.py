"""What `tieout dispute` does: open and tell cases, give tasks, end them through the ledger, count causes."""

from dataclasses import dataclass
from datetime import date

from cli import books, say, typed
from cli.asked import Asked
from kit.money import grouped
from ledger.records import Adjust
from services.dunning import disputes, promises
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Told:
    """A case as it was typed."""

    document: str
    reason: str
    amount: str
    said: str
    claim: str


def opened(asked: Asked, told: Told, by: str) -> None:
    """Open a case."""
    workspace = books.writing(asked)
    minor = typed.amount(told.amount, promises.currency(workspace, told.document)) if told.amount else None
    more = {"customer_reason": told.said, "claim_number": told.claim}
    done = disputes.open_case(workspace, told.document, told.reason, actor=by, minor=minor, **more)
    say.result(done, as_json=asked.json, lines=[f"{done.case_id} is open"])


def listed(asked: Asked, customer: str, *, ended: bool) -> None:
    """List cases."""
    found = disputes.listed(books.reading(asked), customer=customer, ended=ended)
    if asked.json:
        say.result({"disputes": found}, as_json=True)
        return
    sums = ("disputed", "paid", "credited", "written_off", "charged_back", "open")
    rows = [
        [
            *(one.case_id, one.customer_number, one.number, one.reason, one.state, one.due_on),
            *(grouped(getattr(one.amounts, name), one.currency) for name in sums),
            *(one.currency, one.department, one.root_cause),
        ]
        for one in found
    ]
    columns = ("case", "customer", "document", "reason", "state", "due", *sums, "currency", "department", "root_cause")
    say.table(columns, rows)


def told(asked: Asked, case_id: str, said: tuple[str, str, str], by: str) -> None:
    """Say something about a case."""
    kind, value, note = said
    disputes.tell(books.writing(asked), case_id, kind, value, actor=by, note=note)
    say.result({"case_id": case_id, kind: value}, as_json=asked.json, lines=[f"{case_id}: {kind} {value}"])


def given(asked: Asked, case_id: str, said: tuple[str, str, date], by: str) -> None:
    """Give a department a task."""
    what, department, due = said
    task = disputes.give(books.writing(asked), case_id, what, actor=by, department=department, due_on=due)
    say.result({"task_id": task}, as_json=asked.json, lines=[f"{task} is due on {due}"])


def tasks(asked: Asked, case_id: str) -> None:
    """List the tasks of a case, or those of all that wait."""
    found = [one for one in disputes.tasks_of(books.reading(asked), case_id) if case_id or one.open]
    if asked.json:
        say.result({"tasks": found}, as_json=True)
        return
    rows = [
        [
            *(one.task_id, one.case_id, one.department, one.what, one.due_on, one.resolution or "open"),
            "; ".join(f"{who}: {said}" for who, said in one.answers),
        ]
        for one in found
    ]
    say.table(("task", "case", "department", "what", "due", "state", "answers"), rows)


def answered(asked: Asked, task_id: str, note: str, resolution: str, by: str) -> None:
    """Answer a task."""
    disputes.answer(books.writing(asked), task_id, note, actor=by, resolution=resolution)
    words = f"{task_id} is done" if resolution else f"{task_id} is answered"
    say.result({"task_id": task_id, "resolution": resolution}, as_json=asked.json, lines=[words])


def escalated(asked: Asked, by: str) -> None:
    """Tell the managers."""
    found = disputes.escalate(books.writing(asked), actor=by)
    say.result({"tasks": found}, as_json=asked.json, lines=[*found] or ["nothing is overdue that was not told before"])


def credited(asked: Asked, case_id: str, amount: str, reason: str, by: str) -> None:
    """Ask for a credit memo."""
    workspace = books.writing(asked)
    minor = _open(workspace, case_id, amount)
    done = disputes.ask_credit(workspace, case_id, minor, reason=reason, actor=by)
    say.waits(done, as_json=asked.json)


def off(asked: Asked, case_id: str, said: tuple[str, str, str], by: str) -> None:
    """Ask to write off."""
    kind, amount, reason = said
    workspace = books.writing(asked)
    minor = _open(workspace, case_id, amount)
    done = disputes.ask_write_off(workspace, case_id, minor, Adjust(kind), reason=reason, actor=by)
    say.waits(done, as_json=asked.json)


def ended(asked: Asked, case_id: str, reason: str, by: str, *, denied: bool) -> None:
    """Deny or close a case."""
    verb = disputes.deny if denied else disputes.close
    state = verb(books.writing(asked), case_id, reason, actor=by)
    say.result({"case_id": case_id, "state": str(state)}, as_json=asked.json, lines=[f"{case_id} is {state}"])


def causes(asked: Asked, period: tuple[date | None, date | None]) -> None:
    """Say what closed cases came from."""
    first, last = period
    assert first, period
    assert last, period
    found = disputes.pareto(books.reading(asked), first, last)
    rows = [[one.root_cause, one.cases, grouped(one.minor, one.currency), one.currency] for one in found]
    shown = [[*row, f"{one.share // 100} %"] for row, one in zip(rows, found, strict=True)]
    if asked.json:
        say.result({"causes": found}, as_json=True)
        return
    say.table(("root_cause", "cases", "disputed", "currency", "share"), shown)


def loads(asked: Asked) -> None:
    """Say what departments have to do."""
    found = disputes.loads(books.reading(asked))
    if asked.json:
        say.result({"departments": found}, as_json=True)
        return
    rows = [
        [one.department, one.tasks, one.overdue, one.oldest_days, grouped(one.minor, one.currency), one.currency]
        for one in found
    ]
    say.table(("department", "tasks", "overdue", "oldest_days", "disputed", "currency"), rows)


def _open(workspace: Workspace, case_id: str, amount: str) -> int:
    """Return the amount that was typed, else all that is open. Refused: NotFound, Invalid."""
    case = disputes.one(workspace, case_id)
    return typed.amount(amount, case.currency) if amount else case.amounts.open
