"""`tieout simulate`: last month by other rules, and what would have been otherwise."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import Db, Json, asked


def simulate(
    context: typer.Context,
    credit: Annotated[Path | None, typer.Option(metavar="FILE", help="A credit policy: which orders are held.")] = None,
    points: Annotated[Path | None, typer.Option(metavar="FILE", help="Points of the worklist.")] = None,
    strategy: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="A dunning strategy; several.")] = None,
    policy: Annotated[Path | None, typer.Option(metavar="FILE", help="A matching policy.")] = None,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day; else last month's.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="The last day; else the end of the month.")] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="CSV, XLSX or PDF.")] = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Run a past period by proposed rules: held orders, calls, letters, applications that are added, removed, changed.

    What is not proposed stays as it is in force. Nothing is written.
    """
    from cli import typed
    from cli.acts import simulation
    from services.simulation.rules import Proposed

    proposed = Proposed(
        strategies=tuple(typed.text(one) for one in strategy or ()),
        credit=typed.text(credit),
        points=typed.text(points),
        matching=typed.text(policy),
    )
    simulation.simulated(asked(context, db, json), proposed, (first, last), output)
