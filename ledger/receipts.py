"""Receipts: money that reached us, from the bank entry to a home (P05 to P07, P10, P19a, P20, P22a, P23, P35, P38)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, select

from kit.collecting import uncollected
from kit.conditions import unset
from kit.db import among
from kit.money import Money
from kit.refusals import Invalid, refuse
from ledger import applications, customers, periods
from ledger.book import Book
from ledger.journal import Held, Journal, last_moved, turned
from ledger.kinds import Account, Kind
from ledger.records import Disposal, Identification, Into, ItemType, NewReceipt, item_id
from ledger.refusals import UnknownReceipt
from ledger.tables import application, entry, item, posting

#: Where the money lies, and whether its payer is known -> kind (P05, P07, P23a, P38).
RECEIVED: dict[tuple[Into, bool], Kind] = {
    (Into.BANK, True): Kind.RECEIVED,
    (Into.BANK, False): Kind.RECEIVED_UNIDENTIFIED,
    (Into.CARD, True): Kind.CARD_CAPTURED,
    (Into.CARD, False): Kind.CARD_CAPTURED_UNIDENTIFIED,
    (Into.LOCKBOX, True): Kind.BOXED,
    (Into.LOCKBOX, False): Kind.BOXED_UNIDENTIFIED,
}


#: Whether the payer of what another system has booked is known -> kind.
OPENED = {True: Kind.OPENED_CASH, False: Kind.OPENED_CASH_UNIDENTIFIED}
#: What takes money out of a receipt for good -> what became of it.
GONE: dict[Kind, str] = {
    Kind.REFUND_APPROVED: "paid back to its customer",
    Kind.UNCLAIMED: "moved to unclaimed property",
    Kind.BROUGHT_FORWARD_CASH: "settled in the system that it was taken over from",
}


@uncollected
def receive(book: Book, rows: Sequence[NewReceipt]) -> int:
    """Book receipts: debit bank, credit unidentified or, with a customer, unapplied; one already booked is skipped.

    Returns how many were new. Refused: UnknownCustomer; Invalid where the amount is not positive.
    """
    there = among(book.connection, item.c.item_id, [row.receipt_id for row in rows])
    known = set(book.connection.execute(select(item.c.item_id).where(there)).scalars())
    fresh = {row.receipt_id: row for row in rows if row.receipt_id not in known}
    customers.check(book, (row.customer_number for row in fresh.values() if row.customer_number))
    gl_days = periods.gl_days(book, (row.gl_on for row in fresh.values()))
    journal = Journal(book)
    for row in fresh.values():
        if row.minor <= 0:
            raise Invalid(f"receipt {row.receipt_id}: the amount is not positive")
        gl_on = gl_days[row.gl_on]
        journal.entry("received", gl_on, row.receipt_id, doc_on=row.received_on)
        held = journal.open(
            {
                "item_id": row.receipt_id,
                "type": ItemType.RECEIPT,
                "number": row.number or row.receipt_id,
                "customer_number": None,
                "currency": row.currency,
                "amount": -row.minor,
                "issued_on": row.received_on,
                "due_on": row.received_on,
                "gl_on": gl_on,
                "bank_entry_id": row.entry_id,
            }
        )
        if row.deposit and (row.into is not Into.BANK or not row.customer_number):
            raise Invalid(f"receipt {row.receipt_id}: a deposit lies at the bank, and its customer is known")
        left = row.minor if row.left is None else row.left
        if (left != row.minor and not row.opening) or not 0 <= left <= row.minor:
            raise Invalid(f"receipt {row.receipt_id}: what is left lies between nothing and the amount of an opening")
        named = bool(row.customer_number)
        kind = Kind.DEPOSITED if row.deposit else (OPENED[named] if row.opening else RECEIVED[row.into, named])
        journal.move(kind, row.minor, credit=held, to=row.customer_number)
        if left != row.minor:
            journal.entry("brought_forward", gl_on, row.receipt_id, doc_on=row.received_on)
            journal.move(Kind.BROUGHT_FORWARD_CASH, row.minor - left, debit=held)
    journal.post()
    return len(fresh)


def identify(book: Book, rows: Sequence[Identification]) -> None:
    """Say who paid (P06), or who really paid (P35); the same customer again is a no-op.

    Refused: UnknownReceipt, UnknownCustomer, Invalid where nothing is left of the receipt.
    """
    customers.check(book, (row.customer_number for row in rows))
    journal = loaded(book, (row.receipt_id for row in rows))
    gl_days = periods.gl_days(book, (_wished(journal, row) for row in rows))
    for row in rows:
        held = journal.held[row.receipt_id]
        if held.held_for == row.customer_number:
            continue
        kind = Kind.IDENTIFIED if held.held_in == Account.UNIDENTIFIED else Kind.REASSIGNED
        _within(journal, kind, held, row, gl_days[_wished(journal, row)], to=row.customer_number)
    journal.post()


def place_on_account(book: Book, rows: Sequence[Disposal]) -> None:
    """Hold what is left of the receipts for their customers (P10). Refused: Invalid while the payer is unknown."""
    journal = loaded(book, (row.receipt_id for row in rows))
    gl_days = periods.gl_days(book, (_wished(journal, row) for row in rows))
    for row in rows:
        held = journal.held[row.receipt_id]
        if held.held_in == Account.UNIDENTIFIED:
            raise Invalid(f"receipt {row.receipt_id}: its payer is unknown, identify it first")
        if held.held_in != Account.ON_ACCOUNT:
            _within(journal, Kind.ON_ACCOUNT, held, row, gl_days[_wished(journal, row)], to=held.held_for)
    journal.post()


def take_off_account(book: Book, rows: Sequence[Disposal]) -> None:
    """Hold what is left of receipts as unapplied cash again (P10 turned round). Refused: Invalid where one is not.

    A movement of its own, no reversal: what was applied before and since may have come back to it.
    """
    journal = loaded(book, (row.receipt_id for row in rows))
    gl_days = periods.gl_days(book, (_wished(journal, row) for row in rows))
    for row in rows:
        held = journal.held[row.receipt_id]
        if held.held_in != Account.ON_ACCOUNT:
            raise Invalid(f"receipt {row.receipt_id}: it is not on account")
        _within(journal, Kind.REASSIGNED, held, row, gl_days[_wished(journal, row)], to=held.held_for)
    journal.post()


def not_ar(book: Book, rows: Sequence[Disposal]) -> None:
    """Book the receipts out of receivables. Refused: Invalid where something of it is applied."""
    journal = loaded(book, (row.receipt_id for row in rows))
    gl_days = periods.gl_days(book, (_wished(journal, row) for row in rows))
    for row in rows:
        held = journal.held[row.receipt_id]
        if held.balance != held.amount:
            raise Invalid(f"receipt {row.receipt_id}: take its applications back first")
        day = gl_days[_wished(journal, row)]
        journal.entry("not_ar", day, row.receipt_id, held.version, doc_on=held.issued_on, reason=row.reason)
        journal.move(Kind.NOT_AR, -held.balance, debit=held)
    journal.post()


def take_back_not_ar(book: Book, rows: Sequence[Disposal]) -> None:
    """Bring receipts back into receivables. Refused: Invalid where one was not booked out."""
    entries = _not_ar_entries(book, (row.receipt_id for row in rows))
    missing = [row.receipt_id for row in rows if row.receipt_id not in entries]
    if missing:
        raise Invalid(f"receipt {missing[0]}: it was not booked out of receivables")
    back = _back(book, rows)
    journal = Journal(book)
    turned(journal, {entries[row.receipt_id]: (back[row.receipt_id], row.reason) for row in rows})
    journal.post()


def reverse(book: Book, rows: Sequence[Disposal]) -> None:
    """Reverse the receipts: their applications first, then the money (P19a). Items re-open with their due days.

    Money that another system had booked leaves our bank as any other; opening balances stay as they were taken over.
    Refused: UnknownReceipt; Invalid where one is reversed already, or `stuck`.
    """
    journal = loaded(book, (row.receipt_id for row in rows))
    by_id = {row.receipt_id: row for row in rows}
    check_reversal(book.connection, [journal.held[receipt] for receipt in by_id])
    standing = applications.standing(book, application.c.receipt_id, by_id)
    back = _back(book, rows, standing)
    undone = {row.entry_no: (back[row.receipt_id], by_id[row.receipt_id].reason) for row in standing}
    applications.take_back(book, standing, undone)
    again = _not_ar_entries(book, by_id)
    journal = loaded(book, by_id)
    entries = {number: by_id[receipt] for receipt, number in again.items()}
    entries |= {journal.held[receipt].entry_no: row for receipt, row in by_id.items()}
    turned(journal, {number: (back[row.receipt_id], row.reason) for number, row in entries.items()})
    for receipt in _opened(book.connection, journal, by_id):
        row, held = by_id[receipt], journal.held[receipt]
        journal.entry(
            Kind.OPENED_CASH_RETURNED.value, back[receipt], receipt, held.entry_no, doc_on=row.gl_on, reason=row.reason
        )
        journal.general(Kind.OPENED_CASH_RETURNED, -held.amount, held.currency)
    journal.post()


def bounce(book: Book, rows: Sequence[Disposal]) -> tuple[str, ...]:
    """Reverse receipts, or a part of each, by debit memo (P20): their applications stay, the customer owes anew.

    For money that came back when old applications must not move, a part of it, or what became of it cannot be undone
    (`stuck`): what is left of the receipt stays, a credit against the memo. Return the memos' ids. Refused:
    UnknownReceipt; Invalid where it is reversed, more than has not bounced, or the whole of what can be reversed.
    """
    journal = loaded(book, (row.receipt_id for row in rows))
    gl_days = periods.gl_days(book, (_wished(journal, row) for row in rows))
    opened = []
    for row in rows:
        held = journal.held[row.receipt_id]
        minor = check_bounce(book.connection, held, row.minor)
        number = _memo_number(book.connection, row.receipt_id)
        day = gl_days[_wished(journal, row)]
        about = row.receipt_id if number.endswith("-R") else number
        journal.entry("bounced", day, about, held.version, doc_on=row.gl_on, reason=row.reason)
        debit = journal.open(
            {
                "item_id": item_id(book.entity, ItemType.DEBIT_MEMO, number),
                "type": ItemType.DEBIT_MEMO,
                "number": number,
                "customer_number": held.held_for,
                "currency": held.currency,
                "amount": minor,
                "issued_on": row.gl_on,
                "due_on": row.gl_on,
                "gl_on": day,
                "origin_item_id": row.receipt_id,
                "reason": row.reason,
            }
        )
        journal.move(Kind.CARD_BOUNCED if _in_clearing(book.connection, held) else Kind.BOUNCED, minor, debit=debit)
        opened.append(debit.item_id)
    journal.post()
    return tuple(opened)


class Stuck(NamedTuple):
    """Why a receipt cannot be reversed as it stands, and what to do where its money went back."""

    why: str
    remedy: str

    def __str__(self) -> str:
        """Return both in one sentence."""
        return f"{self.why}: {self.remedy}"


def stuck(connection: Connection, ids: Collection[str]) -> dict[str, Stuck]:
    """Return the receipts that cannot be reversed as they stand, each with why.

    Money that left a receipt for good cannot come back into it, and a short payment cannot be undone while the
    deduction that it left open is settled.
    """
    part = Stuck("a part of it bounced before", "let the rest bounce, its customer owes anew")
    found = dict.fromkeys(bounced(connection, ids), part)
    for row in connection.execute(_settled_deductions(connection, ids)):
        why = f"{row.number}, which its short payment left open, is settled"
        found[row.receipt_id] = Stuck(why, "take that back first, or let it bounce")
    for row in connection.execute(_gone(connection, ids)):
        gone = Money(int(row.minor), row.currency)
        unpaid = ", or cancel the refund while it is unpaid" if row.kind == Kind.REFUND_APPROVED else ""
        why = f"{gone} of it is {GONE[Kind(row.kind)]}"
        found[row.dr_item] = Stuck(why, f"let it bounce, its customer owes anew{unpaid}")
    return found


def _gone(connection: Connection, ids: Collection[str]) -> Select[Any]:
    """Return the query of what left receipts for good: receipt, kind, currency and how much."""
    back = entry.alias("back")
    return (
        select(posting.c.dr_item, posting.c.kind, posting.c.currency, func.sum(posting.c.minor).label("minor"))
        .join(entry, entry.c.no == posting.c.entry_no)
        .where(
            among(connection, posting.c.dr_item, ids),
            posting.c.kind.in_([str(kind) for kind in GONE]),
            unset(entry.c.reverses),
            ~select(back.c.no).where(back.c.reverses == posting.c.entry_no).exists(),
        )
        .group_by(posting.c.dr_item, posting.c.kind, posting.c.currency)
        .order_by(posting.c.dr_item, posting.c.kind)
    )


def _settled_deductions(connection: Connection, ids: Collection[str]) -> Select[Any]:
    """Return the query of deductions that standing applications of receipts opened and something settled since."""
    later = application.alias("later")
    return (
        select(application.c.receipt_id, item.c.number)
        .join(item, item.c.item_id == application.c.deduction_item_id)
        .where(
            among(connection, application.c.receipt_id, ids),
            unset(application.c.reverses),
            ~select(later.c.no).where(later.c.reverses == application.c.no).exists(),
            item.c.balance != item.c.amount,
        )
        .order_by(application.c.no.desc())
    )


def loaded(book: Book, ids: Iterable[str]) -> Journal:
    """Return a journal that holds the receipts. Refused: UnknownReceipt."""
    wanted = list(ids)
    journal = Journal(book)
    journal.load(wanted)
    for receipt in wanted:
        if receipt not in journal.held or journal.held[receipt].type != ItemType.RECEIPT:
            raise UnknownReceipt(f"there is no receipt {receipt}")
    return journal


def check_reversal(connection: Connection, receipts: Sequence[Held | Row[Any]]) -> None:
    """Refuse receipts that cannot be reversed. Refused: Invalid with why."""
    _check_not_reversed(connection, receipts)
    for receipt, why in stuck(connection, [held.item_id for held in receipts]).items():
        raise Invalid(f"receipt {receipt}: {why}")


def check_bounce(connection: Connection, held: Held | Row[Any], minor: int | None) -> int:
    """Return how much of a receipt bounces (None: all that has not). Refused: Invalid."""
    _check_not_reversed(connection, [held])
    whole = -held.amount
    rest = whole - bounced(connection, [held.item_id]).get(held.item_id, 0)
    wanted = rest if minor is None else minor
    wrong = {
        f"{Money(rest, held.currency)} of it has not bounced": not 0 < wanted <= rest,
        "nobody is known to have paid it, reverse it instead": held.held_for is None,
        "something of it is not applied, reverse it instead": wanted == whole
        and bool(held.balance)
        and held.item_id not in stuck(connection, [held.item_id]),
    }
    refuse(wrong, f"receipt {held.item_id}")
    return wanted


def is_back(connection: Connection, held: Row[Any]) -> bool:
    """Say whether a receipt came back: it is reversed, or something of it bounced."""
    if bounced(connection, [held.item_id]):
        return True
    return connection.execute(select(entry.c.no).where(entry.c.reverses == held.entry_no)).first() is not None


def bounced(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Return how much of receipts bounced, of those of which anything did."""
    mine = among(connection, item.c.origin_item_id, ids), item.c.type == ItemType.DEBIT_MEMO
    chosen = select(item.c.origin_item_id, func.sum(item.c.amount)).where(*mine).group_by(item.c.origin_item_id)
    return {receipt: int(minor) for receipt, minor in connection.execute(chosen)}


def _check_not_reversed(connection: Connection, receipts: Sequence[Held | Row[Any]]) -> None:
    """Refuse receipts that are reversed already, by their entry or wholly by debit memo."""
    before = among(connection, entry.c.reverses, [held.entry_no for held in receipts])
    if connection.execute(select(entry.c.no).where(before)).first():
        raise Invalid("one of the receipts is reversed already")
    gone = bounced(connection, [held.item_id for held in receipts])
    if any(gone.get(held.item_id, 0) == -held.amount for held in receipts):
        raise Invalid("one of the receipts has bounced already")


def _memo_number(connection: Connection, receipt: str) -> str:
    """Return the number of the next debit memo by which a receipt bounces: `-R`, then `-R2`."""
    mine = item.c.origin_item_id == receipt, item.c.type == ItemType.DEBIT_MEMO
    before = connection.execute(select(func.count()).where(*mine)).scalar_one()
    return f"{receipt}-R{before + 1 if before else ''}"


def _in_clearing(connection: Connection, held: Held) -> bool:
    """Say whether a receipt's money came into card clearing: the processor takes it back from its next payout."""
    captured = posting.c.kind.in_((Kind.CARD_CAPTURED, Kind.CARD_CAPTURED_UNIDENTIFIED))
    return (
        connection.execute(select(posting.c.no).where(posting.c.entry_no == held.entry_no, captured)).first()
        is not None
    )


def _opened(connection: Connection, journal: Journal, receipts: Iterable[str]) -> list[str]:
    """Return the receipts that another system had booked, in their order."""
    numbers = {receipt: journal.held[receipt].entry_no for receipt in receipts}
    carried = among(connection, posting.c.entry_no, numbers.values()), posting.c.kind.in_(OPENED.values())
    found = set(connection.scalars(select(posting.c.entry_no).where(*carried)))
    return [receipt for receipt, number in numbers.items() if number in found]


def _wished(journal: Journal, row: Identification | Disposal) -> date:
    """Return the GL day asked for, never before that of the receipt (DOMAIN section 4, rule 4)."""
    return max(row.gl_on, journal.held[row.receipt_id].since)


def _back(book: Book, rows: Sequence[Disposal], applied: Sequence[Row[Any]] = ()) -> dict[str, date]:
    """Return the GL day on which each receipt is turned round: never before a day on which it moved.

    Nor before what was `applied` with it can go back: a discount alone does not move a receipt.
    """
    wished = {row.receipt_id: row.gl_on for row in rows}
    first = applications.may_go_back(book, applied)
    for row in applied:
        wished[row.receipt_id] = max(wished[row.receipt_id], first[row.entry_no])
    for side in (posting.c.dr_item, posting.c.cr_item):
        for identity, moved_on in last_moved(book, side, wished).items():
            wished[identity] = max(wished[identity], moved_on)
    gl_days = periods.gl_days(book, wished.values())
    return {identity: gl_days[gl_on] for identity, gl_on in wished.items()}


def _within(
    journal: Journal, kind: Kind, held: Held, row: Identification | Disposal, gl_on: date, *, to: str | None
) -> None:
    """Move what is left of a receipt from one account or customer to another."""
    if not held.balance:
        raise Invalid(f"receipt {row.receipt_id}: nothing is left of it")
    reason = row.reason if isinstance(row, Disposal) else ""
    journal.entry(str(kind), gl_on, row.receipt_id, held.version, doc_on=held.issued_on, reason=reason)
    journal.move(kind, -held.balance, held, held, to)


def _not_ar_entries(book: Book, ids: Iterable[str]) -> dict[str, int]:
    """Return for each receipt booked out of receivables the entry that did so and still stands."""
    later = entry.alias("later")
    statement = select(posting.c.dr_item, posting.c.entry_no).where(
        posting.c.kind == Kind.NOT_AR,
        among(book.connection, posting.c.dr_item, ids),
        ~select(later.c.no).where(later.c.reverses == posting.c.entry_no).exists(),
    )
    return {row.dr_item: row.entry_no for row in book.connection.execute(statement)}
