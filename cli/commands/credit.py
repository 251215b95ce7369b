"""`tieout credit`: orders are checked, held ones let go or turned down, limits asked for, applicants scored."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

app = typer.Typer(help="Limits, order checks, holds and releases.", no_args_is_help=True)

Customer = Annotated[str, typer.Argument(metavar="CUSTOMER")]
Number = Annotated[str, typer.Argument(metavar="ORDER")]
Currency = Annotated[str, typer.Option(metavar="CODE", help="ISO 4217; else the entity's.")]


class At(StrEnum):
    """Where an order is on its way."""

    ENTRY = "entry"
    PICK = "pick"
    SHIP = "ship"
    INVOICE = "invoice"


class State(StrEnum):
    """Whether an order still counts."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Why(StrEnum):
    """Why a held order goes."""

    PAYMENT_RECEIVED = "PAYMENT_RECEIVED"
    PROMISE = "PROMISE"
    LIMIT_RAISED = "LIMIT_RAISED"
    TEMP_LIMIT = "TEMP_LIMIT"
    DISPUTE_VALID = "DISPUTE_VALID"
    PARTIAL_SHIP = "PARTIAL_SHIP"
    PREPAID = "PREPAID"
    MANAGEMENT = "MANAGEMENT"
    ERROR = "ERROR"


class Backing(StrEnum):
    """Who guarantees."""

    CORPORATE = "corporate"
    PERSONAL = "personal"
    STANDBY = "standby_letter_of_credit"
    BANK = "bank"


class Sort(StrEnum):
    """What sort of limit."""

    BASE = "base"
    TEMPORARY = "temporary"
    INSURANCE = "insurance"


@app.command(epilog="Example: tieout credit order SO-1001 --customer C100 --amount 12000.00 --ships 2026-11-30")
def order(
    context: typer.Context,
    number: Number,
    customer: Annotated[str, typer.Option(metavar="CUSTOMER", help="Who is billed.")],
    amount: Annotated[str, typer.Option(metavar="AMOUNT", help="All of it, tax included.")],
    ships: Annotated[str, typer.Option(metavar="DATE", help="When it ships.")],
    at: Annotated[At, typer.Option(help="Where it is on its way.")] = At.ENTRY,
    state: Annotated[State, typer.Option(help="Whether it still counts.")] = State.OPEN,
    shipped: Annotated[str, typer.Option(metavar="AMOUNT", help="What of it has gone out.")] = "0",
    billed: Annotated[str, typer.Option(metavar="AMOUNT", help="What of it was invoiced.")] = "0",
    card: Annotated[str, typer.Option(metavar="AMOUNT", help="What of it is authorised on a card.")] = "0",
    card_until: Annotated[str, typer.Option(metavar="DATE", help="When that authorisation ends.")] = "",
    terms: Annotated[str, typer.Option(metavar="TERMS", help="Its terms, where they are not the customer's.")] = "",
    discount: Annotated[str, typer.Option(metavar="PERCENT", help="Discount on it.")] = "0",
    po: Annotated[str, typer.Option(metavar="NUMBER", help="The customer's purchase order.")] = "",
    ship_to: Annotated[str, typer.Option(metavar="SITE", help="Where it goes.")] = "",
    ordered_by: Annotated[str, typer.Option(metavar="CUSTOMER", help="Who ordered, where another is billed.")] = "",
    currency: Currency = "",
    by: By = "orders",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Take an order as it now stands and check it; exits 1 where it is held."""
    from cli.acts import credit

    told = credit.Told(
        number, customer, amount, ships, state.value, shipped, billed, card, card_until, terms, discount, po
    )
    more = credit.More(ship_to, ordered_by, currency)
    credit.ordered(asked(context, db, json), told, more, at.value, by=by, as_of=day(as_of))


@app.command(epilog="Example: tieout credit check SO-1001 --at pick")
def check(
    context: typer.Context,
    number: Number,
    at: Annotated[At, typer.Option(help="Where it is on its way.")],
    by: By = "orders",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Check an order again as it was told last; exits 1 where it is held."""
    from cli.acts import credit

    credit.checked(asked(context, db, json), number, at.value, by, day(as_of))


@app.command(epilog="Example: tieout credit holds")
def holds(context: typer.Context, as_of: Day = None, db: Db = "", json: Json = False) -> None:
    """List the held orders, those that ship first at the head, with why, and which became ready."""
    from cli.acts import credit

    credit.queue(asked(context, db, json), day(as_of))


@app.command(epilog="Example: tieout credit release SO-1001 --reason PROMISE --note 'they pay on Friday' --by ana")
def release(
    context: typer.Context,
    number: Number,
    reason: Annotated[Why, typer.Option(help="Why it goes.")],
    cap: Annotated[
        str, typer.Option(metavar="AMOUNT", help="How far it may still grow; else the policy's share.")
    ] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day; else the policy's days.")] = "",
    whole: Annotated[bool, typer.Option("--customer", help="Let the customer's other orders go as well.")] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help="For the order's history.")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Let a held order go; beyond your authority it waits for a second person."""
    from cli.acts import credit

    credit.released(asked(context, db, json), number, credit.Letting(reason.value, cap, until, whole, note), by)


@app.command(epilog="Example: tieout credit reject SO-1001 --note 'they went bankrupt' --by ana")
def reject(
    context: typer.Context,
    number: Number,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Turn a held order down."""
    from cli.acts import credit

    credit.rejected(asked(context, db, json), number, note, by)


@app.command(epilog="Example: tieout credit hold C100 --note 'their lawyer wrote' --by ana")
def hold(
    context: typer.Context,
    customer: Customer,
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    one: Annotated[str, typer.Option("--order", metavar="ORDER", help="This order alone.")] = "",
    lift: Annotated[bool, typer.Option("--lift", help="End the hold.")] = False,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Hold a customer's orders by hand, or one of them; it never lifts by itself."""
    from cli.acts import credit

    credit.forced(asked(context, db, json), customer, one, note, by, held=not lift)


@app.command(epilog="Example: tieout credit limit C100 --as-of 2026-11-30")
def limit(context: typer.Context, customer: Customer, as_of: Day = None, db: Db = "", json: Json = False) -> None:
    """Show a customer's limit on a day, the family's beside it, and who granted what."""
    from cli.acts import credit

    credit.limit(asked(context, db, json), customer, day(as_of))


@app.command(epilog="Example: tieout credit grant C100 90000.00 --reason 'pays promptly' --by ana")
def grant(
    context: typer.Context,
    customer: Customer,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    kind: Annotated[Sort, typer.Option(help="A base holds until the next, the others until a day.")] = Sort.BASE,
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day of a temporary limit or insurance.")] = "",
    covered: Annotated[str, typer.Option(metavar="PERCENT", help="How much of an insurance counts.")] = "100",
    group: Annotated[bool, typer.Option("--group", help="For the family that the customer heads.")] = False,
    currency: Currency = "",
    by: By = "clerk",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask for a limit; it holds once a second person grants it (tieout request approve)."""
    from cli.acts import credit

    wanted = credit.Wanted(customer, amount, kind.value, until, covered, currency, group=group)
    credit.granted(asked(context, db, json), wanted, reason, by, day(as_of))


@app.command(
    epilog="Example: tieout credit guarantee C100 50000.00 --kind bank --guarantor 'First Bank' --document doc_12ab "
    "--until 2027-06-30 --call-by 2027-06-15 --reason 'their bank stands in' --by ana"
)
def guarantee(
    context: typer.Context,
    customer: Customer,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="The most they stand in for; 0 ends theirs.")],
    kind: Annotated[Backing, typer.Option(help="Who guarantees, a company, a person or a bank, and how.")],
    guarantor: Annotated[str, typer.Option(metavar="NAME", help="Who guarantees.")],
    document: Annotated[str, typer.Option(metavar="DOCUMENT", help="The verified guaranty it stands on.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    until: Annotated[str, typer.Option(metavar="DATE", help="Its last day; a bank's has one.")] = "",
    call_by: Annotated[str, typer.Option(metavar="DATE", help="The last day to demand payment.")] = "",
    covered: Annotated[str, typer.Option(metavar="PERCENT", help="How much of it counts.")] = "100",
    group: Annotated[bool, typer.Option("--group", help="For the family that the customer heads.")] = False,
    currency: Currency = "",
    by: By = "clerk",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to count a guarantee in a limit; it counts once a second person grants it (tieout request approve)."""
    from cli.acts import credit

    backed = credit.Backed(
        customer, amount, kind.value, guarantor, document, until, call_by, covered, currency, group=group
    )
    credit.guaranteed(asked(context, db, json), backed, reason, by, day(as_of))


@app.command(epilog="Example: tieout credit guarantees --as-of 2026-11-30")
def guarantees(
    context: typer.Context,
    customer: Annotated[str, typer.Option(metavar="CUSTOMER", help="One customer's alone.")] = "",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List guarantees with how each counts on a day, and the hash of the document it stands on."""
    from cli.acts import credit

    credit.guarantees_given(asked(context, db, json), customer, day(as_of))


@app.command(epilog="Example: tieout credit terms C100 --discount 2 --po --reason 'contract 7' --by ana")
def terms(
    context: typer.Context,
    customer: Customer,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    discount: Annotated[str, typer.Option(metavar="PERCENT", help="The most an order may give away.")] = "0",
    po: Annotated[bool, typer.Option("--po", help="Every order names a purchase order.")] = False,
    ship_to: Annotated[bool, typer.Option("--ship-to", help="Every order names where it goes.")] = False,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask for what a customer's orders may and must say; a second person approves."""
    from cli.acts import credit

    credit.terms(asked(context, db, json), customer, discount, reason, by, po=po, ship_to=ship_to)


@app.command(epilog="Example: tieout credit reviews --overdue")
def reviews(
    context: typer.Context,
    overdue: Annotated[bool, typer.Option("--overdue", help="Those alone whose review is late.")] = False,
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List the accounts that have to be reviewed, and what the night's rules advise about them."""
    from cli.acts import credit

    credit.reviews_due(asked(context, db, json), day(as_of), overdue=overdue)


@app.command(epilog="Example: tieout credit review C100 --note 'paid up, slower' --class medium --by ana")
def review(
    context: typer.Context,
    customer: Customer,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was found.")],
    risk_class: Annotated[str, typer.Option("--class", metavar="CLASS", help="low, medium or high.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Until when it holds; else by the class.")] = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Write that somebody reviewed an account; while one is overdue its limit does not rise."""
    from cli.acts import credit

    credit.reviewed(asked(context, db, json), customer, note, risk_class, until=until, by=by)


@app.command(epilog="Example: tieout credit charge INV-1001 --reason 'third letter' --by ana")
def charge(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its number or id.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    as_of: Day = None,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to book a document's late charge; refused without a signed clause or a statute that lets us."""
    from cli.acts import credit

    credit.charged(asked(context, db, json), document, reason, by, day(as_of))


@app.command(epilog="Example: tieout credit score applicant.toml")
def score(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A scorecard, what is known, and what limits it.")],
    json: Json = False,
) -> None:
    """Score an applicant and recommend a limit: every component, every method, and which one bound."""
    from cli.acts import credit

    credit.scored(asked(context, "", json), file)
