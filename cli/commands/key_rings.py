"""`tieout key-ring`: the keys that seal account numbers, bank files and secrets where they lie."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import Db, Json, asked

key_ring_app = typer.Typer(help="The keys that seal account numbers and secrets at rest.", no_args_is_help=True)

File = Annotated[Path | None, typer.Argument(metavar="FILE", help="Where to; else it is printed.")]


@key_ring_app.command(epilog="Example: tieout key-ring new /etc/tieout/key-ring")
def new(file: File = None) -> None:
    """Make a key ring, for TIEOUT_KEY_RING_FILE; a file that is there is never written over."""
    from cli.acts import key_rings

    key_rings.made(file)


@key_ring_app.command(epilog="Example: tieout key-ring show")
def show(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Show the names of the keys, which one seals, and how much lies under each; never a key."""
    from cli.acts import key_rings

    key_rings.shown(asked(context, db, json))


@key_ring_app.command(epilog="Example: tieout key-ring rotate")
def rotate(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Make a new key, put it first, and seal everything with it; old keys stay in the ring, for older backups."""
    from cli.acts import key_rings

    key_rings.rotated(asked(context, db, json))


@key_ring_app.command(epilog="Example: tieout key-ring reseal")
def reseal(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Seal everything with the first key of the ring: after a new one was put there, or a rotation was cut off."""
    from cli.acts import key_rings

    key_rings.resealed(asked(context, db, json))


@key_ring_app.command(epilog="Example: tieout key-ring drop 1f2e3d4c")
def drop(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The key's name.")],
    db: Db = "",
    json: Json = False,
) -> None:
    """Take a key out of the ring, once nothing lies under it; backups from its time are then closed for ever."""
    from cli.acts import key_rings

    key_rings.dropped(asked(context, db, json), name)
