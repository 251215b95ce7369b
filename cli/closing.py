"""`tieout close`: tie-outs and reserves prepared; `tieout request approve` signs them."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

app = typer.Typer(help="The month's end: tie-outs and reserves, each signed by a second person.", no_args_is_help=True)

Currency = Annotated[str, typer.Option(metavar="CODE", help="ISO 4217; else the entity's.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; the second person reads it.")]


@app.command("tie-out", epilog="Example: tieout close tie-out --as-of 2025-03-31 --gl 1503200.00 --items gap.csv")
def tie_out(  # noqa: PLR0917 - each is an option
    context: typer.Context,
    gl: Annotated[str, typer.Option(metavar="AMOUNT", help="Balance of the control accounts in the general ledger.")],
    as_of: Day = None,
    items: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What explains the gap: why, amount, reason, owner, evidence, expected_on."),
    ] = None,
    currency: Currency = "",
    reason: Why = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Prepare the tie-out of a day: the general ledger against what is open, with what explains the gap."""
    from cli import closed

    closed.tie_out(asked(context, db, json), day(as_of), gl, items, currency, reason, by)


@app.command("reserve", epilog="Example: tieout close reserve --as-of 2025-03-31 --rates 0.3,8,26,58,82")
def reserve(  # noqa: PLR0917 - each is an option
    context: typer.Context,
    rates: Annotated[str, typer.Option(metavar="PERCENT,...", help="Expected loss of each bucket, current first.")],
    as_of: Day = None,
    adjust: Annotated[str, typer.Option(metavar="PERCENT", help="What is expected beyond history.")] = "0",
    specific: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Debts reserved one by one: customer_number, bucket, amount, rate, reason."),
    ] = None,
    currency: Currency = "",
    reason: Why = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Prepare the reserve of a day: expected losses by bucket, and what is to be provided for them."""
    from cli import closed

    closed.reserve(asked(context, db, json), day(as_of), (rates, adjust), specific, currency, reason, by)
