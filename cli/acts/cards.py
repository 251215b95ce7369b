"""What `tieout card` does: ask a service, say what came of it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cards.records import NewToken, Operation
from cli import books, say, typed
from cli.asked import Asked
from kit.card_numbers import CardNumber
from kit.money import grouped
from kit.refusals import Invalid
from services.cards import paying, scanning, settling
from services.cards.simulator import processor
from services.erp.simulator.moods import BAD_DAY, CALM, Temper
from services.erp.simulator.server import Simulator
from services.workspace import system_clock


def scanned(asked: Asked, paths: Sequence[Path], judged: Path | None) -> None:
    """Look for card numbers. Refused: CardNumber with how many there are."""
    known = scanning.read(typed.content(judged)) if judged else ()
    done = scanning.scan(books.reading(asked), paths, known)
    looked = f"{done.tables} tables, {done.rows:,} rows, {done.exports} exports, {done.files} files"
    if asked.json:
        say.result(asdict(done), as_json=True)
    elif done.found:
        say.table(("place", "row", "column", "number"), [(*asdict(one).values(),) for one in done.found], looked)
    else:
        say.result({}, as_json=False, lines=[f"no card number in {looked}"])
    if done.found:
        seen = f"{len(done.found)} numbers look like those of cards"
        raise CardNumber(f"{seen}: take each out where it lies, or give what --json told to --judged where it is none")


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it was typed."""

    customer: str
    processor: str
    token: str
    expires: str
    brand: str
    last4: str


def kept(asked: Asked, told: Card, by: str) -> None:
    """Keep a token."""
    ends = typed.day("--expires", told.expires)
    if ends is None:
        raise Invalid("--expires is a day like 2028-03-31")
    row = NewToken(told.customer, told.processor, told.token, ends, told.brand, told.last4)
    name = paying.keep_token(books.writing(asked), row, actor=by)
    say.result({"token_id": name}, as_json=asked.json, lines=[f"{name} is a card of {told.customer}"])


def authorised(asked: Asked, card: str, told: tuple[str, str, str, str], by: str) -> None:
    """Authorise an amount."""
    amount, currency, order, reason = told
    wanted = paying.Wanted(card, typed.amount(amount, currency), currency, order, reason)
    _said(asked, paying.authorise(books.writing(asked), wanted, actor=by))


def captured(asked: Asked, authorisation: str, told: tuple[str, str], by: str, *, final: bool) -> None:
    """Capture an amount."""
    amount, document = told
    workspace = books.writing(asked)
    minor = typed.amount(amount, paying.currency_of(workspace, authorisation))
    _said(asked, paying.capture(workspace, authorisation, paying.Shipped(minor, document, final), actor=by))


def voided(asked: Asked, authorisation: str, reason: str, by: str) -> None:
    """Let go of an authorisation."""
    _said(asked, paying.void(books.writing(asked), authorisation, actor=by, reason=reason))


def refunded(asked: Asked, capture: str, request: str, by: str) -> None:
    """Give money back."""
    _said(asked, paying.refund(books.writing(asked), capture, request, actor=by))


def listed(asked: Asked, customer: str, order: str) -> None:
    """List authorisations."""
    found = paying.listed(books.reading(asked), customer, order)
    sums = ("authorised", "captured", "held")
    rows = [
        (
            *(one.operation_id, one.customer_number, one.order_number, one.state),
            *(grouped(getattr(one, name), one.currency) for name in sums),
            *(one.currency, one.until or ""),
        )
        for one in found
    ]
    columns = ("authorisation", "customer", "order", "state", *sums, "currency", "until")
    _shown(asked, columns, rows, found)


def status(asked: Asked, customer: str, *, waiting: bool) -> None:
    """List what was asked."""
    found = paying.operations(books.reading(asked), customer=customer, waiting=waiting)
    names = ("operation_id", "kind", "state", "customer_number", "order_number")
    rows = [
        (*(getattr(one, name) for name in names), grouped(one.minor, one.currency), one.currency, one.message)
        for one in found
    ]
    _shown(asked, ("operation", "kind", "state", "customer", "order", "amount", "currency", "message"), rows, found)


def settled(asked: Asked, name: str, by: str) -> None:
    """Settle with a processor."""
    workspace = books.writing(asked)
    run = settling.run(workspace, name, actor=workspace.named(by))
    states = ", ".join(f"{count} {state}" for state, count in run.states.items() if count) or "nothing was open"
    lines = [f"{states}; {run.events} events and {run.payouts} payouts are new, {run.booked} booked", *run.waits]
    say.result(run, as_json=asked.json, lines=lines)


def simulate(port: int, seed: int, *, calm: bool) -> None:
    """Serve a simulated processor."""
    dialect = processor.dialect(lambda: system_clock().date(), seed)
    simulator = Simulator(dialect, Temper(seed, CALM if calm else BAD_DAY), port)
    say.result({}, as_json=False, lines=[f"cards at {simulator.url}, its books at {simulator.url}/simulator/books"])
    with suppress(KeyboardInterrupt):
        simulator.serve()


def _said(asked: Asked, one: Operation) -> None:
    """Say how what was asked stands."""
    amount = f"{grouped(one.approved or one.minor, one.currency)} {one.currency}"
    words = f"{one.operation_id}: {one.kind} {amount} is {one.state}{f', {one.message}' if one.message else ''}"
    told = {name: value for name, value in asdict(one).items() if name != "token"}
    say.result(told, as_json=asked.json, lines=[words])


def _shown(asked: Asked, columns: Sequence[str], rows: Sequence[Sequence[object]], found: Sequence[Any]) -> None:
    """Show rows, or all of what was found for machines; tokens stay here."""
    if asked.json:
        told = [{name: value for name, value in asdict(one).items() if name != "token"} for one in found]
        say.result(told, as_json=True)
        return
    say.table(columns, rows)
