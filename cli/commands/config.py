"""`tieout config`: the settings of this installation, and the rules that have versions in the books."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

config_app = typer.Typer(
    help="The settings of this installation; rules as versions in the books.", no_args_is_help=True
)

Only = Annotated[bool, typer.Option("--set", help="Only those that the environment sets.")]
Kind = Annotated[str, typer.Argument(metavar="KIND", help="As `tieout config kinds` lists them.")]
Named = Annotated[str, typer.Option("--name", metavar="NAME", help="Which, of a kind with names: scorecard, dunning.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why, for who approves it.")]
From = Annotated[
    datetime | None,
    typer.Option("--from", metavar="DATE", formats=["%Y-%m-%d"], help="From when it holds; else from its approval."),
]
Number = Annotated[int, typer.Argument(metavar="VERSION", min=0, help="As `tieout config history` lists them.")]


@config_app.command(epilog="Example: tieout config show --set; tieout config show policy --version 2")
def show(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The text of a kind instead of the settings.")] = "",
    name: Named = "",
    version: Annotated[int, typer.Option(min=0, metavar="VERSION", help="This one; else what holds on the day.")] = 0,
    as_of: Day = None,
    only: Only = False,
    db: Db = "",
    json: Json = False,
) -> None:
    """Show every setting, its value and whether the environment sets it; with a kind, the text that holds on a day.

    Secrets are told to be there, not shown.
    """
    from cli.acts import config

    if kind:
        config.text(asked(context, db, json), config.Which(kind, name, version), day(as_of))
    else:
        config.shown(asked(context, db, json), only=only)


@config_app.command(epilog="Example: tieout config kinds --as-of 2027-01-01")
def kinds(context: typer.Context, as_of: Day = None, db: Db = "", json: Json = False) -> None:
    """List the kinds of rules that have versions, what holds of each on a day, and what is to come."""
    from cli.acts import config

    config.kinds(asked(context, db, json), day(as_of))


@config_app.command(epilog="Example: tieout config example worklist > worklist.toml")
def example(context: typer.Context, kind: Kind, db: Db = "", json: Json = False) -> None:
    """Print a text of a kind to begin with."""
    from cli.acts import config

    config.example(asked(context, db, json), kind)


@config_app.command(
    epilog="Example: tieout config propose policy policy.toml --from 2027-01-01 --reason 'audit 7' --by ana"
)
def propose(
    context: typer.Context,
    kind: Kind,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its text, TOML.")],
    reason: Reason,
    start: From = None,
    name: Named = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask for a version of a kind of rules; all that is wrong in it is told at once, a second person approves it."""
    from cli.acts import config

    config.proposed(asked(context, db, json), config.Which(kind, name), file, config.Why(reason, day(start), by))


@config_app.command(epilog="Example: tieout config approve req_4k2m9 --by ben")
def approve(
    context: typer.Context,
    request: Annotated[str, typer.Argument(metavar="REQUEST", help="The id that `tieout request list` shows.")],
    by: By = "approver",
    note: Annotated[str, typer.Option(metavar="TEXT", help="Kept with the approval.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Approve a version, as `tieout request approve` does; who asked for it cannot."""
    from cli.acts import requests

    requests.approved(asked(context, db, json), request, by, note)


@config_app.command(epilog="Example: tieout config history policy")
def history(context: typer.Context, kind: Kind, name: Named = "", db: Db = "", json: Json = False) -> None:
    """List the versions of a kind, the newest first: from when each holds, who asked, who decided, why."""
    from cli.acts import config

    config.history(asked(context, db, json), config.Which(kind, name))


@config_app.command(epilog="Example: tieout config diff policy 1 3")
def diff(
    context: typer.Context,
    kind: Kind,
    first: Number,
    second: Number,
    name: Named = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Show the lines that differ between two versions."""
    from cli.acts import config

    config.compared(asked(context, db, json), config.Which(kind, name), first, second)


@config_app.command(epilog="Example: tieout config revert policy --to 1 --reason 'too many errors' --by ana")
def revert(
    context: typer.Context,
    kind: Kind,
    to: Annotated[int, typer.Option(min=0, metavar="VERSION", help="0: what was before any version.")],
    reason: Reason,
    start: From = None,
    name: Named = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask for an older version to hold again, as a new one; a second person approves it."""
    from cli.acts import config

    which = config.Which(kind, name, to)
    config.reverted(asked(context, db, json), which, config.Why(reason, day(start), by))
