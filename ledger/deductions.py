"""How a deduction ends: allowed (P13) or charged back to the customer (P14)."""

from collections.abc import Sequence
from datetime import date

from kit.refusals import Invalid
from ledger import periods
from ledger.book import Book
from ledger.journal import Journal
from ledger.kinds import Kind
from ledger.records import ItemType, Settlement, item_id
from ledger.refusals import UnknownItem


def allow(book: Book, rows: Sequence[Settlement]) -> None:
    """Allow deductions: allowances and, where said, sales tax are debited. Refused: UnknownItem, OverApplied."""
    journal = _loaded(book, rows)
    gl_days = periods.gl_days(book, (_wished(journal, row) for row in rows))
    for row in rows:
        held = journal.held[row.item_id]
        day = gl_days[_wished(journal, row)]
        journal.entry("deduction_allowed", day, row.item_id, held.version, doc_on=row.gl_on, reason=row.reason)
        for kind, minor in ((Kind.DEDUCTION_ALLOWED, row.minor - row.tax), (Kind.DEDUCTION_TAX, row.tax)):
            if minor:
                journal.move(kind, minor, credit=held)
    journal.post()


def charge_back(book: Book, rows: Sequence[Settlement]) -> tuple[str, ...]:
    """Charge deductions back as debit memos that keep the invoice's reference and due day; return the new item ids.

    Refused: UnknownItem, OverApplied, Invalid where tax is named (it stays in the invoice).
    """
    journal = _loaded(book, rows)
    gl_days = periods.gl_days(book, (_wished(journal, row) for row in rows))
    opened = []
    for row in rows:
        held = journal.held[row.item_id]
        day = gl_days[_wished(journal, row)]
        journal.entry("charged_back", day, row.item_id, held.version, doc_on=row.gl_on, reason=row.reason)
        number = f"{held.number}-CB{held.version}"
        identity = item_id(book.entity, ItemType.DEBIT_MEMO, number)
        same = {name: getattr(held, name) for name in ("currency", "issued_on", "due_on", "po_number")}
        facts = {"item_id": identity, "type": ItemType.DEBIT_MEMO, "number": number, "customer_number": held.held_for}
        debit = journal.open(
            same | facts | {"amount": row.minor, "gl_on": day, "origin_item_id": row.item_id, "reason": row.reason}
        )
        journal.move(Kind.CHARGED_BACK, row.minor, debit=debit, credit=held)
        opened.append(identity)
    journal.post()
    return tuple(opened)


def _wished(journal: Journal, row: Settlement) -> date:
    """Return the GL day asked for, never before that of the deduction (DOMAIN section 4, rule 4)."""
    return max(row.gl_on, journal.held[row.item_id].since)


def _loaded(book: Book, rows: Sequence[Settlement]) -> Journal:
    """Return a journal that holds the deductions. Refused: UnknownItem, Invalid."""
    journal = Journal(book)
    journal.load(row.item_id for row in rows)
    for row in rows:
        held = journal.held.get(row.item_id)
        if held is None or held.type != ItemType.DEDUCTION:
            raise UnknownItem(f"there is no deduction {row.item_id}")
        if not 0 <= row.tax <= row.minor or not row.minor:
            raise Invalid(f"deduction {held.number}: the amount is positive and tax is a part of it")
    return journal
