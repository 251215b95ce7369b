"""`tieout close`: tie-outs and reserves prepared; `tieout request approve` signs them."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

app = typer.Typer(help="The month's end: tie-outs and reserves, each signed by a second person.", no_args_is_help=True)

Currency = Annotated[str, typer.Option(metavar="CODE", help="ISO 4217; else the entity's.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; the second person reads it.")]
Month = Annotated[str, typer.Argument(metavar="MONTH", help="Like 2026-11.")]


@app.command("tie-out", epilog="Example: tieout close tie-out --as-of 2025-03-31 --gl 1503200.00 --items gap.csv")
def tie_out(
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
    from cli.acts import close

    close.tie_out(asked(context, db, json), day(as_of), gl, items, currency, reason, by)


@app.command("reserve", epilog="Example: tieout close reserve --as-of 2025-03-31 --rates 0.3,8,26,58,82")
def reserve(
    context: typer.Context,
    rates: Annotated[str, typer.Option(metavar="PERCENT,...", help="Expected loss of each bucket, current first.")],
    as_of: Day = None,
    adjust: Annotated[str, typer.Option(metavar="PERCENT", help="What is expected beyond history.")] = "0",
    specific: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Debts reserved one by one: customer_number, bucket, amount, rate, reason."),
    ] = None,
    pools: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Rates of customers that share their risk: pool, and a column a bucket."),
    ] = None,
    pool_by: Annotated[str, typer.Option(metavar="ATTRIBUTE", help="risk_class or region.")] = "risk_class",
    currency: Currency = "",
    reason: Why = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Prepare the reserve of a day: expected losses by bucket, and what is to be provided for them."""
    from cli.acts import close

    close.reserve(
        asked(context, db, json), day(as_of), (rates, adjust), specific, (pools, pool_by), currency, reason, by
    )


@app.command(epilog="Example: tieout close state 2026-11")
def state(context: typer.Context, month: Month, db: Db = "", json: Json = False) -> None:
    """Say what is in the way of closing a month, and what waits in it."""
    from cli.acts import close

    close.state(asked(context, db, json), month)


@app.command("sign-off", epilog="Example: tieout close sign-off 2026-11 --by ana")
def sign_off(
    context: typer.Context, month: Month, reason: Why = "", by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Prepare the sign-off of a month that is tied out; over what still waits it says why."""
    from cli.acts import close

    close.sign_off(asked(context, db, json), month, reason, by)


@app.command(epilog="Example: tieout close exception 2026-11 --reason 'the ERP is down' --by ana")
def exception(
    context: typer.Context, month: Month, reason: Why, by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Ask an approver to let a month close over what is in its way now."""
    from cli.acts import close

    close.exception(asked(context, db, json), month, reason, by)


@app.command(epilog="Example: tieout close daily --gl USD=1503200.00 --by cron")
def daily(
    context: typer.Context,
    as_of: Day = None,
    gl: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=AMOUNT", help="The control balance that the general ledger shows; repeatable."),
    ] = None,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Run the daily controls and keep what they found; exit code 1 where one fails."""
    from cli.acts import close

    close.daily(asked(context, db, json), day(as_of), gl or [], by)
