"""Answers that came by e-mail: tied to the letter and its customer, in the contact log, the sequence paused."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

import ledger
from dunning import notices, replies
from dunning.replies import Answer
from kit.refusals import Invalid, NotFound
from ledger.contact_log import Channel, Contact, Outcome
from services.commands import command
from services.workspace import Workspace

#: So long nobody is written to after an answer, unless somebody lifts it.
PAUSE_DAYS = 5
BYTES_MAX = 10_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that is tied: its letter and customer, and the contact it stands in. `seems` is a suggestion."""

    notice_id: str
    customer_number: str
    contact_id: str
    known_by: str
    seems: str
    replayed: bool = False


def take(workspace: Workspace, data: bytes, *, actor: str) -> Taken:
    """Take an answer in, once however often it comes: it is in the contact log, and no letter goes for some days.

    Refused: Invalid and Unreadable for what is no e-mail; NotFound where it answers no letter of ours, or several.
    """
    if len(data) > BYTES_MAX:
        raise Invalid("the e-mail is too large")
    mail = workspace.read(replies.read, data)
    if not mail.headed:
        raise Invalid("that is no e-mail")
    digest = sha256(data).hexdigest()
    with command(workspace, "dunning-reply", actor, {"sha256": digest}, f"reply {digest}") as book:
        if book.replayed is not None:
            return Taken(**book.replayed, replayed=True)
        known = notices.named(book.connection, book.entity)
        answer = replies.answered(mail, known)
        if answer is None:
            raise NotFound("this e-mail answers no letter of ours, or several")
        book.result = tied(workspace, book, answer)
    told: dict[str, Any] = book.result
    return Taken(**told)


def tied(workspace: Workspace, book: ledger.Book, answer: Answer) -> dict[str, str]:
    """Write an answer into the contact log, and pause the sequence."""
    letter = notices.state_of(book.connection, book.entity, answer.notice_id).row
    lines = notices.lines_of(book.connection, [answer.notice_id])
    today = workspace.today()
    seems = f" It seems to be: {answer.seems.replace('_', ' ')}." if answer.seems else ""
    spoke = Contact(
        letter.customer_number,
        Channel.EMAIL,
        Outcome.REACHED,
        today,
        answer.sender or "somebody",
        tuple(sorted({line.item_id for line in lines})),
        f"Answer to {answer.notice_id}: {answer.subject}\n{answer.text}\n{seems}".strip(),
        "answer it",
        today + timedelta(days=1),
    )
    contact = ledger.contact_log.log(book, spoke, workspace.now())
    until, why = today + timedelta(days=PAUSE_DAYS), f"answered {answer.notice_id}"
    if letter.customer_number not in notices.blocked(book.connection, book.entity, until):  # what holds longer stays
        notices.block(book, letter.customer_number, "other", until, reason=why, at=workspace.now())
    told = {"notice_id": answer.notice_id, "customer_number": letter.customer_number, "contact_id": contact}
    return told | {"known_by": answer.known_by, "seems": answer.seems}
