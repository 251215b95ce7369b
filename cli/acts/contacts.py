"""What `tieout contact` does: write down, add, send copies, list."""

from dataclasses import dataclass
from datetime import date

from cli import books, say, typed
from cli.asked import Asked
from ledger.contact_log import Channel, Outcome
from services import contact_log
from services.dunning import copies

COLUMNS = ("happened_on", "customer_number", "channel", "outcome", "person", "note", "next_action", "next_on", "author")


@dataclass(frozen=True, slots=True)
class Told:
    """A contact as it was typed."""

    customer: str
    channel: str
    outcome: str
    person: str
    documents: tuple[str, ...]
    note: str
    next_action: str
    on: str


def logged(asked: Asked, told: Told, by: str, as_of: date | None) -> None:
    """Write a contact down."""
    next_on = typed.day("--on", told.on)
    said = contact_log.Said(
        told.customer,
        Channel(told.channel),
        Outcome(told.outcome),
        as_of,
        told.person,
        told.documents,
        told.note,
        told.next_action,
        next_on,
    )
    found = contact_log.log(books.writing(asked), said, actor=by)
    say.result(found, as_json=asked.json, lines=[f"{found.contact_id} is in the log of {found.customer_number}"])


def added(asked: Asked, contact_id: str, note: str, by: str) -> None:
    """Add to a contact."""
    found = contact_log.add(books.writing(asked), contact_id, note, actor=by)
    say.result(found, as_json=asked.json, lines=[f"added to {found.contact_id}"])


def copied(asked: Asked, document: str, by: str) -> None:
    """Send a copy of an invoice."""
    found = copies.send(books.writing(asked), document, actor=by)
    say.result(found, as_json=asked.json, lines=[f"sent; {found.contact_id} is in the log of {found.customer_number}"])


def listed(asked: Asked, customer: str) -> None:
    """List contacts, what was added below each."""
    found = contact_log.of(books.reading(asked), customer)
    if asked.json:
        say.result({"contacts": found.rows(named=True)}, as_json=True)
        return
    rows: list[list[object]] = []
    for row in found.iter_rows(named=True):
        rows.append([row["contact_id"], *(row[name] for name in COLUMNS)])
        blank = {"note": "", "author": ""}
        for one in row["addenda"]:
            more = {**blank, "note": f"+ {one['note']}", "author": one["author"]}
            rows.append(["", *(more.get(name, "") for name in COLUMNS)])
    say.table(("contact_id", *COLUMNS), rows)
