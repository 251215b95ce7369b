"""The shared inbox in the books: an e-mail once, threads as they stand, who waits too long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from dunning.tables import inbox_mail, inbox_step
from kit.days import microseconds
from kit.db import among
from kit.refusals import Invalid, NotFound
from ledger.book import Book
from ledger.journal import day

#: What a person says of a thread.
SAID = ("answered", "closed", "taken", "customer")
_ENDS = frozenset({"answered", "closed"})


@dataclass(frozen=True, slots=True)
class NewMail:
    """An e-mail that is taken in; see the table."""

    message_id: str
    thread_id: str
    mailbox: str
    validity: int
    uid: int
    sender: str
    subject: str
    body: str
    customer_number: str
    known_by: str
    documents: str
    intent: str
    why: str
    owner: str
    notice_id: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread as it stands: `state` is waiting, answered or closed; `due_on` is of its oldest e-mail that waits."""

    thread_id: str
    subject: str
    sender: str
    customer_number: str
    known_by: str
    documents: str
    intent: str
    why: str
    owner: str
    state: str
    due_on: date
    escalated: bool
    mails: tuple[Row[Any], ...]

    def late(self, on: date) -> bool:
        """Say whether it waits beyond its day."""
        return self.state == "waiting" and self.due_on < on


def keep(book: Book, row: NewMail, at: datetime) -> None:
    """Write an e-mail down; the table takes each once."""
    told = [getattr(row, name) for name in NewMail.__dataclass_fields__]
    book.write("inbox_mail", [(book.entity, *told, microseconds(at))])


def thread_of(connection: Connection, entity: str, answers: list[str]) -> str:
    """Return the thread of the e-mails that one answers, empty where we have none of them."""
    where = inbox_mail.c.entity == entity, among(connection, inbox_mail.c.message_id, answers)
    return str(connection.scalar(select(inbox_mail.c.thread_id).where(*where).order_by(inbox_mail.c.no).limit(1)) or "")


def is_kept(connection: Connection, entity: str, message_id: str) -> bool:
    """Say whether an e-mail was taken in before."""
    where = inbox_mail.c.entity == entity, inbox_mail.c.message_id == message_id
    return connection.scalar(select(inbox_mail.c.no).where(*where)) is not None


def place(connection: Connection, entity: str, mailbox: str, validity: int) -> int:
    """Return the place of the last e-mail that was taken from a mailbox, 0 where none was."""
    where = inbox_mail.c.entity == entity, inbox_mail.c.mailbox == mailbox, inbox_mail.c.validity == validity
    return int(connection.scalar(select(func.coalesce(func.max(inbox_mail.c.uid), 0)).where(*where)) or 0)


def step(book: Book, thread: Thread, kind: str, value: str, at: datetime, *, note: str = "") -> None:
    """Write what became of a thread. Refused: Invalid for what cannot be said of it."""
    if kind not in {*SAID, "escalated"}:
        raise Invalid(f"{kind}: of a thread is said {', '.join(SAID)}")
    last = thread.mails[-1].no
    book.write("inbox_step", [(book.entity, thread.thread_id, kind, value, note, last, book.actor, microseconds(at))])


def one(connection: Connection, entity: str, thread_id: str) -> Thread:
    """Return a thread. Refused: NotFound."""
    found = threads(connection, entity, thread_id)
    if not found:
        raise NotFound(f"there is no thread {thread_id}")
    return found[0]


def threads(connection: Connection, entity: str, thread_id: str = "") -> list[Thread]:
    """Return threads as they stand, those due first at the head."""
    rows: dict[str, tuple[list[Row[Any]], list[Row[Any]]]] = {}
    for place_in, table in enumerate((inbox_mail, inbox_step)):
        chosen = select(table).where(table.c.entity == entity).order_by(table.c.no)
        for row in connection.execute(chosen.where(table.c.thread_id == thread_id) if thread_id else chosen):
            rows.setdefault(row.thread_id, ([], []))[place_in].append(row)
    found = [_thread(mails, steps) for mails, steps in rows.values() if mails]
    return sorted(found, key=lambda one: (one.state != "waiting", one.due_on, one.thread_id))


def _thread(mails: list[Row[Any]], steps: list[Row[Any]]) -> Thread:
    """Return a thread from its rows."""
    said: Mapping[str, Row[Any]] = {row.kind: row for row in steps}
    ended = max((row.mail_no for row in steps if row.kind in _ENDS), default=0)
    waiting = [row for row in mails if row.no > ended]
    last = next(row.kind for row in reversed(steps) if row.kind in _ENDS) if not waiting else "waiting"
    known = next((row for row in reversed(mails) if row.customer_number), mails[-1])
    newest = mails[-1]
    return Thread(
        newest.thread_id,
        mails[0].subject,
        newest.sender,
        said["customer"].value if "customer" in said else known.customer_number,
        "a person" if "customer" in said else known.known_by,
        ", ".join(dict.fromkeys(one for row in mails for one in row.documents.split(", ") if one)),
        newest.intent,
        newest.why,
        said["taken"].value if "taken" in said else known.owner,
        last,
        day((waiting or mails)[0].due_on),
        "escalated" in said and bool(waiting) and said["escalated"].mail_no >= waiting[0].no,
        tuple(mails),
    )
