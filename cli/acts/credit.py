"""What `tieout credit` does: check orders, let them go, ask for limits, score applicants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer

from cli import books, say, typed
from cli.asked import Asked
from credit.guarantees import NewGuarantee
from credit.limits import NewLimit
from credit.records import CheckOutcome, Checkpoint, GuaranteeKind, LimitKind, Limits, Order, ReleaseReason, Scope
from kit.money import grouped
from services.credit import charges, guarantees, holds, limits, orders, reviews, scoring


@dataclass(frozen=True, slots=True)
class Told:
    """An order as it was typed."""

    number: str
    customer: str
    amount: str
    ships: str
    state: str
    shipped: str
    billed: str
    card: str
    card_until: str
    terms: str
    discount: str
    po: str


@dataclass(frozen=True, slots=True)
class More:
    """What an order need not say."""

    ship_to: str
    ordered_by: str
    currency: str


@dataclass(frozen=True, slots=True)
class Letting:
    """A release as it was typed."""

    reason: str
    cap: str
    until: str
    whole: bool
    note: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A limit as it was typed."""

    customer: str
    amount: str
    kind: str
    until: str
    covered: str
    currency: str
    group: bool


@dataclass(frozen=True, slots=True)
class Backed:
    """A guarantee as it was typed."""

    customer: str
    amount: str
    kind: str
    guarantor: str
    document: str
    until: str
    call_by: str
    covered: str
    currency: str
    group: bool


def ordered(asked: Asked, told: Told, more: More, at: str, *, by: str, as_of: date | None) -> None:
    """Take an order and check it."""
    workspace = books.writing(asked)
    money = more.currency or workspace.settings.currency
    order = Order(
        told.number,
        told.customer,
        money,
        typed.amount(told.amount, money),
        typed.day("--ships", told.ships) or workspace.today(),
        more.ordered_by,
        more.ship_to,
        told.state,
        typed.amount(told.shipped, money),
        typed.amount(told.billed, money),
        typed.amount(told.card, money),
        typed.day("--card-until", told.card_until),
        told.terms,
        typed.percent(told.discount),
        told.po,
    )
    _said(asked, orders.take(workspace, order, Checkpoint(at), actor=by, as_of=as_of))


def checked(asked: Asked, number: str, at: str, by: str, as_of: date | None) -> None:
    """Check an order again."""
    _said(asked, orders.check(books.writing(asked), number, Checkpoint(at), actor=by, as_of=as_of))


def queue(asked: Asked, as_of: date | None) -> None:
    """List the held orders."""
    workspace = books.reading(asked)
    rows = holds.queue(workspace, as_of or workspace.today())
    if asked.json:
        say.result({"holds": rows.rows(named=True)}, as_json=True)
        return
    columns = ("number", "customer_number", "name", "ships_on", "amount", "currency", "checkpoint", "why", "now")
    shown = [
        [
            *(row[name] for name in columns[:4]),
            grouped(row["amount"], row["currency"]),
            row["currency"],
            row["checkpoint"],
            "; ".join(row["says"]),
            "ready to release" if row["ready"] else ", ".join(row["still"]),
        ]
        for row in rows.iter_rows(named=True)
    ]
    say.table(columns, shown, "Held orders")


def released(asked: Asked, number: str, told: Letting, by: str) -> None:
    """Let an order go."""
    workspace = books.writing(asked)
    cap = typed.amount(told.cap, holds.currency(workspace, number)) if told.cap else None
    done = holds.release(
        workspace,
        number,
        ReleaseReason(told.reason),
        actor=by,
        cap=cap,
        until=typed.day("--until", told.until),
        whole=told.whole,
        note=told.note,
    )
    says = say.waiting(done.request_id, number) if done.request_id else f"{number} goes, until {done.until}"
    say.result(done, as_json=asked.json, lines=[says])


def rejected(asked: Asked, number: str, note: str, by: str) -> None:
    """Turn an order down."""
    done = holds.reject(books.writing(asked), number, note=note, actor=by)
    say.result(done, as_json=asked.json, lines=[f"{number} is turned down"])


def forced(asked: Asked, customer: str, number: str, note: str, by: str, *, held: bool) -> None:
    """Hold by hand, or end it."""
    holds.force(books.writing(asked), customer, held=held, note=note, actor=by, number=number)
    of = number or f"orders of {customer}"
    now = {"customer_number": customer, "order": number, "held": held}
    say.result(now, as_json=asked.json, lines=[f"{of}: {'held by hand' if held else 'no longer held by hand'}"])


def limit(asked: Asked, customer: str, as_of: date | None) -> None:
    """Show a customer's limits."""
    workspace = books.reading(asked)
    held = limits.of(workspace, customer, as_of or workspace.today())
    granted_ = limits.granted(workspace, customer)
    if asked.json:
        say.result({"limits": held, "granted": granted_.rows(named=True)}, as_json=True)
        return
    typer.echo(f"{customer}: {_limit(held.own)}")
    if held.group is not None:
        typer.echo(f"family of {held.head}: {_limit(held.group)}")
    columns = ("scope", "kind", "amount", "currency", "valid_from", "valid_until", "maker", "checker", "reason")
    rows = [
        [grouped(row[name], row["currency"]) if name == "amount" else row[name] or "" for name in columns]
        for row in granted_.iter_rows(named=True)
    ]
    say.table(columns, rows)
    if held.given:
        _given(list(held.given))


def granted(asked: Asked, wanted: Wanted, reason: str, by: str, as_of: date | None) -> None:
    """Ask for a limit."""
    workspace = books.writing(asked)
    money = wanted.currency or workspace.settings.currency
    row = NewLimit(
        wanted.customer,
        Scope.GROUP if wanted.group else Scope.CUSTOMER,
        LimitKind(wanted.kind),
        typed.amount(wanted.amount, money),
        money,
        as_of or workspace.today(),
        typed.day("--until", wanted.until),
        typed.percent(wanted.covered),
    )
    done = limits.ask(workspace, row, reason=reason, actor=by)
    say.waits(done, as_json=asked.json)


def guaranteed(asked: Asked, told: Backed, reason: str, by: str, as_of: date | None) -> None:
    """Ask to count a guarantee."""
    workspace = books.writing(asked)
    money = told.currency or workspace.settings.currency
    row = NewGuarantee(
        customer_number=told.customer,
        scope=Scope.GROUP if told.group else Scope.CUSTOMER,
        kind=GuaranteeKind(told.kind),
        guarantor=told.guarantor,
        minor=typed.amount(told.amount, money),
        currency=money,
        share=typed.percent(told.covered),
        valid_from=as_of or workspace.today(),
        valid_until=typed.day("--until", told.until),
        call_by=typed.day("--call-by", told.call_by),
        document_id=told.document,
    )
    done = guarantees.ask(workspace, row, reason=reason, actor=by)
    say.waits(done, as_json=asked.json)


def guarantees_given(asked: Asked, customer: str, as_of: date | None) -> None:
    """List guarantees."""
    workspace = books.reading(asked)
    found = guarantees.listed(workspace, as_of or workspace.today(), customer)
    if asked.json:
        say.result({"guarantees": found}, as_json=True)
        return
    _given(found)


def _given(found: Sequence[guarantees.Given]) -> None:
    """Print guarantees with how they count."""
    columns = ("customer", "for", "guarantee", "amount", "counts", "currency", "from", "until", "call by", "state")
    rows = [
        [
            row.customer_number,
            row.scope,
            str(row),
            grouped(row.minor, row.currency),
            grouped(one.counts, row.currency),
            row.currency,
            row.valid_from,
            row.valid_until or "",
            row.call_by or "",
            one.state,
            f"{row.document_id} {row.sha256[:12]}",
            f"{one.maker}, {one.checker}",
        ]
        for one in found
        for row in (one.guarantee,)
    ]
    say.table((*columns, "document", "who"), rows, "Guarantees")


def terms(asked: Asked, customer: str, discount: str, reason: str, by: str, *, po: bool, ship_to: bool) -> None:
    """Ask for what a customer's orders may and must say."""
    done = limits.ask_terms(
        books.writing(asked),
        customer,
        discount=typed.percent(discount),
        po_required=po,
        ship_to_required=ship_to,
        reason=reason,
        actor=by,
    )
    say.waits(done, as_json=asked.json)


def reviews_due(asked: Asked, as_of: date | None, *, overdue: bool) -> None:
    """List the accounts that have to be reviewed."""
    workspace = books.reading(asked)
    found = [one for one in reviews.accounts(workspace, as_of or workspace.today()) if one.overdue_days or not overdue]
    if asked.json:
        say.result({"accounts": found}, as_json=True)
        return
    columns = ("customer_number", "name", "risk_class", "due_on", "overdue_days", "why", "advice", "says")
    say.table(columns, [[getattr(one, name) for name in columns] for one in found], "Reviews")


def reviewed(asked: Asked, customer: str, note: str, risk_class: str, *, until: str, by: str) -> None:
    """Write that somebody reviewed an account."""
    last = typed.day("--until", until)
    held = reviews.done(books.writing(asked), customer, note, risk_class=risk_class, until=last, actor=by)
    told = {"customer_number": customer, "until": held}
    say.result(told, as_json=asked.json, lines=[f"{customer} is reviewed until {held}"])


def charged(asked: Asked, document: str, reason: str, by: str, as_of: date | None) -> None:
    """Ask to book a late charge."""
    workspace = books.writing(asked)
    one = charges.of(workspace, document, as_of or workspace.today())
    done = charges.ask(workspace, document, reason=reason, actor=by, as_of=as_of)
    sum_ = f"{grouped(one.minor, one.currency)} {one.currency}"
    says = f"{sum_} on {one.number} from {one.since} to {one.until} ({one.basis.says})"
    say.result(done, as_json=asked.json, lines=[says, say.waiting(done.request_id)])


def scored(asked: Asked, file: Path) -> None:
    """Score an applicant."""
    found = scoring.assess(file)
    if asked.json:
        say.result(found, as_json=True)
        return
    rows = [
        [one.name, one.weight, one.value or "not known", "" if one.points is None else one.points, one.part]
        for one in found.score.lines
    ]
    say.table(("component", "weight", "value", "points", "part"), rows, f"Score {found.score.total} of 100")
    ways = [
        [one.name, grouped(one.minor, found.currency), one.how, "binds" if one.name == found.limit.bound_by else ""]
        for one in found.limit.methods
    ]
    title = f"Recommended limit {grouped(found.limit.minor, found.currency)} {found.currency}"
    say.table(("method", "limit", "how", "bound"), ways, title)


def _said(asked: Asked, taken: orders.Taken) -> None:
    """Print what a check came to; held is exit code 1."""
    lines = [f"{taken.number} {taken.outcome or 'no longer counts'}"]
    lines += [f"  {one.reason}: {one.says}" for one in taken.failed]
    say.result(taken, as_json=asked.json, lines=lines)
    if taken.outcome is CheckOutcome.HELD:
        raise typer.Exit(1)


def _limit(held: Limits) -> str:
    """Return a limit in words."""
    if held.minor is None:
        return "the limit has ended" if held.expired else "no limit"
    of_it = f", {grouped(held.secured, held.currency)} of it secured" if held.secured else ""
    return f"limit {grouped(held.minor, held.currency)} {held.currency}{of_it}"
