"""Notices to sales reps: asked for in the transaction of a decision, sent beside it, each once."""

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from credit import applications, decisions
from credit.applications import Application
from credit.decisions import APPROVED, Decision
from credit.onboarding import REASONS
from kit.days import instant
from kit.money import Money
from services.commands import command
from services.dunning import sending
from services.dunning.transports import Mail, MailServer
from services.jobs.queue import Held
from services.workspace import Progress, Workspace


def send(workspace: Workspace, held: Held, _progress: Progress) -> Mapping[str, Any]:
    """Send the notice of a decision, and write that it went; one that went before is not sent again.

    A rep without an address is told in the outbox alone.
    """
    identity = held.payload["application_id"]
    with workspace.database.reading() as connection:
        if applications.was_noticed(connection, identity):
            return {"sent": 0}
        one = applications.one(connection, workspace.settings.entity, identity)
        made = decisions.of(connection, [identity])[identity]
    to = one.wanted.applicant.rep_email
    mail = _mail(workspace, one, decisions.read(made), made.recorded_at)
    ways = sending.ways(workspace)
    (ways.email if to else ways.letter).hand_over(mail)
    if isinstance(ways.email, MailServer):
        ways.email.close()
    said = {"said": [identity, mail.recipient]}
    with command(workspace, "credit-notice", held.actor, said, f"notice {identity}") as book:
        if book.replayed is None:
            applications.noticed(book, identity, mail.recipient, workspace.now())
    return {"sent": 1}


def _mail(workspace: Workspace, one: Application, row: Decision, at: int) -> Mail:
    """Return the notice of a decision as an e-mail, the same bytes however often it is made."""
    applicant, wanted = one.wanted.applicant, one.wanted
    to = applicant.rep_email or applicant.sales_rep or "sales"
    message = EmailMessage(policy=SMTP)
    message["From"] = workspace.settings.notice_from
    message["To"] = to
    message["Subject"] = f"Credit {row.verdict}: {applicant.legal_name} ({wanted.customer_number})"
    message["Date"] = format_datetime(instant(at))
    message["Message-ID"] = f"<{one.application_id}@{workspace.settings.notice_from.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(_lines(one, row)) + "\n")
    return Mail(one.application_id, workspace.settings.notice_from, to, message)


def _lines(one: Application, row: Decision) -> list[str]:
    """Return what a rep is told."""
    wanted = one.wanted
    asked = f"{wanted.applicant.legal_name} ({wanted.customer_number}) asked for {Money(wanted.minor, wanted.currency)}"
    given = f"Approved: a limit of {Money(row.minor, row.currency)}, terms {row.terms}."
    said = [given] if row.verdict == APPROVED else ["Declined: the account does not buy on terms."]
    return [f"{asked}, {wanted.terms}.", "", *said, *(f"- {REASONS[code]} ({code})" for code in row.reasons)]
