"""`tieout agencies`: who collects for us, what is to be placed and was, what they remit and how much they recover."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

app = typer.Typer(help="Collection agencies: kept on a list, given what is old, ranked.", no_args_is_help=True)

Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, for who approves it.")]
Place = Annotated[str, typer.Argument(metavar="PLACEMENT", help="Its id, plc_….")]
Floor = Annotated[int, typer.Option(min=0, metavar="UNITS", help="At least so much of a customer, whole units.")]
Late = Annotated[int, typer.Option("--days", min=1, metavar="DAYS", help="Documents so many days past due.")]


@app.command("list", epilog="Example: tieout agencies list")
def listed(context: typer.Context, as_of: Day = None, db: Db = "", json: Json = False) -> None:
    """List agencies with what they recovered, the best first."""
    from cli.acts import agencies

    agencies.listed(asked(context, db, json), day(as_of))


@app.command(epilog="Example: tieout agencies keep acme.toml --reason 'licensed in the west' --by ana")
def keep(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An agency as TOML.")],
    reason: Reason,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask for an agency to be on the list; a second person approves it."""
    from cli.acts import agencies

    agencies.kept(asked(context, db, json), file, reason, by)


@app.command(epilog="Example: tieout agencies retire acme --reason 'licence ended' --by ana")
def retire(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE")],
    reason: Reason,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask for an agency to be taken off the list; a second person approves it."""
    from cli.acts import agencies

    agencies.retired(asked(context, db, json), code, reason, by)


@app.command(epilog="Example: tieout agencies proposals --floor 500")
def proposals(
    context: typer.Context,
    floor: Floor = 500,
    days: Late = 90,
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List what is old and large enough to be placed and neither disputed, promised, in a plan nor placed."""
    from cli.acts import agencies

    agencies.proposals(asked(context, db, json), floor, days, day(as_of))


@app.command(epilog="Example: tieout agencies place C100 --agency acme --in CA --reason 'nobody answers' --by ana")
def place(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER")],
    agency: Annotated[str, typer.Option(metavar="CODE")],
    jurisdiction: Annotated[str, typer.Option("--in", metavar="PLACE", help="Where the agency has to be licensed.")],
    reason: Reason,
    floor: Floor = 500,
    days: Late = 90,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to place what is proposed of a customer; a manager approves it, which makes the agency's file."""
    from cli.acts import agencies

    agencies.asked_for(asked(context, db, json), (customer, agency, jurisdiction), (floor, days), reason, by)


@app.command(epilog="Example: tieout agencies placements C100")
def placements(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="Else all.")] = "",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List placements with what came of them, the newest first."""
    from cli.acts import agencies

    agencies.placements(asked(context, db, json), customer, day(as_of))


@app.command(epilog="Example: tieout agencies tell plc_4k2m9 recalled --note 'they pay us' --by ana")
def tell(
    context: typer.Context,
    placement: Place,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="acknowledged, promise, direct_payment, recalled, …")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What happened.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write what became of a placement; closed, what is left is asked to be written off."""
    from cli.acts import agencies

    agencies.told(asked(context, db, json), placement, what, note, by)


@app.command(epilog="Example: tieout agencies remit plc_4k2m9 rcp_7h2k --reason 'statement of November' --by ana")
def remit(
    context: typer.Context,
    placement: Place,
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="The money that came, net of the fee.")],
    reason: Reason,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to book a net remittance: the documents are paid gross, the difference is the agency's fee."""
    from cli.acts import agencies

    agencies.remitted(asked(context, db, json), placement, receipt, reason, by)


@app.command(epilog="Example: tieout agencies file plc_4k2m9 > placement.json")
def file(context: typer.Context, placement: Place, db: Db = "", json: Json = False) -> None:
    """Print the file that the agency was given: debtor, documents, papers, contacts."""
    from cli.acts import agencies

    agencies.file(asked(context, db, json), placement)
