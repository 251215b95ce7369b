"""A copy of an invoice goes to the address on file for its customer, and stands in the contact log (DUTIES A63)."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Any

import polars as pl
from sqlalchemy import Row, select

from dunning.strategy import Sender
from kit.ids import content_id
from kit.money import Money
from kit.refusals import Conflict, Invalid
from ledger.contact_log import Channel, Outcome
from ledger.records import ItemType
from ledger.tables import item
from services import contact_log
from services.contact_log import Logged, Said
from services.decisions import standing
from services.dunning import facts, strategies
from services.dunning.sending import Ways, ways
from services.dunning.transports import Mail, MailServer, NotSentError, UnsureError
from services.reports.printed import paper
from services.workspace import Workspace

#: What of a document a copy says beside its amount: column -> words.
SAID = {
    "type": "kind",
    "number": "number",
    "issued_on": "issued on",
    "due_on": "due on",
    "po_number": "your order",
    "order_number": "our order",
    "delivery_number": "delivery",
    "description": "for",
}
COPIED = frozenset({ItemType.INVOICE, ItemType.DEBIT_MEMO})


def send(
    workspace: Workspace,
    name: str,
    *,
    actor: str,
    customer: str = "",
    key: str = "",
    chosen: Ways | None = None,
) -> Logged:
    """Send a copy of an invoice, of that customer where one is named, and write the contact down.

    It goes where letters go, and nowhere else.

    Refused: UnknownItem; Invalid for what is no invoice, a customer without e-mail, no strategy whose sender writes,
    or mail that was turned away; Conflict where nobody knows whether it left.
    """
    with workspace.database.reading() as connection:
        chosen_items = select(item).where(item.c.entity == workspace.settings.entity, item.c.type.in_(COPIED))
        if customer:
            chosen_items = chosen_items.where(item.c.customer_number == customer)
        held = standing.named(connection, chosen_items, name)
        to = facts.address(connection, held.entity, held.customer_number, workspace.today())
    if not to:
        raise Invalid(f"{held.customer_number} has no e-mail address on file that can be written to")
    _hand_over(_mail(workspace, held, to), chosen or ways(workspace))
    note = f"copy of {held.number} sent to {to}"
    said = Said(held.customer_number, Channel.EMAIL, Outcome.RESOLVED, documents=(held.item_id,), note=note)
    return contact_log.log(workspace, said, actor=actor, key=key)


def _mail(workspace: Workspace, held: Row[Any], to: str) -> Mail:
    """Return the copy ready to leave."""
    sender, now = _sender(workspace), workspace.now()
    identity = content_id("cpy", held.item_id, now.isoformat())
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((sender.name, sender.email))
    message["To"] = to
    message["Subject"] = f"Copy of {held.number}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{identity}@{sender.email.partition('@')[2]}>"
    message.set_content(f"Attached is the copy of {held.number} that was asked for.\n\n{sender.name}\n")
    page = paper(
        _table(held), f"Copy of {held.type.replace('_', ' ')} {held.number}", f"{sender.name}, {sender.address}"
    )
    message.add_attachment(page, maintype="application", subtype="pdf", filename=f"{identity}.pdf")
    return Mail(identity, sender.email, to, message)


def _sender(workspace: Workspace) -> Sender:
    """Return who writes letters: the sender of the first strategy in force, by name."""
    known = strategies.in_force(workspace)
    if not known:
        raise Invalid("no dunning strategy is in force: its sender is who writes")
    return known[min(known)].sender


def _table(held: Row[Any]) -> pl.DataFrame:
    """Return what a copy says, a line a fact."""
    told = held._mapping  # noqa: SLF001 - SQLAlchemy's public name
    lines = [(words, str(told[name])) for name, words in SAID.items() if told[name] not in (None, "")]
    amounts = [("amount", held.amount), ("of it tax", held.tax), ("of it freight", held.freight)]
    lines += [(words, str(Money(minor, held.currency))) for words, minor in amounts if minor]
    return pl.DataFrame(lines, {"fact": pl.String, "says": pl.String}, orient="row")


def _hand_over(mail: Mail, out: Ways) -> None:
    """Let the copy leave. Refused: Invalid where it did not; Conflict where nobody knows."""
    way = out.of(mail)
    try:
        way.hand_over(mail)
    except NotSentError as no:
        raise Invalid(f"{mail.recipient}: the copy did not leave: {no}") from no
    except UnsureError as lost:
        raise Conflict(f"{mail.recipient}: nobody knows whether the copy left: {lost}") from lost
    finally:
        if isinstance(way, MailServer):
            way.close()
