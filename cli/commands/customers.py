"""`tieout customer` and `tieout entity`: what is known of them on a day, made and changed."""

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day

customer_app = typer.Typer(help="Customers: what is known of each on a day, and changes.", no_args_is_help=True)
entity_app = typer.Typer(help="Legal entities: what they are called and where they are.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="The customer's number.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="The entity's code.")]
Facts = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A column of its sheet; more than once.")
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; needed where a second person reads it.")]


class Part(StrEnum):
    """What a customer's file holds besides its facts."""

    SITE = "site"
    CONTACT = "contact"
    ASSIGNMENT = "assignment"
    STATEMENT_PREFERENCE = "statement_preference"
    PAPER = "paper"
    REVIEW = "review"


@customer_app.command("list", epilog="Example: tieout customer list --parent P --as-of 2026-10-31")
def list_customers(
    context: typer.Context,
    parent: Annotated[str, typer.Option(metavar="NUMBER", help="Only those below this topmost parent.")] = "",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """List customers as they stood on a day, with family, terms and who minds them."""
    from cli.acts import customers

    customers.listed(asked(context, db, json), parent, day(as_of))


@customer_app.command("show", epilog="Example: tieout customer show C100 --as-of 2026-10-31")
def show_customer(context: typer.Context, number: Number, as_of: Day = None, db: Db = "", json: Json = False) -> None:
    """Show a customer's file as it stood on a day: facts, family, sites, contacts, papers, payees, history."""
    from cli.acts import customers

    customers.shown(asked(context, db, json), number, day(as_of))


@customer_app.command("create", epilog="Example: tieout customer create C100 --set name='Harbor Tools' --by ana")
def create_customer(
    context: typer.Context, number: Number, facts: Facts = None, by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Make a customer; the names of its facts are the columns of `tieout import customers`."""
    from cli.acts import customers

    customers.created(asked(context, db, json), number, facts or [], by)


@customer_app.command(
    "change", epilog="Example: tieout customer change C100 --set terms=NET45 --reason 'new contract' --by ana"
)
def change_customer(
    context: typer.Context,
    number: Number,
    facts: Facts = None,
    reason: Reason = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Change facts; names, parent, terms, credit limit, tax id and DUNS wait for a second person."""
    from cli.acts import customers

    customers.changed(asked(context, db, json), number, facts or [], reason, by)


@customer_app.command("add", epilog="Example: tieout customer add C100 contact --set name=AP --set roles=ap --by ana")
def add_part(
    context: typer.Context,
    number: Number,
    part: Annotated[Part, typer.Argument(help="What is added, or changed under its name.")],
    facts: Facts = None,
    reason: Reason = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Add a part to a customer's file, or a newer version; a site that is there waits for a second person."""
    from cli.acts import customers

    customers.added(asked(context, db, json), number, part.value, facts or [], reason=reason, by=by)


@entity_app.command("list", epilog="Example: tieout entity list --as-of 2026-10-31")
def list_entities(context: typer.Context, as_of: Day = None, db: Db = "", json: Json = False) -> None:
    """List the entities as they were called on a day."""
    from cli.acts import customers

    customers.entities_listed(asked(context, db, json), day(as_of))


@entity_app.command("create", epilog="Example: tieout entity create EU --set name='Europe AG' --set currency=EUR")
def create_entity(
    context: typer.Context, code: Code, facts: Facts = None, by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Make an entity: name, currency, time_zone, address, tax_id, remit_to; currency and time zone stay for ever."""
    from cli.acts import customers

    customers.entity_created(asked(context, db, json), code, facts or [], by)


@entity_app.command("change", epilog="Example: tieout entity change MAIN --set remit_to='PO Box 7' --reason moved")
def change_entity(
    context: typer.Context,
    code: Code,
    facts: Facts = None,
    reason: Reason = "",
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Change what an entity is called, where it is or is paid to; once it is said, a second person approves."""
    from cli.acts import customers

    customers.entity_changed(asked(context, db, json), code, facts or [], reason, by)
