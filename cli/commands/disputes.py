"""`tieout dispute`: cases are opened, routed to departments, ended through the ledger, and counted by their causes."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from cli.options import By, Db, Json, asked, day

app = typer.Typer(help="Disputes and deductions: cases, tasks of departments, causes.", no_args_is_help=True)

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Its id, dsp_….")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
Amount = Annotated[str, typer.Option(metavar="AMOUNT", help="How much; else all that is open.")]
OneDay = Annotated[datetime, typer.Option(metavar="DATE", formats=["%Y-%m-%d"])]


class Fact(StrEnum):
    """What can be said of a case."""

    STATE = "state"
    REASON = "reason"
    ROOT_CAUSE = "root_cause"
    VALIDITY = "validity"
    DEPARTMENT = "department"
    PROCESSOR = "processor"
    NEXT_STEP = "next_step"
    DOCUMENT = "document"
    NOTE = "note"


class Off(StrEnum):
    """As what a disputed amount is written off."""

    SMALL_BALANCE = "small_balance"
    BAD_DEBT = "bad_debt"
    BAD_DEBT_EXPENSED = "bad_debt_expensed"
    CONCESSION = "concession"


@app.command(epilog="Example: tieout dispute open INV-1001 --reason price --said 'the price is last year s' --by ana")
def open(  # noqa: A001 - the word people type; each is an option
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its number or id.")],
    reason: Annotated[str, typer.Option(metavar="REASON", help="price, quantity, damage, …")],
    amount: Amount = "",
    said: Annotated[str, typer.Option(metavar="TEXT", help="What the customer said.")] = "",
    claim: Annotated[str, typer.Option(metavar="NUMBER", help="The customer's claim number.")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write down that a customer disputes a document; a short payment's deduction is a case by itself."""
    from cli.acts import disputes

    disputes.opened(asked(context, db, json), disputes.Told(document, reason, amount, said, claim), by)


@app.command(name="list", epilog="Example: tieout dispute list --customer C100")
def list_cases(
    context: typer.Context,
    customer: Annotated[str, typer.Option(metavar="CUSTOMER", help="One customer's; else all.")] = "",
    ended: Annotated[bool, typer.Option("--ended", help="Also those that ended.")] = False,
    db: Db = "",
    json: Json = False,
) -> None:
    """List cases, the oldest first, with what became of each amount."""
    from cli.acts import disputes

    disputes.listed(asked(context, db, json), customer, ended=ended)


@app.command(epilog="Example: tieout dispute tell dsp_4k2m9 root_cause 'old price list' --by ana")
def tell(
    context: typer.Context,
    case_id: CaseId,
    fact: Annotated[Fact, typer.Argument()],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    note: Annotated[str, typer.Option(metavar="TEXT")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say something about a case: its state, root cause, validity, department, next step, a document."""
    from cli.acts import disputes

    disputes.told(asked(context, db, json), case_id, (fact, value, note), by)


@app.command(epilog="Example: tieout dispute task dsp_4k2m9 'was it all there?' --due 2026-11-27 --by ana")
def task(
    context: typer.Context,
    case_id: CaseId,
    what: Annotated[str, typer.Argument(metavar="WHAT")],
    due: OneDay,
    department: Annotated[str, typer.Option(metavar="NAME", help="Else that of the case's reason.")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Give a department a task about a case."""
    from cli.acts import disputes

    disputes.given(asked(context, db, json), case_id, (what, department, due.date()), by)


@app.command(epilog="Example: tieout dispute answer tsk_4k2m9 'two cartons short' --resolution customer_is_right")
def answer(
    context: typer.Context,
    task_id: Annotated[str, typer.Argument(metavar="TASK")],
    note: Annotated[str, typer.Argument(metavar="TEXT")],
    resolution: Annotated[str, typer.Option(metavar="CODE", help="Ends the task: customer_is_right, …")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Answer a task, and with a resolution end it."""
    from cli.acts import disputes

    disputes.answered(asked(context, db, json), task_id, note, resolution, by)


@app.command(epilog="Example: tieout dispute tasks dsp_4k2m9")
def tasks(
    context: typer.Context,
    case_id: Annotated[str, typer.Argument(metavar="CASE", help="One case's; else those of all that wait.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """List the tasks of departments, those due first at the head, with what was answered."""
    from cli.acts import disputes

    disputes.tasks(asked(context, db, json), case_id)


@app.command(epilog="Example: tieout dispute escalate --by clock")
def escalate(context: typer.Context, by: By = "clock", db: Db = "", json: Json = False) -> None:
    """Tell the managers of overdue tasks, each once."""
    from cli.acts import disputes

    disputes.escalated(asked(context, db, json), by)


@app.command(epilog="Example: tieout dispute credit dsp_4k2m9 --amount 100.00 --reason 'short by two' --by ana")
def credit(
    context: typer.Context,
    case_id: CaseId,
    reason: Why,
    amount: Amount = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask for a credit memo on what the customer is right about; a second person approves it."""
    from cli.acts import disputes

    disputes.credited(asked(context, db, json), case_id, amount, reason, by)


@app.command(name="write-off", epilog="Example: tieout dispute write-off dsp_4k2m9 --reason 'too small' --by ana")
def write_off(
    context: typer.Context,
    case_id: CaseId,
    reason: Why,
    kind: Annotated[Off, typer.Option(help="As what.")] = Off.SMALL_BALANCE,
    amount: Amount = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to write what is disputed off; a second person approves it."""
    from cli.acts import disputes

    disputes.off(asked(context, db, json), case_id, (kind, amount, reason), by)


@app.command(epilog="Example: tieout dispute deny dsp_4k2m9 --reason 'signed for in full' --by ana")
def deny(
    context: typer.Context, case_id: CaseId, reason: Why, by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Tell the customer they are wrong: a deduction is charged back, a document is asked for again."""
    from cli.acts import disputes

    disputes.ended(asked(context, db, json), case_id, reason, by, denied=True)


@app.command(epilog="Example: tieout dispute close dsp_4k2m9 --reason 'memo sent' --by ana")
def close(
    context: typer.Context, case_id: CaseId, reason: Why, by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Close a case of which nothing is open, once its root cause is known."""
    from cli.acts import disputes

    disputes.ended(asked(context, db, json), case_id, reason, by, denied=False)


@app.command(epilog="Example: tieout dispute causes --first 2026-10-01 --last 2026-10-31")
def causes(context: typer.Context, first: OneDay, last: OneDay, db: Db = "", json: Json = False) -> None:
    """Say what closed cases came from, the most money first."""
    from cli.acts import disputes

    disputes.causes(asked(context, db, json), (day(first), day(last)))


@app.command(epilog="Example: tieout dispute load")
def load(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Say what each department has to do: open tasks, overdue ones, and what is disputed in them."""
    from cli.acts import disputes

    disputes.loads(asked(context, db, json))
