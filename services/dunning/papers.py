"""A letter as it leaves: an e-mail with the statement attached, or pages to print; always the same bytes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from textwrap import wrap
from typing import Any

import polars as pl

import ledger
from kit.days import instant
from ledger.journal import day
from services.dunning.transports import Mail
from services.reports import statement_pages, statements
from services.reports.asked import asked
from services.reports.pdf import LETTER, Pdf
from services.reports.statements import OPTIONS, Statements
from services.workspace import Workspace

#: What lies beside a letter is what is open, whatever statements the customer wants.
WHOLE = {"kind": "open_item", "by": "customer"}
MARGIN, LEADING, SIZE, COLUMNS = 60, 13, 10, 92


class Papers:
    """Makes letters ready to leave; the statements of a day are read once for all of them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._names: dict[str, str] = {}
        self._told: dict[Any, Statements] = {}
        self._parts: dict[Any, tuple[dict[Any, pl.DataFrame], dict[Any, pl.DataFrame]]] = {}

    def mail(self, row: Any) -> Mail:
        """Return a letter ready to leave."""
        sender = json.loads(row.sender)
        if row.channel == "email":
            return Mail(row.notice_id, sender["email"], row.recipient, self._message(row, sender))
        return Mail(row.notice_id, sender["email"], row.recipient, None, self._pages(row, sender))

    def _message(self, row: Any, sender: Mapping[str, str]) -> EmailMessage:
        """Return a letter as an e-mail; an answer comes to an address that names the letter."""
        message = EmailMessage(policy=SMTP)
        name, _, host = sender["email"].partition("@")
        message["From"] = formataddr((sender["name"], sender["email"]))
        message["To"] = row.recipient
        message["Reply-To"] = f"{name}+{row.notice_id}@{host}"
        message["Subject"] = f"{row.subject} [{row.notice_id}]"
        message["Date"] = format_datetime(instant(row.recorded_at))
        message["Message-ID"] = row.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(row.body)
        if paper := self.statement(row):
            message.add_attachment(paper, maintype="application", subtype="pdf", filename="statement.pdf")
            message.set_boundary(f"=_{row.notice_id}")
        return message

    def _pages(self, row: Any, sender: Mapping[str, str]) -> bytes:
        """Return a letter to print: whom it goes to shows in the window of its envelope."""
        pdf = Pdf(row.subject)
        pdf.page()
        for place, line in enumerate(_broken("\n".join([sender["name"], sender["address"]]))):
            pdf.text(MARGIN, LETTER[1] - MARGIN - place * LEADING, line, SIZE)
        y = statement_pages.windowed(pdf, statement_pages.mailed(self._name(row), row.recipient)) - LEADING
        for line in _broken("\n".join([str(day(row.run_on)), "", row.subject, "", row.body])):
            if y < MARGIN + LEADING:
                pdf.page()
                y = LETTER[1] - MARGIN
            pdf.text(MARGIN, y, line, SIZE, bold=line == row.subject)
            y -= LEADING
        return pdf.footed(f"{row.subject} [{row.notice_id}]", MARGIN)

    def _name(self, row: Any) -> str:
        """Return what the customer of a letter is called."""
        if not self._names:
            with self._workspace.database.reading() as connection:
                everybody = ledger.reads.customers(connection, self._workspace.settings.entity)
            self._names = dict(everybody.select("customer_number", "name").iter_rows())
        return self._names[row.customer_number]

    def statement(self, row: Any) -> bytes:
        """Return the customer's statement of the letter's day, empty where there is nothing on it."""
        on, number = day(row.run_on), row.customer_number
        if on not in self._told:
            self._told[on] = statements.of(self._workspace, asked(OPTIONS, on, WHOLE))
            told = self._told[on]
            self._parts[on] = (_by_customer(told.lines), _by_customer(told.strips))
        told, (lines, strips) = self._told[on], self._parts[on]
        if number not in lines or number not in strips:
            return b""
        return statement_pages.paper(replace(told, lines=lines[number], strips=strips[number]))


def _by_customer(rows: pl.DataFrame) -> dict[Any, pl.DataFrame]:
    """Return the rows of each customer."""
    return {key[0]: part for key, part in rows.partition_by("customer_number", as_dict=True).items()}


def _broken(text: str) -> Iterator[str]:
    """Yield a text in lines that fit on a page; the layout of people stays."""
    for line in text.splitlines():
        yield from wrap(line, COLUMNS, replace_whitespace=False, drop_whitespace=False) or [""]
