"""The desk is what a reviewer can do with a receipt: each act is one audited command, and undo is one more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, asdict, dataclass, field, replace
from datetime import date
from typing import Any, Required, TypedDict, Unpack

from sqlalchemy import select

import ledger
from kit.ids import content_id
from kit.refusals import Invalid, NotFound
from ledger import tables
from ledger.evidence import Resolution
from ledger.kinds import Account
from ledger.records import Disposal, Identification, NewApplication, Undo, WriteOff
from services import discounts, inquiries, matching
from services.commands import command
from services.decisions import policies
from services.decisions.reopening import LATE
from services.decisions.standing import Standing, expect, item, standing, standing_applications
from services.knowledge import learning
from services.workspace import Workspace

MICROSECONDS = 1_000_000
BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Line:
    """What a reviewer applies to one item. Minor units of the receipt's currency; `cash` of a credit memo is negative.

    `item` is an item id or a document number. cash + discount + write_off + deduction is what leaves the item.
    """

    item: str
    cash: int
    discount: int = 0
    write_off: int = 0
    deduction: int = 0
    deduction_reason: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an act at the desk left behind: the receipt's new state and version.

    `learned` are the ids of what it taught, or took back; `replayed` where the key was known.
    """

    receipt_id: str
    status: str
    reason: str
    applied: int
    unapplied: int
    version: int
    resolution_id: str
    learned: tuple[str, ...] = ()
    replayed: bool = field(default=False, compare=False)


class By(TypedDict, total=False):
    """Who acts: `version` is what he read, `key` the idempotency key, `as_of` the GL day asked for."""

    actor: Required[str]
    version: int | None
    key: str
    as_of: date | None


class Noted(By, total=False):
    """Who acts, and what he notes."""

    note: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act at the desk, and who does it (`By`)."""

    name: str
    receipt_id: str
    today: date
    _: KW_ONLY
    actor: str
    version: int | None = None
    key: str = ""
    as_of: date | None = None
    note: str = ""

    @property
    def gl_day(self) -> date:
        """Return the day it is booked on, unless the receipt came later."""
        return self.as_of or self.today

    def gl_on(self, now: Standing) -> date:
        """Return the day it is booked on: none before the receipt came."""
        return max(self.gl_day, now.received_on)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the queue sees the receipt after an act: status and reason, the accepted rank, who paid where certain."""

    status: str = ""
    reason: str = ""
    rank: int | None = None
    payer: str = ""


#: What an act does within its command; it is given the book and the receipt as it stands.
Deed = Callable[[ledger.Book, Standing], Outcome]


def accept(workspace: Workspace, receipt_id: str, rank: int, **by: Unpack[By]) -> Resolved:
    """Carry out proposal `rank` (1, 2, 3 …) as it was offered; what a late remittance put in question goes first."""
    act = Act("accept", receipt_id, workspace.today(), **by)

    def deed(book: ledger.Book, now: Standing) -> Outcome:
        rows = _offered(book, receipt_id, rank)
        if inquiries.row(book.connection, workspace, receipt_id)["asked_again"]:
            _take_back(book, now, replace(act, note=LATE))
        payer = _identify(book, now, "", [row["item_id"] for row in rows], act)
        kept = [matching.application(row, row["decision_id"], act.gl_on(now), act.actor) for row in rows]
        policy = policies.of(workspace, act.gl_day, within=book.connection).of(now.currency)
        allowed = discounts.within(book.connection, kept, policy)
        ledger.applications.apply(book, discounts.booked(book.connection, allowed, policy))
        return Outcome(rank=rank, payer=payer)

    return _carry_out(workspace, act, {"rank": rank}, deed)


def apply(
    workspace: Workspace, receipt_id: str, lines: Sequence[Line], *, customer_number: str = "", **by: Unpack[Noted]
) -> Resolved:
    """Apply by hand: one item or several, in full or in part, with discount or deduction; the rest stays unapplied."""
    act = Act("apply", receipt_id, workspace.today(), **by)
    if not lines:
        raise Invalid("name at least one item to apply to")

    def deed(book: ledger.Book, now: Standing) -> Outcome:
        rows = [_by_hand(book, now, line, act) for line in lines]
        payer = _identify(book, now, customer_number, [row.item_id for row in rows], act)
        policy = policies.of(workspace, act.gl_day, within=book.connection).of(now.currency)
        told = discounts.by_hand(book.connection, book.entity, rows, now.received_on, policy)
        ledger.applications.apply(book, told)
        return Outcome(payer=payer)

    return _carry_out(workspace, act, {"lines": [asdict(line) for line in lines], "customer": customer_number}, deed)


def park(workspace: Workspace, receipt_id: str, note: str, **by: Unpack[By]) -> Resolved:
    """Leave the receipt in the queue with a note; no money moves."""
    act = Act("park", receipt_id, workspace.today(), note=note, **by)
    return _carry_out(workspace, act, {}, lambda _book, _now: Outcome("review", "parked"))


def on_account(workspace: Workspace, receipt_id: str, customer_number: str, **by: Unpack[Noted]) -> Resolved:
    """Put what is left on the customer's account: known payer, no item paid."""
    act = Act("on_account", receipt_id, workspace.today(), **by)

    def deed(book: ledger.Book, now: Standing) -> Outcome:
        payer = _identify(book, now, customer_number, [], act)
        ledger.receipts.place_on_account(book, [Disposal(receipt_id, act.gl_on(now), act.note or "on_account")])
        return Outcome("unapplied", "on_account", payer=payer)

    return _carry_out(workspace, act, {"customer": customer_number}, deed)


def identify(workspace: Workspace, receipt_id: str, customer_number: str, **by: Unpack[Noted]) -> Resolved:
    """Say who paid; the receipt stays in the queue for its items."""
    act = Act("identify", receipt_id, workspace.today(), **by)

    def deed(book: ledger.Book, now: Standing) -> Outcome:
        return Outcome("review", "identified", payer=_identify(book, now, customer_number, [], act))

    return _carry_out(workspace, act, {"customer": customer_number}, deed)


def not_ar(workspace: Workspace, receipt_id: str, note: str, **by: Unpack[By]) -> Resolved:
    """Say that the money is no customer's payment; it leaves the queue to the clearing account."""
    act = Act("not_ar", receipt_id, workspace.today(), note=note, **by)

    def deed(book: ledger.Book, now: Standing) -> Outcome:
        ledger.receipts.not_ar(book, [Disposal(receipt_id, act.gl_on(now), note or "not_ar")])
        return Outcome("not_ar", "not_ar")

    return _carry_out(workspace, act, {}, deed)


def undo(workspace: Workspace, receipt_id: str, **by: Unpack[Noted]) -> Resolved:
    """Reverse what was applied, take it off the account or back into receivables, and queue it; nothing is deleted.

    The engine offers what it finds, and posts nothing of it until somebody has answered.
    """
    act = Act("undo", receipt_id, workspace.today(), **by)

    def deed(book: ledger.Book, now: Standing) -> Outcome:
        _take_back(book, now, act)
        return Outcome("review", "undone")

    return _carry_out(workspace, act, {}, deed)


def unapply(workspace: Workspace, receipt_id: str, application_id: str, **by: Unpack[Noted]) -> Resolved:
    """Reverse one application; its money is unapplied again and the item is open again."""
    act = Act("unapply", receipt_id, workspace.today(), **by)

    def deed(book: ledger.Book, now: Standing) -> Outcome:
        if application_id not in standing_applications(book.connection, receipt_id):
            raise NotFound(f"receipt {receipt_id} has no standing application {application_id}")
        _unapply(book, now, [application_id], act)
        return Outcome("review", "undone")

    return _carry_out(workspace, act, {"application": application_id}, deed)


def _carry_out(workspace: Workspace, act: Act, payload: Mapping[str, Any], deed: Deed) -> Resolved:
    """Carry out an act in one command: version first, then the deed, then what it teaches, then the answer is kept.

    A key that was known gets the first answer again, also another day and after a restart.
    """
    day = act.as_of.isoformat() if act.as_of else ""
    said = {**payload, "receipt": act.receipt_id, "note": act.note, "as_of": day}
    key = act.key or _own_key(workspace, act, said)
    with command(workspace, f"desk {act.name}", act.actor, said, key) as book:
        if book.replayed is None:
            now = standing(book.connection, act.receipt_id)
            expect(now, act.version)
            outcome = deed(book, now)
            ledger.evidence.add(book, [_resolution(workspace, act, outcome)])
            lessons = learning.learn(
                book,
                workspace,
                act.name,
                receipt_id=act.receipt_id,
                entry_id=now.entry_id,
                customer=outcome.payer,
                on=act.gl_day,
            )
            book.result = _answer(book, workspace, act.receipt_id) | {
                "learned": sorted({one.knowledge_id for one in lessons})
            }
        first = book.replayed or book.result
    learned = tuple(first.get("learned", ()))
    return Resolved(**first | {"learned": learned}, replayed=book.replayed is not None)


def _own_key(workspace: Workspace, act: Act, said: Mapping[str, Any]) -> str:
    """Return the key of an act that came without one: the same act on the same version. Refused: UnknownReceipt."""
    version = act.version
    if version is None:
        with workspace.database.reading() as connection:
            version = standing(connection, act.receipt_id).version
    return content_id("act", act.name, act.actor, version, *sorted(said.items()))


def _answer(book: ledger.Book, workspace: Workspace, receipt_id: str) -> dict[str, Any]:
    """Return how a receipt stands after an act, as the answer is kept and given."""
    row = inquiries.row(book.connection, workspace, receipt_id)
    return {
        "receipt_id": receipt_id,
        "status": row["status"],
        "reason": row["reason"],
        "applied": row["applied_amount"],
        "unapplied": row["unapplied_amount"],
        "version": row["version"],
        "resolution_id": f"res_{book.batch}",
    }


def _resolution(workspace: Workspace, act: Act, outcome: Outcome) -> Resolution:
    """Return the answer as it is kept."""
    return Resolution(
        receipt_id=act.receipt_id,
        action=act.name,
        actor=act.actor,
        resolved_at=int(workspace.now().timestamp() * MICROSECONDS),
        status=outcome.status,
        reason=outcome.reason,
        rank=outcome.rank,
        note=act.note,
    )


def _offered(book: ledger.Book, receipt_id: str, rank: int) -> list[dict[str, Any]]:
    """Return the rows of a proposal of the newest decision. Refused: NotFound."""
    proposal, decision = tables.proposal, tables.decision
    newest = select(decision.c.decision_id).where(decision.c.receipt_id == receipt_id).order_by(decision.c.no.desc())
    chosen = select(proposal).where(
        proposal.c.decision_id == newest.limit(1).scalar_subquery(),
        proposal.c.receipt_id == receipt_id,
        proposal.c.rank == rank,
    )
    rows = [dict(row) for row in book.connection.execute(chosen.order_by(proposal.c.no)).mappings()]
    if not rows:
        raise NotFound(f"receipt {receipt_id} has no proposal {rank}")
    return rows


def _by_hand(book: ledger.Book, now: Standing, line: Line, act: Act) -> NewApplication:
    """Return a reviewer's line as the books take it."""
    return NewApplication(
        receipt_id=now.receipt_id,
        item_id=item(book.connection, line.item).item_id,
        cash=line.cash,
        gl_on=act.gl_on(now),
        discount=line.discount,
        write_off=line.write_off,
        write_off_kind=WriteOff.SMALL_BALANCE if line.write_off else None,
        deduction=line.deduction,
        deduction_reason=line.deduction_reason,
        decided_by=act.actor,
        rule=BY_HAND,
        explanation=act.note,
    )


def _identify(book: ledger.Book, now: Standing, given: str, items: Sequence[str], act: Act) -> str:
    """Say who paid: whom the reviewer names, else the one customer of the items; return it where it is certain."""
    customers = sorted({item(book.connection, name).customer_number for name in items})
    payer = given or now.customer_number or (customers[0] if customers else "")
    if not payer:
        raise Invalid("say which customer paid")
    if payer != now.customer_number:
        ledger.receipts.identify(book, [Identification(now.receipt_id, payer, act.gl_on(now))])
    return payer if given or customers == [payer] else ""


def _take_back(book: ledger.Book, now: Standing, act: Act) -> None:
    """Take back what is applied of a receipt, or that it was booked out; money on account is there to apply again."""
    standing_ones = standing_applications(book.connection, now.receipt_id)
    back = [Disposal(now.receipt_id, act.gl_on(now), act.note or act.name)]
    if not standing_ones and not now.unapplied:
        ledger.receipts.take_back_not_ar(book, back)
    _unapply(book, now, standing_ones, act)
    if now.held_in == Account.ON_ACCOUNT:
        ledger.receipts.take_off_account(book, back)


def _unapply(book: ledger.Book, now: Standing, applications: Sequence[str], act: Act) -> None:
    """Take applications back; rows that were netted with one go with it, so each is named once."""
    ledger.applications.unapply(book, [Undo(one, act.gl_on(now), act.note or act.name) for one in applications])
