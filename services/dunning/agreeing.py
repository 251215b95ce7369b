"""What is agreed while somebody speaks with a customer: a promise, a plan, a settlement, a credit to be asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.money import typed
from kit.refusals import Invalid
from services import control
from services.decisions import standing
from services.dunning import arrangements, disputes, promises
from services.workspace import Workspace


class Kind(StrEnum):
    """What may be agreed (DUTIES A24)."""

    PROMISE = "promise"
    PLAN = "plan"
    SETTLEMENT = "settlement"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Said:
    """What was agreed: documents by number or id, an amount in their currency, a day, and why.

    A promise without an amount is all that is open; a plan's amount is its first part, if it differs.
    `cause` is a settlement's waiver, and a credit's reason of dispute.
    """

    documents: tuple[str, ...]
    person: str
    amount: str = ""
    on: date | None = None
    count: int = 1
    every: str = "month"
    cause: str = ""
    note: str = ""


def agree(workspace: Workspace, customer: str, kind: Kind, said: Said, *, actor: str, key: str = "") -> str:
    """Write down or ask for what was agreed with a customer; return what became of it, in words.

    Promises stand at once. The others wait for a second person; a credit opens a dispute of its document first, where
    none is open. Refused: Invalid for documents of another customer, or where the kind's own rules are broken.
    """
    _check(workspace, customer, said)
    return _AGREED[kind](workspace, said, actor, key)


def _check(workspace: Workspace, customer: str, said: Said) -> None:
    """Refuse documents that are not the customer's, and none at all."""
    if not said.documents:
        raise Invalid("name the documents that it is about")
    with workspace.database.reading() as connection:
        held = [(name, standing.item(connection, name).customer_number) for name in said.documents]
    other = [name for name, whose in held if whose != customer]
    if other:
        raise Invalid(f"{', '.join(other)}: no document of customer {customer}")


def _money(workspace: Workspace, said: Said) -> tuple[int, str] | None:
    """Return the amount in minor units, and the documents' currency; None where none is given. Refused: Invalid."""
    if not said.amount.strip():
        return None
    currency = arrangements.currency(workspace, said.documents)
    minor = typed(said.amount, currency)
    if minor is None or minor <= 0:
        raise Invalid(f"{said.amount}: give an amount of {currency} above zero, such as 1250.00")
    return minor, currency


def _minor(workspace: Workspace, said: Said) -> int | None:
    """Return the amount in minor units, None where none is given. Refused: Invalid."""
    money = _money(workspace, said)
    return money[0] if money else None


def _promise(workspace: Workspace, said: Said, actor: str, key: str) -> str:
    """Write down that a document is paid by a day."""
    minor = _minor(workspace, said)
    if said.on is None or len(said.documents) != 1:
        raise Invalid("a promise is of one document, by a day")
    (name,) = said.documents
    promises.make(workspace, name, said.on, person=said.person, minor=minor, note=said.note, actor=actor, key=key)
    return f"{name} is promised by {said.on:%d %b %Y}."


def _plan(workspace: Workspace, said: Said, actor: str, key: str) -> str:
    """Ask for a plan of equal parts, the first of another amount if one is given."""
    told = _told(said, first=_minor(workspace, said) or 0)
    return _waiting(arrangements.ask(workspace, told, reason=said.note, actor=actor, key=key))


def _settlement(workspace: Workspace, said: Said, actor: str, key: str) -> str:
    """Ask to take an amount and to waive the rest."""
    agreed = _money(workspace, said)
    if agreed is None:
        raise Invalid("say which amount settles the documents")
    asked = arrangements.ask(workspace, _told(said), agreed, said.cause, reason=said.note, actor=actor, key=key)
    return _waiting(asked)


def _credit(workspace: Workspace, said: Said, actor: str, key: str) -> str:
    """Ask for a credit on one document, in the dispute that is open about it, else in one that this opens."""
    minor = _minor(workspace, said)
    if minor is None or len(said.documents) != 1:
        raise Invalid("a credit is asked for on one document, with its amount")
    (name,) = said.documents
    case = (
        _case(workspace, name)
        or disputes.open_case(
            workspace, name, said.cause, actor=actor, minor=minor, customer_reason=said.note, key=key and f"{key}:case"
        ).case_id
    )
    return _waiting(disputes.ask_credit(workspace, case, minor, reason=said.note, actor=actor, key=key))


def _case(workspace: Workspace, document: str) -> str:
    """Return the dispute that is open about a document, else an empty text."""
    with workspace.database.reading() as connection:
        held = standing.item(connection, document)
    open_ones = disputes.listed(workspace, customer=held.customer_number)
    return next((one.case_id for one in open_ones if one.item_id == held.item_id), "")


def _told(said: Said, first: int = 0) -> arrangements.Told:
    """Return a plan or settlement as it is asked for."""
    return arrangements.Told(
        said.documents, said.person, first_on=said.on, count=said.count, every=said.every, first=first
    )


def _waiting(asked: control.Asked) -> str:
    """Return what became of a request, in words."""
    return f"Waits for a second person: {asked.request_id}."


_AGREED: Mapping[Kind, Callable[[Workspace, Said, str, str], str]] = {
    Kind.PROMISE: _promise,
    Kind.PLAN: _plan,
    Kind.SETTLEMENT: _settlement,
    Kind.CREDIT: _credit,
}
