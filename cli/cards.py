"""`tieout card`: money of payment cards by tokens, what processors settle, and the search for card numbers."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import Db, Json, asked

app = typer.Typer(help="Card money by tokens, and the search for card numbers.", no_args_is_help=True)

Paths = Annotated[list[Path] | None, typer.Argument(metavar="[PATH...]", help="Logs, exports, folders of them.")]
Judged = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What an earlier --json told and a person judged to be no card.")
]


@app.callback()
def cards() -> None:
    """Card money by tokens, and the search for card numbers."""


@app.command(epilog="Example: tieout card scan logs/")
def scan(context: typer.Context, paths: Paths = None, judged: Judged = None, db: Db = "", json: Json = False) -> None:
    """Look for card numbers in the books, all exports, letters, reports and files named; exit 1 if one is there."""
    from cli import carding

    carding.scanned(asked(context, db, json), paths or (), judged)
