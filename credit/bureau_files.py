"""Bureaus' reports in the books: each stands beside the file it came in, the newest of a customer counts."""

from datetime import date, datetime

from sqlalchemy import Connection, select

from credit.bureaus import Report
from credit.documents import keep_file
from credit.tables import bureau_report
from kit.days import microseconds
from kit.ids import content_id
from ledger import customers
from ledger.book import Book
from ledger.journal import day


def keep(book: Book, number: str, report: Report, data: bytes, at: datetime) -> str:
    """Keep a customer's report and its file and return its id. Refused: UnknownCustomer, Invalid."""
    customers.check(book, [number])
    kept_as = keep_file(book, data, at)
    identity = content_id("bur", book.entity, number, kept_as, book.batch)
    facts = (report.source, report.reported_on, report.body(), kept_as, book.actor, microseconds(at))
    book.write("bureau_report", [(identity, book.entity, number, *facts)])
    return identity


def of(connection: Connection, entity: str, until: date, customer: str = "") -> dict[str, list[Report]]:
    """Return the reports of customers up to a day, of each the oldest first; of one day the later told is the later."""
    table = bureau_report
    chosen = select(table.c.customer_number, table.c.reported_on, table.c.body).where(table.c.entity == entity)
    if customer:
        chosen = chosen.where(table.c.customer_number == customer)
    found: dict[str, list[Report]] = {}
    for row in connection.execute(chosen.order_by(table.c.reported_on, table.c.no)):
        if day(row.reported_on) <= until:
            found.setdefault(row.customer_number, []).append(Report.model_validate_json(row.body))
    return found
