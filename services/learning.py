"""What a person's answer teaches: the payer's account, company id and name now speak for the customer, once more."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

import ledger
from kit.refusals import Invalid
from ledger import tables
from ledger.evidence import PayerLink

LEARNED = "learned"


def teach(book: ledger.Book, entry_id: str, customer_number: str) -> list[PayerLink]:
    """Write the links that the answer supports; each support is one more than the newest there was."""
    assert customer_number, entry_id
    links = list(_links(book.connection, entry_id, customer_number))
    ledger.evidence.add(book, links)
    return links


def _links(connection: Connection, entry_id: str, customer_number: str) -> Iterator[PayerLink]:
    """Yield a link for each mark the payer left."""
    entry = tables.bank_entry
    row = connection.execute(select(entry).where(entry.c.entry_id == entry_id)).mappings().first()
    if row is None:
        raise Invalid(f"there is no bank entry {entry_id}")
    marks = {
        "account": plain(row["payer_routing"] + row["payer_account"]) if row["payer_account"] else "",
        "company_id": plain(row["company_id"]),
        "name": " ".join(row["payer_name"].upper().split()),
    }
    for kind, key in marks.items():
        if key:
            support = _support(connection, kind, key, customer_number) + 1
            yield PayerLink(kind, key, customer_number, support, negative=False, source=LEARNED)


def plain(number: str) -> str:
    """Return a number without its punctuation, as links are compared."""
    return "".join(filter(str.isalnum, number)).upper()


def _support(connection: Connection, kind: str, key: str, customer_number: str) -> int:
    """Return how many answers the newest such link has."""
    link = tables.payer_link
    chosen = select(link.c.support).where(
        link.c.kind == kind, link.c.key == key, link.c.customer_number == customer_number
    )
    return connection.execute(chosen.order_by(link.c.no.desc()).limit(1)).scalar() or 0
