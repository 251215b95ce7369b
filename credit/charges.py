"""Late charges: interest is told and booked where a signed clause or a statute lets us, and nowhere else (B5c)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from credit import documents
from credit.documents import Document
from credit.policy import CreditPolicy
from kit.refusals import Invalid
from ledger.journal import day
from ledger.records import ItemType
from ledger.tables import item

#: Why a finance charge was booked.
REASON = "late_charge"


@dataclass(frozen=True, slots=True)
class Basis:
    """What lets us charge interest: basis points a year, and the document that agrees it, or the statute."""

    rate: int
    says: str
    document_id: str = ""


def bases(connection: Connection, entity: str, on: date, customer: str = "") -> dict[str, Basis]:
    """Return what signed clauses let us charge on a day, by customer: of a verified document that holds, the last."""
    held = documents.newest(documents.of(connection, entity, customer=customer)).values()
    return {one.paper.customer_number: _of(one) for one in _agreed(held, on)}


def statutory(policy: CreditPolicy) -> Basis | None:
    """Return what a statute lets us charge everybody, where the policy names one."""
    return Basis(policy.statutory_interest, policy.statute) if policy.statute else None


def basis(connection: Connection, entity: str, customer: str, on: date, policy: CreditPolicy) -> Basis:
    """Return what lets us charge a customer interest on a day; its own clause stands before the statute.

    Refused: Invalid where nothing does.
    """
    found = bases(connection, entity, on, customer).get(customer) or statutory(policy)
    if found is None:
        raise Invalid(f"no signed clause and no statute lets us charge {customer} interest: keep the contract first")
    return found


def charged_until(connection: Connection, item_id: str) -> date | None:
    """Return the day of the last late charge on a document, None where there is none."""
    mine = (item.c.origin_item_id == item_id, item.c.type == ItemType.FINANCE_CHARGE, item.c.reason == REASON)
    days = connection.scalars(select(item.c.issued_on).where(*mine)).all()
    return max(map(day, days), default=None)


def _agreed(held: Iterable[Document], on: date) -> list[Document]:
    """Return the documents whose clause lets us charge, the last that came at the end."""
    wanted = [one for one in held if one.clauses.interest and one.paper.signer and one.holds(on)]
    return sorted(wanted, key=lambda one: one.recorded_at)


def _of(one: Document) -> Basis:
    """Return what a document's clause lets us charge."""
    assert one.clauses.interest is not None, one.document_id
    says = f"{one.paper.kind.replace('_', ' ')} signed by {one.paper.signer}"
    return Basis(one.clauses.interest, says, one.document_id)
