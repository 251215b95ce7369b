"""The commands about what evidence counts for: weights shown, and fitted on what people said of their receipts."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import Db, Json, asked

app = typer.Typer(help="What evidence counts for.", no_args_is_help=True)


@app.command("show", epilog="Example: tieout weights show")
def show(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """Show the weights this version decides by, their version, origin and digest."""
    from cli.acts import weights

    weights.show(asked(context, db, json))


@app.command("fit", epilog="Example: tieout weights fit candidate.toml")
def fit(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Where the candidate is written.")],
    db: Db = "",
    json: Json = False,
) -> None:
    """Fit weights on the receipts that people answered and write them as a candidate; what decides is not changed.

    The tables say how sure and how right the weights before and the candidate are on the half it was not fitted on.
    """
    from cli.acts import weights

    weights.fit(asked(context, db, json), path)
