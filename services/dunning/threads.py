"""The shared inbox: e-mails are fetched and tied to customers, letters and documents; threads wait for an answer."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import Connection, select

import ledger
from dunning import intents, mails, notices, replies
from dunning.mails import NewMail, Thread
from dunning.replies import Mail
from kit import log
from kit.days import is_business_day
from kit.refusals import Unreadable
from ledger import master
from ledger.tables import item
from services.commands import command
from services.dunning import inbox, mailbox
from services.workspace import Progress, Workspace, nobody

#: What may be the number of a document among the words of an e-mail.
_NUMBER = re.compile(r"\b(?=[A-Za-z/-]*[0-9])(?:[A-Za-z0-9][A-Za-z0-9/-]{3,39}|[A-Za-z][A-Za-z0-9/-]{1,2})\b")
NUMBERS_MAX = 200


@dataclass(frozen=True, slots=True)
class Polled:
    """What one look into the mailbox did."""

    new: int
    known: int
    left: int
    escalated: int


def poll(workspace: Workspace, *, actor: str, progress: Progress = nobody) -> Polled:
    """Take in what came since the last time, each e-mail once, and escalate what waits too long.

    Refused: Invalid without a mailbox; MailboxAway where it cannot be read: what was taken stays taken.
    """
    said, entity = workspace.settings, workspace.settings.entity
    where = f"{said.imap_user}@{said.imap_host}/{said.imap_folder}"
    counts = {True: 0, False: 0, None: 0}
    with mailbox.opened(said) as held:
        with workspace.database.reading() as connection:
            last = mails.place(connection, entity, where, held.validity)
            known = _senders(connection, entity)
        waiting = held.after(last)
        for count, uid in enumerate(waiting):
            progress("mail", count, len(waiting))
            data = held.content(uid)
            counts[None if data is None else _take(workspace, data, (where, held.validity, uid), known, actor)] += 1
    return Polled(counts[True], counts[False], counts[None], len(escalate(workspace, actor=actor)))


def _take(
    workspace: Workspace, data: bytes, where: tuple[str, int, int], known: Mapping[str, set[str]], actor: str
) -> bool:
    """Take an e-mail in, one that cannot be read as a thread that says so; return whether it is new."""
    try:
        mail = workspace.read(replies.read, data)
    except Unreadable as refused:
        mail = replies.unread(data, refused.detail)
    key = f"mail {workspace.settings.entity} {mail.message_id}"
    with command(workspace, "inbox mail", actor, {"message_id": mail.message_id}, key) as book:
        if book.replayed is not None or mails.is_kept(book.connection, book.entity, mail.message_id):
            return False
        mails.keep(book, _read(workspace, book, mail, where, known), workspace.now())
    return True


def _read(
    workspace: Workspace,
    book: ledger.Book,
    mail: Mail,
    where: tuple[str, int, int],
    known: Mapping[str, set[str]],
) -> NewMail:
    """Return an e-mail with what is known of it; an answer to a letter is in the contact log and pauses the letters."""
    connection, entity = book.connection, book.entity
    sender, subject, body = mail.sender, mail.subject, mail.text
    answer = replies.answered(mail, notices.named(connection, entity))
    tied = inbox.tied(workspace, book, answer) if answer else {}
    numbers = _documents(connection, entity, f"{subject}\n{body}")
    named = {customer for _, customer in numbers}
    mine = [number for number, customer in numbers if not tied or customer == tied["customer_number"]]
    if answer:
        mine += [number for number in _lettered(connection, answer.notice_id) if number not in mine]
    ways = {
        "letter": {tied["customer_number"]} if tied else set(),
        "sender": known.get(sender.casefold(), set()),
        "document": named,
    }
    known_by, customer = next(((way, *found) for way, found in ways.items() if len(found) == 1), ("", ""))
    intent, why = intents.of(subject, body)
    thread = mails.thread_of(connection, entity, list(mail.answers))
    name, validity, uid = where
    return NewMail(
        mail.message_id,
        thread or f"thr_{sha256(f'{entity} {mail.message_id}'.encode()).hexdigest()[:16]}",
        name,
        validity,
        uid,
        sender,
        subject,
        body,
        customer,
        known_by,
        ", ".join(mine),
        intent,
        why,
        _owner(connection, entity, customer, intent, workspace.today()) if customer else "",
        answer.notice_id if answer else "",
        _due(workspace.today(), workspace.settings.inbox_days),
    )


def decide(
    workspace: Workspace, thread_id: str, kind: str, *, actor: str, value: str = "", note: str = "", key: str = ""
) -> Thread:
    """Say of a thread that it is answered, closed, taken by somebody, or whose it is; return it as it stands then.

    Refused: NotFound; UnknownCustomer; Invalid.
    """
    said = [thread_id, kind, value, note]
    with command(workspace, "inbox said", actor, {"said": said}, key) as book:
        if book.replayed is None:
            found = mails.one(book.connection, book.entity, thread_id)
            if kind == "customer":
                ledger.customers.check(book, [value])
            mails.step(book, found, kind, value or (actor if kind == "taken" else ""), workspace.now(), note=note)
    with workspace.database.reading() as connection:
        return mails.one(connection, workspace.settings.entity, thread_id)


def escalate(workspace: Workspace, *, actor: str) -> list[str]:
    """Tell once of each thread that waits beyond its day; return them."""
    with workspace.database.reading() as connection:
        found = mails.threads(connection, workspace.settings.entity)
    late = [one for one in found if one.late(workspace.today()) and not one.escalated]
    if not late:
        return []
    said = [[one.thread_id, one.mails[-1].no] for one in late]
    with command(workspace, "inbox escalated", actor, {"said": said}) as book:
        if book.replayed is None:
            for one in late:
                mails.step(book, one, "escalated", one.owner, workspace.now(), note=f"due {one.due_on}")
    log.alarm("inbox_unanswered", entity=workspace.settings.entity, count=len(late))
    return [one.thread_id for one in late]


def listed(workspace: Workspace, *, ended: bool = False, owner: str = "") -> list[Thread]:
    """Return the threads that wait, those due first at the head; `ended`: all of them; of one owner, or all."""
    with workspace.database.reading() as connection:
        found = mails.threads(connection, workspace.settings.entity)
    return [one for one in found if (ended or one.state == "waiting") and owner in {"", one.owner}]


def _senders(connection: Connection, entity: str) -> dict[str, set[str]]:
    """Return whose each known address is."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in ledger.reads.customers(connection, entity).iter_rows(named=True):
        if row["email"]:
            found[row["email"].casefold()].add(row["customer_number"])
    for row in master.versions(connection, entity, master.Contact).iter_rows(named=True):
        if row["email"]:
            found[row["email"].casefold()].add(row["customer_number"])
    return dict(found)


def _documents(connection: Connection, entity: str, words: str) -> list[tuple[str, str]]:
    """Return the documents that an e-mail names, with their customers."""
    wanted = list(dict.fromkeys(_NUMBER.findall(words)))[:NUMBERS_MAX]
    chosen = select(item.c.number, item.c.customer_number).where(
        item.c.entity == entity, item.c.type != "receipt", item.c.number.in_(wanted)
    )
    return [(row.number, row.customer_number) for row in connection.execute(chosen.order_by(item.c.number))]


def _lettered(connection: Connection, notice_id: str) -> list[str]:
    """Return the numbers of the documents that a letter asks for."""
    ids = {line.item_id for line in notices.lines_of(connection, [notice_id])}
    chosen = select(item.c.number).where(item.c.item_id.in_(ids)).order_by(item.c.number)
    return list(connection.scalars(chosen))


def _owner(connection: Connection, entity: str, customer: str, intent: str, on: date) -> str:
    """Return who answers what of a customer, empty where nobody is assigned."""
    role = intents.ANSWERS.get(intent, intents.COLLECTOR)
    rows = master.held(connection, entity, master.Assignment, on, customer=customer)
    held = {row["role"]: row["person"] for row in rows.iter_rows(named=True)}
    return str(held.get(role) or held.get(intents.COLLECTOR, ""))


def _due(day: date, days: int) -> date:
    """Return the business day so many days on."""
    while days:
        day += timedelta(days=1)
        days -= is_business_day(day)
    return day
