"""`tieout event`: what no bank file brings into the books; a second person approves it."""

from enum import StrEnum
from typing import Annotated

import typer

from cli.options import By, Day, Db, Json, asked, day


class Happening(StrEnum):
    """What can have happened."""

    CARD_CAPTURED = "card_captured"
    BOXED = "boxed"
    DEPOSITED = "deposited"
    CARD_SETTLED = "card_settled"
    LOCKBOX_BANKED = "lockbox_banked"
    RETURN_FEE = "return_fee"
    REFUND_PAID = "refund_paid"
    REFUND_CANCELLED = "refund_cancelled"
    UNCLAIMED_REMITTED = "unclaimed_remitted"
    PROVIDED = "provided"
    PROVISION_RELEASED = "provision_released"
    CREDITS_PRESENTED = "credits_presented"
    AGENCY_REMITTED = "agency_remitted"
    CARD_CHARGEBACK = "card_chargeback"
    RETURNED = "returned"
    BOUNCED = "bounced"
    NSF_FEE_CHARGED = "nsf_fee_charged"


def event(
    context: typer.Context,
    kind: Annotated[Happening, typer.Argument(metavar="KIND", help="What happened.")],
    reference: Annotated[str, typer.Argument(metavar="REFERENCE", help="What it is known by; booked once.")],
    amount: Annotated[str, typer.Option(metavar="AMOUNT", help="A decimal; a fee is a part of it.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; the second person reads it.")],
    fee: Annotated[str, typer.Option(metavar="AMOUNT", help="What a processor or an agency kept.")] = "0",
    receipt: Annotated[str, typer.Option(metavar="RECEIPT", help="The money that it is about.")] = "",
    item: Annotated[str, typer.Option(metavar="ITEM", help="What an agency's remittance pays.")] = "",
    customer: Annotated[str, typer.Option(metavar="NUMBER", help="Whose money was received.")] = "",
    currency: Annotated[str, typer.Option(metavar="CODE", help="ISO 4217; else the entity's.")] = "",
    by: By = "clerk",
    as_of: Day = None,
    db: Db = "",
    json: Json = False,
) -> None:
    """Ask to book what no bank file brings: settlements, clearing, refunds paid, agencies, chargebacks, reserves."""
    from cli.acts import requests

    told = requests.Told(kind.value, reference, amount, fee, receipt, item, customer, currency, reason)
    requests.happened(asked(context, db, json), told, by, day(as_of))
