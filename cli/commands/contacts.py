"""`tieout contact`: what was said with customers, written down once and added to."""

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

app = typer.Typer(help="What was said with customers, and what is done next.", no_args_is_help=True)


class Way(StrEnum):
    """How somebody was spoken to."""

    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"
    MEETING = "meeting"
    MESSAGE = "message"
    PORTAL = "portal"


class Came(StrEnum):
    """What came of it."""

    REACHED = "reached"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    BOUNCED = "bounced"
    PROMISE = "promise"
    DISPUTE = "dispute"
    PAID_CLAIMS = "paid_claims"
    NEEDS_COPY = "needs_copy"
    REFUSED = "refused"
    ESCALATE = "escalate"
    PAID = "paid"
    RESOLVED = "resolved"
    NO_ACTION = "no_action"


@app.command(
    epilog="Example: tieout contact log C100 --channel call --outcome left_message --next 'call' --on 2026-11-24"
)
def log(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER")],
    channel: Annotated[Way, typer.Option(help="How somebody was spoken to.")],
    outcome: Annotated[Came, typer.Option(help="What came of it; paid, resolved and no_action end the matter.")],
    person: Annotated[str, typer.Option(metavar="NAME", help="Who was spoken to.")] = "",
    item: Annotated[
        list[str] | None, typer.Option(metavar="ITEM", help="A document discussed; more than once.")
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was said.")] = "",
    next_action: Annotated[str, typer.Option("--next", metavar="TEXT", help="What is done next.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="On which day.")] = "",
    by: By = "clerk",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Write a contact down; an outcome that ends nothing names what is done next, and on which day."""
    from cli.acts import contacts

    told = contacts.Told(customer, channel.value, outcome.value, person, tuple(item or ()), note, next_action, on)
    contacts.logged(asked(context, db, json), told, by, day(as_of))


@app.command(epilog="Example: tieout contact add con_4k2m9 --note 'called back: cheque is in the post' --by ana")
def add(
    context: typer.Context,
    contact: Annotated[str, typer.Argument(metavar="CONTACT", help="The id that `tieout contact list` shows.")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What is added.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Add to a contact; what was written stays."""
    from cli.acts import contacts

    contacts.added(asked(context, db, json), contact, note, by)


@app.command(epilog="Example: tieout contact copy INV-1001 --by ana")
def copy(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The number or id of an invoice.")],
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Send a copy of an invoice to its customer's address on file, and write that down."""
    from cli.acts import contacts

    contacts.copied(asked(context, db, json), document, by)


@app.command("list", epilog="Example: tieout contact list C100")
def list_contacts(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="Else all.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """List contacts with what was added to each, the newest first."""
    from cli.acts import contacts

    contacts.listed(asked(context, db, json), customer)
