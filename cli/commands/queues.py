"""`tieout queue`: what waits and whose it is, who stands in for whom, how a queue is worked."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Db, Json, asked

app = typer.Typer(help="What waits for people, whose it is, and who stands in for them.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="QUEUE", help="exceptions, unapplied, holds, disputes, …")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]


@app.command("list", epilog="Example: tieout queue list")
def list_queues(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List the queues: how much waits in each, and whose it is."""
    from cli.acts import queues

    queues.counted(asked(context, db, json))


@app.command(epilog="Example: tieout queue show holds --owner ana")
def show(
    context: typer.Context,
    queue: Name,
    owner: Annotated[str, typer.Option(metavar="NAME", help="What is theirs alone.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """List what waits in a queue, the oldest first."""
    from cli.acts import queues

    queues.shown(asked(context, db, json), queue, owner)


@app.command(epilog="Example: tieout queue own holds ana --by boss")
def own(
    context: typer.Context,
    queue: Name,
    owner: Annotated[str, typer.Argument(metavar="NAME")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Name who owns what of a queue nobody else owns."""
    from cli.acts import queues

    queues.owned(asked(context, db, json), queue, owner, by)


@app.command(epilog="Example: tieout queue assign holds SO-77 ben --by boss")
def assign(
    context: typer.Context,
    queue: Name,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="As `tieout queue show` lists it.")],
    owner: Annotated[str, typer.Argument(metavar="NAME", help="Left out: back to the queue.")] = "",
    reason: Reason = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Give one item to somebody, or back to the queue."""
    from cli.acts import queues

    queues.assigned(asked(context, db, json), queue, item, owner, reason, by)


@app.command(epilog="Example: tieout queue delegate ana ben --from 2026-12-21 --to 2027-01-04 --reason leave --by boss")
def delegate(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="AWAY")],
    substitute: Annotated[str, typer.Argument(metavar="SUBSTITUTE")],
    first: Annotated[datetime, typer.Option("--from", metavar="DATE", formats=["%Y-%m-%d"], help="The first day.")],
    last: Annotated[datetime, typer.Option("--to", metavar="DATE", formats=["%Y-%m-%d"], help="The last day.")],
    reason: Reason,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Let somebody stand in for some days: for what is owned, never for what may be approved; it ends by itself."""
    from cli.acts import queues

    queues.delegated(asked(context, db, json), login, substitute, (first.date(), last.date()), reason, by)


@app.command(epilog="Example: tieout queue recall dlg_4k2m9 --reason 'back early' --by boss")
def recall(
    context: typer.Context,
    delegation: Annotated[str, typer.Argument(metavar="DELEGATION")],
    reason: Reason,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """End a delegation before its last day."""
    from cli.acts import queues

    queues.recalled(asked(context, db, json), delegation, reason, by)


@app.command(epilog="Example: tieout queue delegations")
def delegations(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List who stands in for whom, those of past days too."""
    from cli.acts import queues

    queues.delegations(asked(context, db, json))


@app.command(epilog="Example: tieout queue playbook holds holds.md --reason 'new caps' --by boss")
def playbook(
    context: typer.Context,
    queue: Name,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A new version; left out: print it.")] = None,
    reason: Reason = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Print how a queue is worked, or write a new version of it."""
    from cli.acts import queues

    queues.playbook(asked(context, db, json), queue, file, reason, by)
