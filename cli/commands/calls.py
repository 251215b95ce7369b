"""`tieout collections`: who is called today and why, and what customers promised."""

from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

app = typer.Typer(help="Today's calls, and promises to pay.", no_args_is_help=True)


@app.command(epilog="Example: tieout collections worklist --collector ana --as-of 2026-11-20")
def worklist(
    context: typer.Context,
    collector: Annotated[str, typer.Option(metavar="NAME", help="One collector's customers; else all.")] = "",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List who is called today, the most points first, with every reason; who is left alone stands below."""
    from cli.acts import calls

    calls.listed(asked(context, db, json), collector, day(as_of))


@app.command(epilog="Example: tieout collections promise INV-1001 --on 2026-11-27 --person Jo --by ana")
def promise(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its number or id.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day they promised.")],
    person: Annotated[str, typer.Option(metavar="NAME", help="Who promised.")],
    amount: Annotated[str, typer.Option(metavar="AMOUNT", help="How much; else all that is open.")] = "",
    tolerance: Annotated[int, typer.Option(min=0, metavar="DAYS", help="Money so much later still keeps it.")] = 3,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was said.")] = "",
    by: By = "clerk",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Write a promise to pay down, and the call it was made in; cash alone judges it."""
    from cli.acts import calls

    told = calls.Told(document, on, person, amount, tolerance, note)
    calls.promised(asked(context, db, json), told, by, day(as_of))


@app.command(epilog="Example: tieout collections withdraw prm_4k2m9 --note 'they cannot pay' --by ana")
def withdraw(
    context: typer.Context,
    promise_id: Annotated[str, typer.Argument(metavar="PROMISE")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What they said.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """End a promise that the customer took back."""
    from cli.acts import calls

    calls.withdrawn(asked(context, db, json), promise_id, note, by)


@app.command(epilog="Example: tieout collections promises C100")
def promises(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="Else all.")] = "",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List promises as cash has judged them, the newest first."""
    from cli.acts import calls

    calls.promises_of(asked(context, db, json), customer, day(as_of))


@app.command(epilog="Example: tieout collections escalate --by ana")
def escalate(context: typer.Context, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Ask sales reps and managers for help where the ladder says so, each once for a document."""
    from cli.acts import calls

    calls.escalated(asked(context, db, json), by)


@app.command(epilog="Example: tieout collections escalations --all")
def escalations(
    context: typer.Context,
    ended: Annotated[bool, typer.Option("--all", help="Those that ended as well.")] = False,
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List who was asked for help and has not answered; what was paid is off the list by itself."""
    from cli.acts import calls

    calls.escalations_of(asked(context, db, json), day(as_of), ended=ended)


@app.command(epilog="Example: tieout collections answer esc_4k2m9 --note 'the owner pays on Friday' --by ana")
def answer(
    context: typer.Context,
    escalation: Annotated[str, typer.Argument(metavar="ESCALATION", help="Its id, esc_….")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What came of it.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write what came of an escalation, which ends it."""
    from cli.acts import calls

    calls.answered(asked(context, db, json), escalation, note, by)
