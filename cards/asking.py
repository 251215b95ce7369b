"""What a processor is asked is written down before it is, every state of it after; nothing of it is edited."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from cards.records import Authorisation, Kind, NewToken, Operation, Outcome, State, stands
from cards.tables import card_operation, card_step, card_token
from kit import card_numbers
from kit.days import microseconds
from kit.ids import content_id
from kit.money import Money
from kit.refusals import Invalid, NotFound, Stale
from ledger import customers
from ledger.book import Book
from ledger.journal import day

MESSAGE_MAX = 300
#: What of an operation its row says, in the order of the table.
_TOLD = ("authorisation_id", "about_id", "token_id", "customer_number", "order_number", "item_id", "request_id")


def keep_token(book: Book, row: NewToken, at: datetime) -> str:
    """Write a token down and return its id; the same one again is the one that is there.

    Refused: UnknownCustomer; CardNumber; Invalid for what is no token, or another customer's.
    """
    card_numbers.refuse(token=row.token, brand=row.brand, last4=row.last4, processor=row.processor)
    customers.check(book, [row.customer_number])
    if not row.token.strip() or not (row.last4 == "" or (len(row.last4) == 4 and row.last4.isdigit())):
        raise Invalid("a card is known by its processor's token, and by its last four digits at most")
    where = (card_token.c.entity == book.entity, card_token.c.processor == row.processor)
    known = book.connection.execute(select(card_token).where(*where, card_token.c.token == row.token)).first()
    if known is not None:
        if known.customer_number != row.customer_number:
            raise Invalid("this token is another customer's")
        return str(known.token_id)
    identity = content_id("crd", book.entity, row.processor, row.token)
    facts = (identity, book.entity, row.customer_number, row.processor, row.token, row.brand, row.last4)
    book.write("card_token", [(*facts, row.expires_on, book.actor, microseconds(at))])
    return identity


def token(connection: Connection, entity: str, token_id: str) -> Row[Any]:
    """Return a token. Refused: NotFound."""
    where = (card_token.c.entity == entity, card_token.c.token_id == token_id)
    found = connection.execute(select(card_token).where(*where)).first()
    if found is None:
        raise NotFound(f"there is no card {token_id}")
    return found


def tokens(connection: Connection, entity: str, customer: str = "") -> list[Row[Any]]:
    """Return the tokens of a customer, or all."""
    chosen = select(card_token).where(card_token.c.entity == entity).order_by(card_token.c.no)
    return list(connection.execute(chosen.where(card_token.c.customer_number == customer) if customer else chosen))


def ask(book: Book, row: Operation, at: datetime) -> str:
    """Write down what a processor is to be asked, return our reference. Refused: CardNumber; Invalid (no money)."""
    card_numbers.refuse(order=row.order_number, reason=row.reason)
    if row.minor < 1:
        raise Invalid(f"{row.kind}: the amount is positive")
    identity = content_id("cop", book.entity, row.kind, book.batch, book.number("card_operation"))
    own = identity if row.kind is Kind.AUTHORISE else row.authorisation_id
    told = [getattr(row, name) for name in _TOLD[1:]]
    more = (row.minor, row.rest, row.currency, row.reason, book.actor, microseconds(at))
    book.write("card_operation", [(identity, book.entity, str(row.kind), row.processor, own, *told, *more)])
    return identity


def step(book: Book, seen: Operation, outcome: Outcome, at: datetime) -> Operation:
    """Write the next state of an asking and return it so. Refused: Stale where somebody else wrote one meanwhile."""
    last = select(func.coalesce(func.max(card_step.c.seq), 0)).where(card_step.c.operation_id == seen.operation_id)
    if book.connection.execute(last).scalar_one() != seen.seq:
        raise Stale(f"{seen.operation_id} is in other hands")
    message = card_numbers.cleared("".join(max(one, " ") for one in outcome.message))[:MESSAGE_MAX]
    number = card_numbers.cleared(outcome.processor_id) or seen.processor_id
    facts = (seen.operation_id, seen.seq + 1, str(outcome.state), outcome.minor, number, outcome.until)
    book.write("card_step", [(*facts, message, book.actor, microseconds(at))])
    return operation(book.connection, book.entity, seen.operation_id)


def operation(connection: Connection, entity: str, operation_id: str) -> Operation:
    """Return what was asked under a reference, as it stands. Refused: NotFound."""
    found = operations(connection, entity, card_operation.c.operation_id == operation_id)
    if not found:
        raise NotFound(f"no processor was asked anything under {operation_id}")
    return found[0]


def operations(connection: Connection, entity: str, *where: Any) -> list[Operation]:
    """Return what was asked, as it stands, in its order."""
    last = select(card_step.c.operation_id, func.max(card_step.c.seq).label("seq")).group_by(card_step.c.operation_id)
    newest = last.subquery()
    known = card_operation.outerjoin(newest, newest.c.operation_id == card_operation.c.operation_id).outerjoin(
        card_step,
        (card_step.c.operation_id == card_operation.c.operation_id) & (card_step.c.seq == newest.c.seq),
    )
    steps = [card_step.c[name] for name in ("seq", "state", "processor_id", "until", "message", "told_at")]
    chosen = (
        select(card_operation, card_token.c.token, card_step.c.minor.label("approved"), *steps)
        .select_from(known.join(card_token, card_token.c.token_id == card_operation.c.token_id))
        .where(card_operation.c.entity == entity, *where)
        .order_by(card_operation.c.no)
    )
    return [_read(row) for row in connection.execute(chosen).mappings()]


def authorisation(connection: Connection, entity: str, operation_id: str, on: date) -> Authorisation:
    """Return how an authorisation stands on a day. Refused: NotFound; Invalid where that is none."""
    known = operations(connection, entity, card_operation.c.authorisation_id == operation_id)
    if not known:
        known = [operation(connection, entity, operation_id)]
    own = [one for one in known if one.kind is Kind.AUTHORISE]
    if not own:
        raise Invalid(f"{operation_id} is no authorisation")
    return stands(own[0], [one for one in known if one.kind is not Kind.AUTHORISE], on)


def authorisations(connection: Connection, entity: str, on: date, *where: Any) -> list[Authorisation]:
    """Return authorisations as they stand on a day, in their order."""
    known = operations(connection, entity, *where)
    parts: dict[str, list[Operation]] = {}
    for one in known:
        parts.setdefault(one.authorisation_id, []).append(one)
    return [
        stands(own, [one for one in parts[own.operation_id] if one is not own], on)
        for own in known
        if own.kind is Kind.AUTHORISE
    ]


def held(book: Book, operation_id: str, on: date) -> tuple[Operation, Authorisation]:
    """Return an authorisation of which something can be captured now. Refused: NotFound; Invalid with why not."""
    found = authorisation(book.connection, book.entity, operation_id, on)
    if found.state != "held":
        until = f" since {found.until}" if found.state == "expired" else ""
        raise Invalid(f"{operation_id} is {found.state}{until}: authorise anew")
    return operation(book.connection, book.entity, operation_id), found


def check_part(found: Authorisation, minor: int) -> None:
    """Refuse more than is authorised."""
    if minor > found.held:
        asked, there = Money(minor, found.currency), Money(found.held, found.currency)
        raise Invalid(f"{found.operation_id}: {there} is authorised, not {asked}")


def _read(row: Any) -> Operation:
    """Return an asking from its row."""
    told = {name: row[name] for name in ("operation_id", "processor", *_TOLD, "token", "minor", "rest", "currency")}
    stood = {"reason": row["reason"], "by": row["by"], "kind": Kind(row["kind"])}
    if row["seq"] is None:
        return Operation(**told, **stood)
    until = day(row["until"]) if row["until"] is not None else None
    plain = {name: row[name] for name in ("seq", "approved", "processor_id", "message", "told_at")}
    return Operation(**told, **stood, **plain, state=State(row["state"]), until=until)
