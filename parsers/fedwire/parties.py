"""Who stands behind a Fedwire message: originator, its bank, and the customer whose payment a bank covers."""

from typing import NamedTuple

from parsers.fedwire.tags import Message, cut
from parsers.records import Party

_PARTY = (35, 35, 35, 35, 35)
#: Functions and instruments by which a bank covers a customer's payment: {7050} is then the payer.
_COVER = ("COV", "COVS")
_FIELD = 5
#: Codes before a party's identifier: an account (D, T), or a number of the company (tax, corporate identification).
_ACCOUNT = frozenset({"D", "T"})
_COMPANY = frozenset({"2", "5"})


class Identified(NamedTuple):
    """A party as one tag gives it."""

    account: str
    company: str
    name: str


def identified(message: Message, tag: str) -> Identified:
    """Return the party of a tag: the first character says what its identifier is, the name comes after it."""
    data = message.first(tag)
    identifier, *lines = cut(data[1:], (34, *_PARTY[1:]))
    name = lines[0].removeprefix("1/")
    code = data[:1].upper()
    return Identified(identifier if code in _ACCOUNT else "", identifier if code in _COMPANY else "", name)


def payer(message: Message) -> Party:
    """Return the originator by {5000} or {5010}, its bank by {5100}, else the sending bank {3100}.

    Where a bank covers a customer's payment, {7050} is that customer and the originator stands behind him. The
    originator that structured remittance names {8300} is the party behind the payer where it is another.
    """
    account, company, name = identified(message, "5000")
    if message.has("5010"):
        optioned, other, called = _optioned(message.elements("5010", *_PARTY))
        account, company, name = account or optioned, company or other, name or called
    routing = message.first("3100")[:9].strip(" *")
    bank = message.first("5100")
    if bank[:1].upper() in {"F", "B"}:
        routing = cut(bank[1:], (34,))[0] or routing
    behind = _remitter(message)
    if message.has("7050") and _covers(message):
        covered, customer = _customer(message)
        account, name, behind = covered or account, customer or name, name if customer else behind
    return Party(name, account, routing, company, behind if behind.upper() != name.upper() else "")


def _covers(message: Message) -> bool:
    """Tell whether a bank's transfer covers a customer's payment."""
    instrument = message.first("3610")[:4].strip(" *").upper()
    return instrument in _COVER or message.first("3600")[3:6].upper() in _COVER


def _customer(message: Message) -> tuple[str, str]:
    """Return (account, name) of the ordering customer {7050}: an account line first, then the name."""
    _, *lines = message.elements("7050", _FIELD, *_PARTY)
    account = lines[0][1:] if lines[0].startswith("/") else ""
    name = next((line for line in (lines[1:] if account else lines) if line), "")
    return account, name.removeprefix("1/")


def _remitter(message: Message) -> str:
    """Return the name of the remittance originator {8300}: identification type and code stand before it."""
    return cut(message.first("8300")[6:], (140,))[0] if message.has("8300") else ""


def _optioned(lines: list[str]) -> tuple[str, str, str]:
    """Return (account, other identifier, name) of an option F party: `/account` or `TXID/…`, then `1/name`."""
    head = lines[0]
    account = head[1:] if head.startswith("/") else ""
    identity = "" if account else head.partition("/")[2]
    return account, identity, " ".join(line[2:] for line in lines[1:] if line.startswith("1/"))
