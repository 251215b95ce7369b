"""`tieout period`, `tieout adjust`, `tieout request`: months, what changes without cash, and its second person."""

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked
from cli.options import day as _day

period_app = typer.Typer(help="Months of the books, open and closed.", no_args_is_help=True)
request_app = typer.Typer(help="What waits for a second person.", no_args_is_help=True)

Month = Annotated[str, typer.Argument(metavar="MONTH", help="Like 2026-11.")]
Request = Annotated[str, typer.Argument(metavar="REQUEST", help="The id that `tieout request list` shows.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; the second person reads it.")]


class Way(StrEnum):
    """Why an item changes without cash."""

    SMALL_BALANCE = "small_balance"
    BAD_DEBT = "bad_debt"
    BAD_DEBT_EXPENSED = "bad_debt_expensed"
    REINSTATED = "reinstated"
    REINSTATED_EXPENSED = "reinstated_expensed"
    CONCESSION = "concession"
    PAYABLE_NETTED = "payable_netted"
    NOTE_TAKEN = "note_taken"
    REFUND_APPROVED = "refund_approved"
    UNCLAIMED = "unclaimed"
    LATE_DISCOUNT = "late_discount"


@period_app.command("list", epilog="Example: tieout period list")
def list_periods(context: typer.Context, db: Db = "", json: Json = False) -> None:
    """List the months, with who changed each last."""
    from cli.acts import requests

    requests.periods_listed(asked(context, db, json))


@period_app.command(epilog="Example: tieout period close 2026-11 --by ana")
def close(context: typer.Context, month: Month, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Close a month, and open ones before it: nothing is posted into them from now on."""
    from cli.acts import requests

    requests.closed(asked(context, db, json), month, by)


@period_app.command(epilog="Example: tieout period reopen 2026-11 --reason 'late invoice' --by ana")
def reopen(
    context: typer.Context, month: Month, reason: Reason, by: By = "clerk", db: Db = "", json: Json = False
) -> None:
    """Ask to open a closed month again; a second person approves."""
    from cli.acts import requests

    requests.reopening(asked(context, db, json), month, reason, by)


@period_app.command(epilog="Example: tieout period revalue --as-of 2026-11-30 --by ana")
def revalue(context: typer.Context, as_of: Day = None, by: By = "clerk", db: Db = "", json: Json = False) -> None:
    """Book what other currencies gain or lose at the day's rates, turned round the day after."""
    from cli.acts import requests

    requests.revalued(asked(context, db, json), _day(as_of), by)


def adjust(
    context: typer.Context,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="A document's number, or the id of an item or receipt.")],
    kind: Annotated[Way, typer.Option("--as", help="What it becomes.")],
    amount: Annotated[str, typer.Option(metavar="AMOUNT", help="A decimal in the item's currency.")],
    reason: Reason,
    claim_tax: Annotated[
        bool,
        typer.Option(
            "--claim-tax", help="Split the item's sales tax off a bad debt; refused where none is known of it."
        ),
    ] = False,
    payee: Annotated[str, typer.Option(metavar="ACCOUNT", help="Of a refund: a verified account.")] = "",
    by: By = "clerk",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to change an item without cash: write off, reinstate, refund, net; a second person approves."""
    from cli.acts import requests

    wanted = requests.Wanted(item, kind.value, amount, reason, claim_tax=claim_tax, payee=payee)
    requests.adjusting(asked(context, db, json), wanted, by, _day(as_of))


@request_app.command("list", epilog="Example: tieout request list")
def list_requests(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Those that are decided as well.")] = False,
    db: Db = "",
    json: Json = False,
) -> None:
    """List what waits for a second person."""
    from cli.acts import requests

    requests.requests_listed(asked(context, db, json), every=every)


@request_app.command(epilog="Example: tieout request approve req_4k2m9 --by ben")
def approve(
    context: typer.Context,
    request: Request,
    by: By = "approver",
    note: Annotated[str, typer.Option(metavar="TEXT", help="Kept with the approval.")] = "",
    db: Db = "",
    json: Json = False,
) -> None:
    """Approve a request and carry it out; who asked cannot."""
    from cli.acts import requests

    requests.approved(asked(context, db, json), request, by, note)


@request_app.command(epilog="Example: tieout request refuse req_4k2m9 --note 'not proven' --by ben")
def refuse(
    context: typer.Context, request: Request, note: Reason, by: By = "approver", db: Db = "", json: Json = False
) -> None:
    """Refuse a request: nothing changes."""
    from cli.acts import requests

    requests.refused(asked(context, db, json), request, by, note)


@request_app.command(epilog="Example: tieout request rebill INV-1 INV-1A --amount 950.00 --reason price --by ana")
def rebill(
    context: typer.Context,
    item: Annotated[str, typer.Argument(metavar="INVOICE", help="Its number or id.")],
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Of the corrected invoice.")],
    amount: Annotated[str, typer.Option(metavar="AMOUNT", help="What is owed instead.")],
    reason: Reason,
    tax: Annotated[str, typer.Option(metavar="AMOUNT", help="The part of it that is sales tax.")] = "0",
    freight: Annotated[str, typer.Option(metavar="AMOUNT", help="The part that is freight; else what it was.")] = "",
    by: By = "clerk",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to credit an invoice wholly and bill it again under a new number; the original stays."""
    from cli.acts import requests

    wanted = requests.Again(item, number, amount, tax, freight, reason)
    requests.rebilling(asked(context, db, json), wanted, by, _day(as_of))


@request_app.command(epilog="Example: tieout request payee C100 'DE02 1203 0000 0000 2020 51' --reason 'called back'")
def payee(
    context: typer.Context,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER")],
    account: Annotated[str, typer.Argument(metavar="ACCOUNT")],
    reason: Reason,
    holder: Annotated[str, typer.Option(metavar="NAME", help="In whose name the account is.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="It no longer counts.")] = False,
    by: By = "clerk",
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to verify an account to which a customer's refunds may go, or to take that back."""
    from cli.acts import requests

    wanted = requests.Payee(customer, account, holder, withdrawn=withdraw)
    requests.verifying(asked(context, db, json), wanted, reason, by)
