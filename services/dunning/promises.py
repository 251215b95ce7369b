"""Promises at the desk: made with a contact in the log, withdrawn, and listed as cash has judged them."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import select

import ledger
from dunning import promises
from dunning.promises import TOLERANCE, NewPromise
from kit.refusals import Invalid
from ledger.contact_log import Channel, Contact, Outcome
from services.commands import command
from services.decisions import standing
from services.workspace import Workspace

PROMISES: dict[str, Any] = {
    **dict.fromkeys(("promise_id", "customer_number", "item_id", "number"), pl.String),
    **dict.fromkeys(("minor", "paid"), pl.Int64),
    "currency": pl.String,
    **dict.fromkeys(("made_on", "promised_on", "until"), pl.Date),
    "level": pl.Int64,
    **dict.fromkeys(("person", "note", "by", "state"), pl.String),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A promise that is written down, and the contact in the log it was made in."""

    promise_id: str
    contact_id: str
    replayed: bool = False


def make(
    workspace: Workspace,
    document: str,
    promised_on: date,
    *,
    person: str,
    actor: str,
    minor: int | None = None,
    channel: Channel = Channel.CALL,
    tolerance: int = TOLERANCE,
    note: str = "",
    made_on: date | None = None,
    key: str = "",
) -> Made:
    """Write a promise to pay a document down, and the contact it came from; without an amount it is all that is open.

    Refused: what `dunning.promises.make` refuses; NotFound or Invalid where the number names none or several.
    """
    on = made_on or workspace.today()
    with workspace.database.reading() as connection:
        held = standing.item(connection, document)
    said = [document, str(promised_on), person, minor, tolerance, note, str(on)]
    with command(workspace, "promise", actor, {"said": said}, key) as book:
        if book.replayed is not None:
            return Made(**book.replayed, replayed=True)
        wanted = NewPromise(
            held.item_id, held.open if minor is None else minor, promised_on, on, person, tolerance, note
        )
        identity = promises.make(book, wanted, workspace.now())
        spoke = Contact(
            held.customer_number,
            channel,
            Outcome.PROMISE,
            on,
            person,
            (held.item_id,),
            note,
            "see that the money came",
            promised_on,
        )
        contact = ledger.contact_log.log(book, spoke, workspace.now())
        book.result = {"promise_id": identity, "contact_id": contact}
    return Made(**book.result)


def currency(workspace: Workspace, document: str) -> str:
    """Return the currency of a document. Refused: UnknownItem; Invalid where its number names several."""
    table = ledger.tables.item
    with workspace.database.reading() as connection:
        held = standing.item(connection, document)
        return str(connection.execute(select(table.c.currency).where(table.c.item_id == held.item_id)).scalar_one())


def check_currency(workspace: Workspace, document: str, given: str) -> None:
    """Refuse an amount that is not in the document's currency: Invalid; none is right for all."""
    if given and given != (held := currency(workspace, document)):
        raise Invalid(f"{document} is in {held}: promise an amount in it")


def withdraw(workspace: Workspace, promise_id: str, note: str, *, actor: str, key: str = "") -> None:
    """End a promise that the customer took back. Refused: NotFound; Invalid where it is not open, or without a note."""
    with command(workspace, "promise-withdrawn", actor, {"said": [promise_id, note]}, key) as book:
        if book.replayed is None:
            promises.withdraw(book, promise_id, workspace.today(), note, workspace.now())


def of(workspace: Workspace, as_of: date, customer: str = "") -> pl.DataFrame:
    """Return promises as they stood on a day, the newest first: columns PROMISES, amounts in minor units."""
    with workspace.database.reading() as connection:
        found = promises.of(connection, workspace.settings.entity, as_of, customer=customer)
    rows = [{**asdict(one), "state": str(one.state)} for one in found]
    return pl.DataFrame(rows[::-1], PROMISES, orient="row")
