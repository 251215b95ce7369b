"""Reports by the clock leave by e-mail: to addresses of the domains that the settings name, each file set once.

What became of it lies beside the files. A mail server that was lost does not tell whether it had said yes: nothing is
then sent again before a person has looked (`lost`).
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from kit import whole_files
from kit.ids import content_id
from kit.refusals import Conflict
from kit.settings import Settings
from services.dunning import sending
from services.dunning.transports import Mail, MailServer, NotSentError, Transport, UnsureError
from services.reports.forms import MEDIA
from services.scheduled.wanted import Timed
from services.workspace import Workspace

BEGUN, SENT, FAILED, BOUNCED = "begun", "sent", "failed", "bounced"
UNSURE = "nobody knows whether it left: look there, and say so (`tieout work settle`, or the page Work)"


class NotDelivered(Conflict):
    """A report was made, and its e-mail did not leave to everybody."""

    code = "report_not_delivered"
    retry = True


def barred(settings: Settings, one: Timed) -> dict[str, str]:
    """Return the addresses a report may not go to, at no domain that reports may be mailed to, each with why."""
    allowed = {domain.strip().casefold() for domain in settings.report_mail_domains.split(",")} - {""}
    why = f"is at none of TIEOUT_REPORT_MAIL_DOMAINS ({', '.join(sorted(allowed)) or 'empty'})"
    return {to: f"{to} {why}" for to in one.to if to.rpartition("@")[2].casefold() not in allowed}


class Kept:
    """What became of the e-mails of a report of a day, by address, as it lies beside the files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def step(self, to: str, state: str) -> None:
        """Write what became of one."""
        self.known[to] = state
        whole_files.write(self.path, (json.dumps(self.known, indent=2, sort_keys=True) + "\n").encode())


def deliver(workspace: Workspace, one: Timed, of: date, place: Path, files: Mapping[str, bytes]) -> int:
    """Hand the files of a report of a day over to everybody who has none yet; return to how many they went.

    Refused: NotDelivered with each address that it did not leave to, and why.
    """
    if not one.to:
        return 0
    kept = Kept(place / f"{one.name}-{of}.mail.json")
    refused = barred(workspace.settings, one)
    left = [*refused.values()]
    way = sending.ways(workspace).email
    for to in one.to:
        if to not in refused and kept.known.get(to) not in {SENT, BOUNCED}:
            why = _handed(_mail(workspace, one, of, to, files), kept, way)
            left += [f"{to}: {why}"] if why else []
    if isinstance(way, MailServer):
        way.close()
    left += [f"{to}: it takes no mail" for to in one.to if kept.known.get(to) == BOUNCED]
    if left:
        raise NotDelivered(f"{one.name} of {of} was made and did not leave: {'; '.join(left)} ({kept.path.name})")
    return sum(state == SENT for state in kept.known.values())


def _handed(mail: Mail, kept: Kept, way: Transport) -> str:
    """Hand one e-mail over and write down what became of it; return why it did not leave, else nothing.

    It is begun once the way is open: whoever dies before that has certainly sent nothing.
    """
    if kept.known.get(mail.recipient) == BEGUN:
        went = way.went(mail)
        if went is None:
            return UNSURE
        if went:
            kept.step(mail.recipient, SENT)
            return ""
    try:
        way.ready()
        kept.step(mail.recipient, BEGUN)
        way.hand_over(mail)
    except NotSentError as no:
        kept.step(mail.recipient, BOUNCED if no.bounced else FAILED)
        return "" if no.bounced else str(no)
    except UnsureError as lost:
        return f"{lost}; {UNSURE}"
    kept.step(mail.recipient, SENT)
    return ""


def _mail(workspace: Workspace, one: Timed, of: date, to: str, files: Mapping[str, bytes]) -> Mail:
    """Return the e-mail of a report to one address, the same bytes however often it is made."""
    entity, sender = workspace.settings.entity, workspace.settings.notice_from
    identity = content_id("rpt", entity, one.name, of, to)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = f"{one.report} of {entity}, {of}"
    message["Date"] = format_datetime(datetime.combine(of, time.min, UTC))
    message["Message-ID"] = f"<{identity}@{sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"The report {one.report} of {entity} as of {of}: {', '.join(files)}.\n")
    for name, content in files.items():
        main, _, sub = MEDIA[name.rpartition(".")[2]].partition(";")[0].partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    message.set_boundary(f"=_{identity}")
    return Mail(identity, sender, to, message)
