"""Where a customer stands on a day, as the API says it. No note of ours is in it."""

from api.schemas.shared import Amount, Day, Told, amount
from services.customer import Customer, Figures
from services.timeline import Event


class Balances(Told):
    """What a customer owes in a currency; `open` is net of credits, `balance` also of cash that is not applied."""

    open: Amount
    past_due: Amount
    disputed: Amount
    promised: Amount
    unapplied: Amount
    balance: Amount


class LastContact(Told):
    """When and how a customer was spoken to last."""

    happened_on: Day
    channel: str
    outcome: str
    author: str


class Someone(Told):
    """A person of the customer's, what they are there for, and whether they may be mailed."""

    name: str
    roles: str
    email: str
    phone: str
    do_not_email: bool
    bounced_on: Day | None


class Happened(Told):
    """One thing that happened, with its amount where it has one."""

    on: Day
    kind: str
    what: str
    by: str
    amount: Amount | None


class Standing(Told):
    """A customer on a day; exposure is null where a rate is missing, the limit where none was set."""

    customer_number: str
    name: str
    as_of: Day
    balances: list[Balances]
    exposure: Amount | None
    limit: Amount | None
    last_contact: LastContact | None
    people: list[Someone]
    timeline: list[Happened]


def standing(found: Customer) -> Standing:
    """Return where a customer stands."""
    last, exposed = found.last_contact, found.exposed
    return Standing(
        customer_number=found.number,
        name=found.name,
        as_of=found.as_of,
        balances=[_balances(one) for one in found.figures],
        exposure=None if exposed.exposure is None else amount(exposed.exposure, exposed.currency),
        limit=None if exposed.limit is None else amount(exposed.limit, exposed.currency),
        last_contact=LastContact(**{name: last[name] for name in LastContact.model_fields}) if last else None,
        people=[Someone(**{name: row[name] for name in Someone.model_fields}) for row in found.people],
        timeline=[_happened(one) for one in found.timeline],
    )


def _balances(one: Figures) -> Balances:
    """Return the balances of a currency."""
    named = {name: getattr(one, name) for name in Balances.model_fields if name != "balance"} | {"balance": one.total}
    return Balances(**{name: amount(minor, one.currency) for name, minor in named.items()})


def _happened(one: Event) -> Happened:
    """Return something that happened."""
    worth = None if one.minor is None else amount(one.minor, one.currency)
    return Happened(on=one.on, kind=one.kind, what=one.what, by=one.by, amount=worth)
