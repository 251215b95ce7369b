"""`tieout plans`: payment plans and settlements, asked for, judged by cash, cancelled and settled."""

from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

app = typer.Typer(help="Payment plans and settlements.", no_args_is_help=True)

Documents = Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Numbers or ids; all that is open of each.")]
Person = Annotated[str, typer.Option(metavar="NAME", help="Who agreed.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, for who approves it.")]
Agreed = Annotated[str, typer.Option(metavar="AMOUNT", help="A settlement: what is taken for all of it.")]
Waiver = Annotated[str, typer.Option("--as", metavar="WORD", help="How the rest is written off: bad_debt, concession.")]
Parts = Annotated[list[str] | None, typer.Option("--part", metavar="DATE=AMOUNT", help="A part of its own; give each.")]
First = Annotated[str, typer.Option("--first-on", metavar="DATE", help="The day of the first part; else today.")]
Count = Annotated[int, typer.Option(min=1, max=120, metavar="PARTS", help="So many equal parts.")]
Every = Annotated[str, typer.Option(metavar="WORD", help="week, fortnight or month.")]
Down = Annotated[str, typer.Option("--first", metavar="AMOUNT", help="The first part, where it is not as the others.")]
Grace = Annotated[int, typer.Option(min=0, metavar="DAYS", help="A part may be so many days late.")]
Misses = Annotated[int, typer.Option(min=1, metavar="PARTS", help="So many missed parts end it.")]
Words = Annotated[str, typer.Option(metavar="TEXT", help="What else was agreed.")]


@app.command(
    epilog="Example: tieout plans propose INV-1 INV-2 --person Jo --first-on 2026-12-01 --count 4 --reason short"
)
def propose(
    context: typer.Context,
    documents: Documents,
    person: Person,
    reason: Reason,
    agreed: Agreed = "",
    waiver: Waiver = "",
    part: Parts = None,
    first_on: First = "",
    count: Count = 1,
    every: Every = "month",
    first: Down = "",
    grace: Grace = 5,
    misses: Misses = 1,
    conditions: Words = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask for a payment plan, or with an agreed sum for a settlement; it holds once a second person approves it."""
    from cli.acts import plans

    told = plans.Told(documents, person, part or [], first_on, count, every, first, grace, misses, conditions)
    plans.proposed(asked(context, db, json), told, (agreed, waiver), reason, by)


@app.command("list", epilog="Example: tieout plans list C100")
def listed(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="Else all.")] = "",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List plans and settlements as cash has judged them, the newest first."""
    from cli.acts import plans

    plans.listed(asked(context, db, json), customer, day(as_of))


@app.command(epilog="Example: tieout plans cancel arr_4k2m9 --note 'they pay at once' --by ana")
def cancel(
    context: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="Its id, arr_….")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why it ends.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """End a plan or a settlement: its documents are asked for again."""
    from cli.acts import plans

    plans.cancelled(asked(context, db, json), plan, note, by)


@app.command(epilog="Example: tieout plans settle --by ana")
def settle(context: typer.Context, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Write the rest of settlements off whose agreed sum came in time, each once."""
    from cli.acts import plans

    plans.settled(asked(context, db, json), by)
