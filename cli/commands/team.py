"""`tieout team`: comments on customers, who watches them, and access gone through."""

from datetime import datetime
from typing import Annotated

import typer

from cli.options import By, Db, Json, asked

app = typer.Typer(help="Comments on customers, who watches them, and access gone through.", no_args_is_help=True)
Customer = Annotated[str, typer.Argument(metavar="CUSTOMER")]


@app.command(epilog="Example: tieout team comment C100 'they move in May' --by ana")
def comment(
    context: typer.Context,
    customer: Customer,
    said: Annotated[str, typer.Argument(metavar="TEXT")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say something of a customer; it stays."""
    from cli.acts import team

    team.commented(asked(context, db, json), customer, said, by)


@app.command(epilog="Example: tieout team comments C100")
def comments(context: typer.Context, customer: Customer, db: Db = "", json: Json = False) -> None:
    """List what was said of a customer, the newest first."""
    from cli.acts import team

    team.comments(asked(context, db, json), customer)


@app.command(epilog="Example: tieout team watch C100 --by ana")
def watch(
    context: typer.Context,
    customer: Customer,
    stop: Annotated[bool, typer.Option("--stop", help="Watch it no longer.")] = False,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Watch a customer: one digest a day says what changed, none where nothing did."""
    from cli.acts import team

    team.watched(asked(context, db, json), customer, by, stop=stop)


@app.command(epilog="Example: tieout team tell")
def tell(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Write today's digests, as `tieout serve` does each morning."""
    from cli.acts import team

    team.told(asked(context, db, json))


@app.command(epilog="Example: tieout team digests ana")
def digests(
    context: typer.Context, login: Annotated[str, typer.Argument(metavar="NAME")], db: Db = "", json: Json = False
) -> None:
    """List what somebody was told, the newest first."""
    from cli.acts import team

    team.digests(asked(context, db, json), login)


@app.command(epilog="Example: tieout team campaign 'Q4 2026' --until 2026-12-15 --by cyd")
def campaign(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    until: Annotated[datetime, typer.Option("--until", metavar="DATE", formats=["%Y-%m-%d"], help="The last day.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Begin to go through every role that is held."""
    from cli.acts import team

    team.begun(asked(context, db, json), name, until.date(), by)


@app.command(epilog="Example: tieout team access acc_4k2m9")
def access(
    context: typer.Context,
    campaign_id: Annotated[str, typer.Argument(metavar="CAMPAIGN", help="Left out: the newest.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """List the roles of a campaign: kept, ended, waiting, overdue."""
    from cli.acts import team

    team.access_of(asked(context, db, json), campaign_id)


@app.command(epilog="Example: tieout team review acc_4k2m9 ana reviewer --keep --reason 'still at the desk' --by cyd")
def review(
    context: typer.Context,
    campaign_id: Annotated[str, typer.Argument(metavar="CAMPAIGN")],
    login: Annotated[str, typer.Argument(metavar="NAME")],
    role: Annotated[str, typer.Argument(metavar="ROLE")],
    keep: Annotated[bool, typer.Option("--keep/--end", help="The role is kept, or taken at once.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    place: Annotated[str, typer.Option("--in", metavar="PLACE", help="As it was granted.")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say that a role is kept, or end it; never one's own."""
    from cli.acts import team

    team.reviewed(asked(context, db, json), (campaign_id, login, role, place), reason, by, kept=keep)
