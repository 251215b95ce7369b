"""`tieout card`: money of payment cards by tokens, what processors settle, and the search for card numbers."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Db, Json, asked

app = typer.Typer(help="Card money by tokens, and the search for card numbers.", no_args_is_help=True)

Paths = Annotated[list[Path] | None, typer.Argument(metavar="[PATH...]", help="Logs, exports, folders of them.")]
Processor = Annotated[str, typer.Argument(metavar="PROCESSOR", help="Its name in the file TIEOUT_CARD_FILE names.")]
Authorisation = Annotated[str, typer.Argument(metavar="AUTHORISATION", help="Its id, cop_….")]
Amount = Annotated[str, typer.Option(metavar="AMOUNT", help="A decimal.")]
Customer = Annotated[str, typer.Option(metavar="CUSTOMER", help="One customer's; else all.")]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
Judged = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What an earlier --json told and a person judged to be no card.")
]


@app.command(epilog="Example: tieout card scan logs/")
def scan(context: typer.Context, paths: Paths = None, judged: Judged = None, db: Db = "", json: Json = False) -> None:
    """Look for card numbers in the books, all exports, letters, reports and files named; exit 1 if one is there."""
    from cli.acts import cards

    cards.scanned(asked(context, db, json), paths or (), judged)


@app.command(
    epilog="Example: tieout card token C100 main tok_9f2 --expires 2028-03-31 --brand visa --last4 1111 --by ann"
)
def token(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="Whose card it is.")],
    processor: Processor,
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="The processor's token; never the card's number.")],
    expires: Annotated[str, typer.Option(metavar="DATE", help="The last day of the card.")],
    brand: Annotated[str, typer.Option(metavar="NAME", help="visa, …")] = "",
    last4: Annotated[str, typer.Option(metavar="DIGITS", help="Its last four digits.")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write a processor's token of a customer's card down."""
    from cli.acts import cards

    cards.kept(asked(context, db, json), cards.Card(customer, processor, token, expires, brand, last4), by)


@app.command(epilog="Example: tieout card authorise crd_4k2m9 --amount 1000.00 --order O-77 --by ann")
def authorise(
    context: typer.Context,
    card: Annotated[str, typer.Argument(metavar="CARD", help="Its id, crd_….")],
    amount: Amount,
    order: Annotated[str, typer.Option(metavar="NUMBER", help="The order that it is for.")] = "",
    currency: Annotated[str, typer.Option(metavar="CODE", help="ISO 4217.")] = "USD",
    reason: Why = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Authorise an amount on a card; where nobody knows, `settle` reads it back, and nothing is asked twice."""
    from cli.acts import cards

    cards.authorised(asked(context, db, json), card, (amount, currency, order, reason), by)


@app.command(epilog="Example: tieout card capture cop_4k2m9 --amount 400.00 --document INV-1001 --by ann")
def capture(
    context: typer.Context,
    authorisation: Authorisation,
    amount: Amount,
    document: Annotated[str, typer.Option(metavar="DOCUMENT", help="The invoice of the shipment.")] = "",
    final: Annotated[bool, typer.Option("--final", help="Nothing follows: the rest is let go.")] = False,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Capture the value of a shipment, settle its invoice, and authorise the rest anew."""
    from cli.acts import cards

    cards.captured(asked(context, db, json), authorisation, (amount, document), by, final=final)


@app.command(epilog="Example: tieout card void cop_4k2m9 --reason 'order cancelled' --by ann")
def void(
    context: typer.Context,
    authorisation: Authorisation,
    reason: Why = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Let go of an authorisation."""
    from cli.acts import cards

    cards.voided(asked(context, db, json), authorisation, reason, by)


@app.command(epilog="Example: tieout card refund cop_4k2m9 req_8f3ka --by ann")
def refund(
    context: typer.Context,
    captured: Annotated[str, typer.Argument(metavar="CAPTURE", help="Its id, cop_….")],
    request: Annotated[str, typer.Argument(metavar="REQUEST", help="The approved refund, req_….")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Give money back to the card that paid it, as an approved refund says."""
    from cli.acts import cards

    cards.refunded(asked(context, db, json), captured, request, by)


@app.command(name="list", epilog="Example: tieout card list --order O-77")
def list_authorisations(
    context: typer.Context,
    customer: Customer = "",
    order: Annotated[str, typer.Option(metavar="NUMBER", help="One order's.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """List authorisations as they stand today: what was captured, what is held, until when."""
    from cli.acts import cards

    cards.listed(asked(context, db, json), customer, order)


@app.command(epilog="Example: tieout card status --waiting")
def status(
    context: typer.Context,
    customer: Customer = "",
    waiting: Annotated[bool, typer.Option("--waiting", help="What has not ended, or a person looks at.")] = False,
    db: Db = "",
    json: Json = False,
) -> None:
    """List what processors were asked, and how each asking stands."""
    from cli.acts import cards

    cards.status(asked(context, db, json), customer, waiting=waiting)


@app.command(epilog="Example: tieout card settle main")
def settle(context: typer.Context, processor: Processor, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Read back what is open, take chargebacks and payouts, book each payout that is the bank's deposit."""
    from cli.acts import cards

    cards.settled(asked(context, db, json), processor, by)


@app.command(epilog="Example: tieout card simulate --port 8093 --calm")
def simulate(
    port: Annotated[int, typer.Option(help="Where it answers on this machine.")] = 8093,
    seed: Annotated[int, typer.Option(help="Its bad days come again in the same way.")] = 1,
    calm: Annotated[bool, typer.Option("--calm", help="Nothing goes wrong.")] = False,
) -> None:
    """Serve a simulated card processor until it is stopped."""
    from cli.acts import cards

    cards.simulate(port, seed, calm=calm)
