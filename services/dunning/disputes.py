"""Disputes at the desk: opened, routed, researched, ended through the ledger, and where they come from."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ledger
from dunning import cases, tasks
from dunning.cases import ENDED, Case, CaseState, NewCase, Validity
from dunning.tasks import Task
from kit.money import Money, share
from kit.refusals import Invalid
from ledger.records import Adjust, NewRequest, Settlement
from services import askable, control
from services.commands import command
from services.decisions import standing
from services.dunning.deeds import CREDIT
from services.workspace import Workspace

#: What can be set on a case by a person, and what it may be; None: any text.
SETS: Mapping[str, frozenset[str] | None] = {
    "state": frozenset({CaseState.RESEARCHING, CaseState.AWAITING_CUSTOMER, CaseState.AWAITING_DEPARTMENT}),
    "reason": frozenset(cases.DEPARTMENTS),
    "root_cause": None,
    "validity": frozenset(Validity),
    "department": None,
    "processor": None,
    "next_step": None,
    "document": None,
    "note": None,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that is written down."""

    case_id: str
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """A root cause: how many cases it closed, what was disputed in them, and its share of all in basis points."""

    root_cause: str
    currency: str
    cases: int
    minor: int
    share: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a department has to do: open tasks by age, and what is disputed in their cases, each counted once."""

    department: str
    currency: str
    tasks: int
    overdue: int
    oldest_days: int
    minor: int


def open_case(
    workspace: Workspace,
    document: str,
    reason: str,
    *,
    actor: str,
    minor: int | None = None,
    customer_reason: str = "",
    claim_number: str = "",
    key: str = "",
) -> Opened:
    """Write down that a customer disputes a document, all that is open or a part. Refused: as `cases.open_case`."""
    with workspace.database.reading() as connection:
        held = standing.item(connection, document)
    row = NewCase(
        held.item_id,
        held.open if minor is None else minor,
        reason,
        workspace.today(),
        customer_reason,
        claim_number,
    )
    said = [document, reason, minor, customer_reason, claim_number]
    with command(workspace, "dispute", actor, {"said": said}, key) as book:
        if book.replayed is not None:
            return Opened(**book.replayed, replayed=True)
        book.result = {"case_id": cases.open_case(book, row, workspace.now())}
    return Opened(**book.result)


def tell(
    workspace: Workspace, case_id: str, kind: str, value: str, *, actor: str, note: str = "", key: str = ""
) -> None:
    """Write something about a case: one of SETS. Refused: NotFound; Invalid for what cannot be, or once it ended."""
    if kind not in SETS:
        raise Invalid(f"a case has no {kind}: it has {', '.join(SETS)}")
    if (may := SETS[kind]) is not None and value not in may:
        raise Invalid(f"the {kind.replace('_', ' ')} of a case is {', '.join(sorted(may))}, not {value!r}")
    if not value.strip():
        raise Invalid(f"say what the {kind.replace('_', ' ')} of the case is")
    value = _department(workspace, value) if kind == "department" else value
    with command(workspace, "dispute-told", actor, {"said": [case_id, kind, value, note]}, key) as book:
        if book.replayed is None:
            _open(book, workspace, case_id)
            cases.note(book, case_id, kind, value.strip(), workspace.today(), at=workspace.now(), said=note)


def departments(workspace: Workspace) -> tuple[str, ...]:
    """Return the departments that a case may be with: those that reasons lead to, and those that the settings add."""
    added = (_plain(name) for name in workspace.settings.departments.split(","))
    return tuple(sorted({*cases.DEPARTMENTS.values(), *filter(None, added)}))


def _department(workspace: Workspace, said: str) -> str:
    """Return a department by its name, however it is written. Refused: Invalid where there is none of it."""
    name, known = _plain(said), departments(workspace)
    if name not in known:
        further = "TIEOUT_DEPARTMENTS names further ones"
        raise Invalid(f"there is no department {said.strip()!r}: there are {', '.join(known)}; {further}")
    return name


def _plain(name: str) -> str:
    """Return a department's name as it is kept: `Order desk` is order_desk."""
    return "_".join(name.lower().replace("-", " ").replace("_", " ").split())


def give(
    workspace: Workspace, case_id: str, what: str, *, actor: str, department: str = "", due_on: date, key: str = ""
) -> str:
    """Give a department a task about a case, that of the case's reason where none is named; return the task's id.

    Refused: NotFound; Invalid for a department that there is not, or where nothing is asked.
    """
    department = _department(workspace, department) if department.strip() else ""
    said = [case_id, what, department, due_on.isoformat()]
    with command(workspace, "dispute-task", actor, {"said": said}, key) as book:
        if book.replayed is None:
            case = _open(book, workspace, case_id)
            identity = tasks.give(book, case_id, department or case.department, what, due_on=due_on, at=workspace.now())
            waits = str(CaseState.AWAITING_DEPARTMENT)
            cases.note(book, case_id, "state", waits, workspace.today(), at=workspace.now(), said=what)
            book.result = {"task_id": identity}
    return str((book.replayed or book.result)["task_id"])


def answer(workspace: Workspace, task_id: str, note: str, *, actor: str, resolution: str = "", key: str = "") -> None:
    """Answer a task, and with a resolution end it. Refused: NotFound, Invalid."""
    with command(workspace, "dispute-answer", actor, {"said": [task_id, note, resolution]}, key) as book:
        if book.replayed is None:
            state = tasks.DONE if resolution else tasks.ANSWERED
            tasks.step(book, task_id, state, workspace.today(), at=workspace.now(), note=note, resolution=resolution)


def escalate(workspace: Workspace, *, actor: str, key: str = "") -> tuple[str, ...]:
    """Tell the manager of every overdue task, each once; return the tasks. Run as often as you like."""
    today = workspace.today()
    with command(workspace, "dispute-escalation", actor, {"on": today.isoformat()}, key) as book:
        if book.replayed is None:
            late = [one for one in tasks.of(book.connection, book.entity) if one.open and one.due_on < today]
            fresh = [one.task_id for one in late if one.escalated_on is None]
            for identity in fresh:
                tasks.step(book, identity, tasks.ESCALATED, today, at=workspace.now(), note="overdue")
            book.result = {"tasks": fresh}
    return tuple((book.replayed or book.result)["tasks"])


def ask_credit(
    workspace: Workspace, case_id: str, minor: int, *, reason: str, actor: str, key: str = ""
) -> control.Asked:
    """Ask for a credit memo on what the customer is right about; it is booked once a second person approves.

    It holds the share of sales tax of the document, or of the invoice that a deduction is part of. Refused: NotFound;
    Invalid beyond what is open, and of what requests that wait leave.
    """
    case = one(workspace, case_id)
    with workspace.database.reading() as connection:
        held = connection.execute(ledger.tables.item.select().where(ledger.tables.item.c.item_id == case.item_id)).one()
        document = askable.taxed(connection, held)
    _check_part(case, minor)
    tax = askable.tax_in(document, minor)
    body = {"case_id": case_id, "minor": minor, "tax": tax, "reason": case.reason, "root_cause": case.root_cause}
    told = json.dumps({**body, "item_id": case.item_id}, sort_keys=True)
    wanted = NewRequest(CREDIT, case.number, told, reason, minor, case.currency, case.customer_number)

    def check(book: ledger.Book) -> None:
        askable.beside(book.connection, held, CREDIT, minor)

    return control.ask(workspace, wanted, actor, key, check)


def ask_write_off(
    workspace: Workspace, case_id: str, minor: int, kind: Adjust, *, reason: str, actor: str
) -> control.Asked:
    """Ask to write what is disputed off, as any adjustment is. Refused: NotFound; Invalid beyond what is open."""
    case = one(workspace, case_id)
    _check_part(case, minor)
    return control.ask_adjustment(workspace, case.item_id, kind, minor, reason=reason, actor=actor)


def deny(workspace: Workspace, case_id: str, reason: str, *, actor: str, key: str = "") -> CaseState:
    """Tell the customer they are wrong: a deduction is charged back (P14), a document is asked for again.

    Refused: NotFound; Invalid without a reason or a root cause, or where the case ended.
    """
    with command(workspace, "dispute-denied", actor, {"said": [case_id, reason]}, key) as book:
        if book.replayed is None:
            case = _open(book, workspace, case_id)
            _check_end(case, reason)
            on, at = workspace.today(), workspace.now()
            if case.of_deduction and case.amounts.open:
                ledger.deductions.charge_back(book, [Settlement(case.item_id, case.amounts.open, on, reason)])
            cases.note(book, case_id, "validity", str(Validity.INVALID), on, at=at, said=reason)
            cases.note(book, case_id, "state", str(CaseState.DENIED), on, at=at, said=reason)
    return CaseState.DENIED


def close(workspace: Workspace, case_id: str, note: str, *, actor: str, key: str = "") -> CaseState:
    """Close a case of which nothing is open. Refused: NotFound; Invalid without a root cause, or while some is open."""
    with command(workspace, "dispute-closed", actor, {"said": [case_id, note]}, key) as book:
        if book.replayed is None:
            case = _open(book, workspace, case_id)
            _check_end(case, note)
            if case.amounts.open:
                left = Money(case.amounts.open, case.currency)
                raise Invalid(f"{case_id}: {left} is open: credit, write off or deny it")
            closed = str(CaseState.CLOSED)
            cases.note(book, case_id, "state", closed, workspace.today(), at=workspace.now(), said=note)
    return CaseState.CLOSED


def one(workspace: Workspace, case_id: str) -> Case:
    """Return a case. Refused: NotFound."""
    with workspace.database.reading() as connection:
        return cases.one(connection, workspace.settings.entity, case_id)


def listed(workspace: Workspace, *, customer: str = "", ended: bool = False) -> list[Case]:
    """Return cases, the oldest first: those that wait, or with `ended` all; of one customer, or of all."""
    with workspace.database.reading() as connection:
        found = cases.of(connection, workspace.settings.entity)
    mine = [one for one in found if customer in {"", one.customer_number}]
    seen = [one for one in mine if workspace.sees(one.customer_number)]
    return [one for one in seen if ended or one.state not in ENDED]


def tasks_of(workspace: Workspace, case_id: str = "") -> list[Task]:
    """Return the tasks of a case, or all, those due first at the head."""
    with workspace.database.reading() as connection:
        return tasks.of(connection, workspace.settings.entity, [case_id] if case_id else None)


def pareto(workspace: Workspace, first: date, last: date) -> list[Cause]:
    """Return what closed cases came from, by root cause, the most money first; together they are all that closed."""
    with workspace.database.reading() as connection:
        found = cases.of(connection, workspace.settings.entity)
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    whole: defaultdict[str, int] = defaultdict(int)
    for one in found:
        if one.closed_on is not None and first <= one.closed_on <= last:
            counts[one.root_cause, one.currency].append(one.amounts.disputed)
            whole[one.currency] += one.amounts.disputed
    rows = [
        Cause(cause, currency, len(sums), sum(sums), share(10_000, sum(sums), whole[currency]))
        for (cause, currency), sums in counts.items()
    ]
    return sorted(rows, key=lambda row: (row.currency, -row.minor, row.root_cause))


def loads(workspace: Workspace) -> list[Load]:
    """Return what each department has to do, by currency of what is disputed."""
    today = workspace.today()
    with workspace.database.reading() as connection:
        known = {one.case_id: one for one in cases.of(connection, workspace.settings.entity)}
        waiting = [one for one in tasks.of(connection, workspace.settings.entity) if one.open]
    by: defaultdict[tuple[str, str], list[Task]] = defaultdict(list)
    for task in waiting:
        by[task.department, known[task.case_id].currency].append(task)
    return [
        Load(
            department,
            currency,
            len(mine),
            sum(one.due_on < today for one in mine),
            max((today - one.due_on).days for one in mine),
            sum(known[one].amounts.open for one in {task.case_id for task in mine}),
        )
        for (department, currency), mine in sorted(by.items())
    ]


def _open(book: ledger.Book, workspace: Workspace, case_id: str) -> Case:
    """Return a case that has not ended, written down. Refused: NotFound, Invalid."""
    case = cases.recorded(book, case_id, workspace.now())
    if case.state in ENDED:
        raise Invalid(f"{case_id} is {case.state}")
    return case


def _check_part(case: Case, minor: int) -> None:
    """Refuse to settle of a case what is not open, or of one that ended."""
    if case.state in ENDED or not 0 < minor <= case.amounts.open:
        raise Invalid(f"{case.case_id} is {case.state}: {Money(case.amounts.open, case.currency)} of it is open")


def _check_end(case: Case, note: str) -> None:
    """Refuse to end a case that nobody can learn from."""
    if not case.root_cause:
        raise Invalid(f"{case.case_id}: say its root cause first")
    if not note.strip():
        raise Invalid("say why it ends")
