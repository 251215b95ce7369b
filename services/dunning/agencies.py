"""Agencies at the desk: kept on a list, given what is old, followed to the cash they remit, and ranked by it."""

import json
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from credit import orders
from dunning import agencies, agency
from dunning.agencies import CLOSED, DAYS, REMITTED, Placement, Proposal, Ranked
from dunning.agency import Agency
from dunning.tables import placement
from kit.money import exponent
from kit.refusals import Invalid, NotFound
from ledger import tables
from ledger.records import Adjust, NewRequest
from services import askable, control
from services.commands import command
from services.decisions import standing
from services.dunning import facts
from services.dunning.deeds import AGENCY, PLACEMENT
from services.events import Event, Happened
from services.workspace import Workspace

#: Less than this of a customer is placed with nobody: whole units of its currency.
FLOOR = 500


def keep(workspace: Workspace, text: str, *, reason: str, actor: str, key: str = "") -> control.Asked:
    """Ask for an agency to be on the list, told as TOML; a second person approves it. Refused: BadAgency."""
    told = agency.read(text)
    return _listed(workspace, told.code, told.model_dump(mode="json"), reason, actor=actor, key=key)


def retire(workspace: Workspace, code: str, *, reason: str, actor: str, key: str = "") -> control.Asked:
    """Ask for an agency to be taken off the list. Refused: NotFound."""
    _known(workspace, code)
    return _listed(workspace, code, None, reason, actor=actor, key=key)


def _listed(
    workspace: Workspace, code: str, told: dict[str, object] | None, reason: str, *, actor: str, key: str
) -> control.Asked:
    """Ask for an agency on the list or off it."""
    body = json.dumps({"agency": told}, sort_keys=True, ensure_ascii=False)
    return control.ask(workspace, NewRequest(AGENCY, f"agency {code}", body, reason), actor, key)


def known(workspace: Workspace) -> dict[str, Agency]:
    """Return the agencies on the list, by code."""
    with workspace.database.reading() as connection:
        return agencies.known(connection, workspace.settings.entity)


def _known(workspace: Workspace, code: str) -> Agency:
    """Return an agency on the list. Refused: NotFound."""
    found = known(workspace).get(code)
    if found is None:
        raise NotFound(f"there is no agency {code}")
    return found


def proposed(workspace: Workspace, as_of: date | None = None, floor: int = FLOOR, days: int = DAYS) -> list[Proposal]:
    """Return what is old and large enough to be placed, neither disputed, promised, in a plan nor placed already.

    `floor` is in whole units of each currency. A customer nobody writes to (blocked, cash waiting) is not proposed.
    """
    on = as_of or workspace.today()
    with workspace.database.reading() as connection:
        found = facts.of(workspace, connection, on)
    late = agencies.proposed(found.parts, on, 0, days)
    alone = {number for number, one in found.people.items() if one.left_alone}
    mine = [one for one in late if one.minor >= floor * 10 ** exponent(one.currency)]
    seen = [one for one in mine if workspace.sees(one.customer_number)]
    return [one for one in seen if one.customer_number not in alone]


def ask(
    workspace: Workspace,
    customer: str,
    code: str,
    jurisdiction: str,
    *,
    reason: str,
    actor: str,
    floor: int = FLOOR,
    days: int = DAYS,
    key: str = "",
) -> control.Asked:
    """Ask to place what is proposed of a customer with an agency, at its fee for that age and size.

    Refused: NotFound for an unknown agency; Invalid where nothing is proposed in its currency, or without a licence.
    """
    found, today = _known(workspace, code), workspace.today()
    if not found.licensed(jurisdiction, today):
        raise Invalid(f"{found.name} has no licence in {jurisdiction} on {today}")
    rows = proposed(workspace, today, floor, days)
    one = next((one for one in rows if (one.customer_number, one.currency) == (customer, found.currency)), None)
    if one is None:
        raise Invalid(
            f"nothing of {customer} in {found.currency} is {days} days late, from {floor} on and left to ask for"
        )
    fee = found.fee(one.minor, one.days)
    told = {"agency": code, "jurisdiction": jurisdiction, "fee": fee, "items": list(one.items.items())}
    evidence = {"amount": one.minor, "documents": len(one.items), "oldest_days": one.days, "fee_basis_points": fee}
    body = json.dumps({**told, "evidence": evidence}, sort_keys=True, ensure_ascii=False)
    subject = f"{', '.join(one.numbers)} with {found.name}"
    return control.ask(
        workspace, NewRequest(PLACEMENT, subject, body, reason, one.minor, one.currency, customer), actor, key
    )


def tell(workspace: Workspace, placement_id: str, kind: str, note: str, *, actor: str, key: str = "") -> list[str]:
    """Write what became of a placement; recalled or closed, its customer is written to again, orders stay held by hand.

    Closed as uncollectible, what is left of its documents is asked to be written off: return those requests.
    Refused: NotFound; Invalid once it ended, for a kind of `agencies.TOLD` that is none, or without a note.
    """
    if kind not in agencies.TOLD:
        raise Invalid(f"of a placement is told {', '.join(agencies.TOLD)}")
    with command(workspace, "placement-told", actor, {"said": [placement_id, kind, note]}, key) as book:
        if book.replayed is None:
            one = agencies.step(book, placement_id, kind, workspace.today(), note=note, at=workspace.now())
            if kind in agencies.ENDED and not _others(agencies.standing(book.connection, book.entity), one):
                words = f"{kind} from {one.agency}: {note}"
                orders.freeze(book, one.customer_number, placed=False, note=words, at=workspace.now())
    if kind != CLOSED:
        return []
    return list(_write_offs(workspace, placement_id, note, actor))


def _others(there: list[Placement], one: Placement) -> bool:
    """Say whether something else of the customer is with an agency."""
    return any(it.customer_number == one.customer_number and it.placement_id != one.placement_id for it in there)


def _write_offs(workspace: Workspace, placement_id: str, note: str, actor: str) -> Iterator[str]:
    """Ask to write off what is left of a placement's documents beside what waits, and yield the requests."""
    item = tables.item
    with workspace.database.reading() as connection:
        one = agencies.one(connection, workspace.settings.entity, placement_id)
        rows = connection.execute(select(item).where(item.c.item_id.in_(one.items))).all()
        why = f"{placement_id} closed: {note}"
        left = {row.item_id: askable.left(connection, row, why) for row in rows}
    for name in one.items:
        if left[name] > 0:
            key = f"{placement_id} {name}"
            yield control.ask_adjustment(
                workspace, name, Adjust.BAD_DEBT, left[name], reason=why, actor=actor, key=key
            ).request_id


def remit(
    workspace: Workspace, placement_id: str, receipt: str, *, reason: str, actor: str, key: str = ""
) -> list[str]:
    """Ask to book what an agency remitted net of its fee, against the oldest documents of the placement first.

    A receipt of 750.00 at 25 % pays 1,000.00: cash 750.00, agency fees 250.00 (P30). Return the requests, one a
    document. Refused: NotFound; UnknownReceipt; Invalid where it is more than is open of the placement.
    """
    with workspace.database.reading() as connection:
        one = agencies.one(connection, workspace.settings.entity, placement_id)
        net = standing.standing(connection, receipt).unapplied
        item = tables.item
        chosen = select(item.c.item_id, item.c.number, item.c.balance).where(item.c.item_id.in_(one.items))
        rows = connection.execute(chosen.order_by(item.c.due_on, item.c.number)).all()
    whole = agency.gross(net, one.fee)
    if not 0 < whole <= sum(row.balance for row in rows):
        raise Invalid(f"{receipt}: with the fee that is more than is open of {placement_id}, or nothing")
    requests, paid, kept = [], 0, 0
    for row in rows:
        part = min(row.balance, whole - paid)
        if part <= 0:
            continue
        paid += part
        fee = (whole - net) * paid // whole - kept
        kept += fee
        told = Happened(
            Event.AGENCY_REMITTED,
            f"{placement_id} {receipt} {row.number}",
            part,
            one.currency,
            workspace.today(),
            fee=fee,
            receipt=receipt,
            item=row.item_id,
            reason=reason,
        )
        requests.append(
            control.ask_event(workspace, told, actor=actor, key=f"{key} {row.number}" if key else "").request_id
        )
    with command(workspace, "placement-told", actor, {"said": [placement_id, REMITTED, receipt]}, key) as book:
        if book.replayed is None:
            agencies.step(book, placement_id, REMITTED, workspace.today(), note=receipt, at=workspace.now())
    return requests


def of(workspace: Workspace, as_of: date | None = None, customer: str = "") -> list[Placement]:
    """Return placements as they stood on a day, the newest first; of one customer, or of all that one may see."""
    with workspace.database.reading() as connection:
        found = agencies.of(connection, workspace.settings.entity, as_of or workspace.today())
    mine = [one for one in found if customer in {"", one.customer_number}]
    return [one for one in mine if workspace.sees(one.customer_number)][::-1]


def ranking(workspace: Workspace, as_of: date | None = None) -> list[Ranked]:
    """Return agencies by what they recovered of what was placed, the best first."""
    return agencies.ranking(of(workspace, as_of))


def file(workspace: Workspace, placement_id: str) -> str:
    """Return the file an agency was given with a placement, as JSON. Refused: NotFound."""
    where = (placement.c.entity == workspace.settings.entity, placement.c.placement_id == placement_id)
    with workspace.database.reading() as connection:
        found = connection.execute(select(placement.c.file).where(*where)).scalar()
    if found is None:
        raise NotFound(f"there is no placement {placement_id}")
    return str(found)
