"""Late charges at the desk: asked for by one person, booked by another's approval, on a clause or a statute alone."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

import ledger
from credit import charges
from credit.charges import Basis
from dunning.strategy import charge
from kit.refusals import Invalid
from ledger.journal import day
from ledger.records import ItemType, NewRequest
from services import askable, control
from services.credit import policies
from services.credit.deeds import CHARGE
from services.decisions import standing
from services.workspace import Workspace

_CHARGED = frozenset({ItemType.INVOICE, ItemType.DEBIT_MEMO})


@dataclass(frozen=True, slots=True)
class Charge:
    """A late charge that can be asked for: simple interest on what is open, from a day to a day."""

    item_id: str
    number: str
    customer_number: str
    minor: int
    currency: str
    since: date
    until: date
    basis: Basis


def of(workspace: Workspace, document: str, as_of: date) -> Charge:
    """Return the late charge of a document up to a day, from its due day or the last charge on.

    Refused: UnknownItem; Invalid where it is not past due, nothing is to be charged, or neither clause nor statute
    lets us.
    """
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        held = standing.held(connection, entity, document)
        if ItemType(held.type) not in _CHARGED:
            raise Invalid(f"{held.type} {held.number}: an invoice is charged, or a debit memo")
        basis = charges.basis(connection, entity, held.customer_number, as_of, policies.of(workspace, as_of))
        since = max(filter(None, (day(held.due_on), charges.charged_until(connection, held.item_id))))
    minor = charge(max(held.balance, 0), basis.rate, max((as_of - since).days, 0))
    if not minor:
        raise Invalid(f"{held.number}: nothing is to be charged up to {as_of}")
    return Charge(held.item_id, held.number, held.customer_number, minor, held.currency, since, as_of, basis)


def ask(
    workspace: Workspace, document: str, *, reason: str, actor: str, as_of: date | None = None, key: str = ""
) -> control.Asked:
    """Ask to book a document's late charge; it is booked once a second person approves.

    Refused: as `of`; Invalid while another charge of it waits.
    """
    one = of(workspace, document, as_of or workspace.today())
    body = {**asdict(one), "since": one.since.isoformat(), "until": one.until.isoformat()}
    told = json.dumps(body, sort_keys=True)
    wanted = NewRequest(CHARGE, one.number, told, reason, one.minor, one.currency, one.customer_number)

    def check(book: ledger.Book) -> None:
        held = standing.named(book.connection, select(ledger.tables.item), one.item_id)
        askable.charged(book.connection, held)

    return control.ask(workspace, wanted, actor, key, check)
