"""`tieout config`: the settings of this installation."""

from typing import Annotated

import typer

from cli.options import Db, Json, asked

config_app = typer.Typer(help="The settings of this installation.", no_args_is_help=True)

Only = Annotated[bool, typer.Option("--set", help="Only those that the environment sets.")]


@config_app.callback()
def settings() -> None:
    """Keep `show` a command of its own: more will stand beside it."""


@config_app.command(epilog="Example: tieout config show --set")
def show(context: typer.Context, only: Only = False, db: Db = "", json: Json = False) -> None:
    """Show every setting, its value and whether the environment sets it; secrets are told to be there, not shown."""
    from cli import config

    config.shown(asked(context, db, json), only=only)
