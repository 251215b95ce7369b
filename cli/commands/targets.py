"""`tieout target`: what key figures should be, which missed it, and what was done about that."""

from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

app = typer.Typer(help="Targets of key figures, and the actions of those that miss theirs.", no_args_is_help=True)

Kpi = Annotated[str, typer.Argument(metavar="KPI", help="Its name in the report kpis, such as dso_simple.")]


@app.command("set", epilog="Example: tieout target set dso_simple --at-most 45 --owner ana --by cora")
def set_target(
    context: typer.Context,
    kpi: Kpi,
    at_most: Annotated[str, typer.Option(metavar="NUMBER", help="It should not be more.")] = "",
    at_least: Annotated[str, typer.Option(metavar="NUMBER", help="It should not be less.")] = "",
    owner: Annotated[str, typer.Option(metavar="NAME", help="Who answers for it.")] = "",
    currency: Annotated[str, typer.Option(metavar="CODE", help="Of which currency; else the entity's.")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say what a key figure should be and who answers for it; without a number the target is taken away."""
    from cli.acts import targets

    targets.put(asked(context, db, json), kpi, (at_most, at_least), owner, currency, by)


@app.command(epilog="Example: tieout target check --as-of 2026-11-30")
def check(context: typer.Context, as_of: Day = None, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Open an action for each figure that misses its target and has none open."""
    from cli.acts import targets

    targets.checked(asked(context, db, json), day(as_of), by)


@app.command(epilog="Example: tieout target done act_3kq5w0v9c2h8x1ab --note 'second reminder a week earlier' --by ana")
def done(
    context: typer.Context,
    action: Annotated[str, typer.Argument(metavar="ACTION", help="Its id, act_….")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was done.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Say what was done about a figure."""
    from cli.acts import targets

    targets.ended(asked(context, db, json), action, note, by)
