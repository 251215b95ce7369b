"""`tieout find`: which receipt it was, and what became of it."""

from typing import Annotated

import typer

from cli.options import Db, Json, asked


def find(
    context: typer.Context,
    amount: Annotated[str, typer.Option(metavar="AMOUNT", help="A decimal, in whatever currency.")] = "",
    tolerance: Annotated[str, typer.Option(metavar="AMOUNT", help="To both sides of the amount.")] = "",
    reference: Annotated[str, typer.Option(metavar="TEXT", help="Trace, check number, IMAD or any reference.")] = "",
    payer: Annotated[str, typer.Option(metavar="TEXT", help="A part of the payer's name.")] = "",
    customer: Annotated[str, typer.Option(metavar="NUMBER", help="A customer's number.")] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="Received on this day or later.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Received on this day or earlier.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many receipts.")] = 50,
    db: Db = "",
    json: Json = False,
) -> None:
    """Find receipts, each with every application of it: who made it, when and why, and who took it back."""
    from cli.acts import search

    wanted = search.Wanted(amount, tolerance, reference, payer, customer, since, until, limit)
    search.found(asked(context, db, json), wanted)
