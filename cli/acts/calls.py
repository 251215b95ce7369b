"""What `tieout collections` does: list today's calls, write promises down, list them."""

from dataclasses import dataclass
from datetime import date

from cli import books, say
from cli.asked import Asked
from kit.days import iso
from kit.money import grouped, parsed
from kit.refusals import Invalid
from services.dunning import escalations, promises, worklist


@dataclass(frozen=True, slots=True)
class Told:
    """A promise as it was typed."""

    document: str
    on: str
    person: str
    amount: str
    tolerance: int
    note: str


def listed(asked: Asked, collector: str, as_of: date | None) -> None:
    """List today's calls."""
    workspace = books.reading(asked)
    called = worklist.of(workspace, as_of or workspace.today(), collector)
    if asked.json:
        say.result({"worklist": [{"score": one.score, "called": one} for one in called]}, as_json=True)
        return
    columns = ("points", "customer", "name", "collector", "past_due", "to_collect", "currency", "why", "left_alone")
    rows = [
        [
            one.score,
            one.facts.customer_number,
            one.facts.name,
            one.facts.collector,
            grouped(one.facts.past_due, one.facts.currency),
            grouped(one.facts.collectible, one.facts.currency),
            one.facts.currency,
            "; ".join(f"{point.says} {point.points}" for point in one.points),
            ", ".join(one.facts.suppressed).replace("_", " "),
        ]
        for one in called
    ]
    say.table(columns, rows, "Who is called")


def promised(asked: Asked, told: Told, by: str, as_of: date | None) -> None:
    """Write a promise down."""
    workspace = books.writing(asked)
    on, money = iso(told.on), promises.currency(workspace, told.document)
    minor = parsed(told.amount, money) if told.amount else None
    if on is None or (told.amount and minor is None):
        raise Invalid(f"a promise names a day like 2026-11-27 and a plain amount in {money}: {told.on} {told.amount}")
    done = promises.make(
        workspace,
        told.document,
        on,
        person=told.person,
        actor=by,
        minor=minor,
        tolerance=told.tolerance,
        note=told.note,
        made_on=as_of,
    )
    say.result(done, as_json=asked.json, lines=[f"{done.promise_id} is written down"])


def withdrawn(asked: Asked, promise_id: str, note: str, by: str) -> None:
    """End a promise."""
    promises.withdraw(books.writing(asked), promise_id, note, actor=by)
    now = {"promise_id": promise_id, "state": "withdrawn"}
    say.result(now, as_json=asked.json, lines=[f"{promise_id} is withdrawn"])


def promises_of(asked: Asked, customer: str, as_of: date | None) -> None:
    """List promises."""
    workspace = books.reading(asked)
    rows = promises.of(workspace, as_of or workspace.today(), customer)
    if asked.json:
        say.result({"promises": rows.rows(named=True)}, as_json=True)
        return
    columns = ("promise_id", "customer_number", "number", "minor", "paid", "currency", "promised_on", "state", "level")
    shown = [
        [grouped(row[name], row["currency"]) if name in {"minor", "paid"} else row[name] for name in columns]
        for row in rows.iter_rows(named=True)
    ]
    say.table(("promise", "customer", "document", "promised", *columns[4:]), shown)


def escalated(asked: Asked, by: str) -> None:
    """Climb the ladder."""
    found = escalations.escalate(books.writing(asked), actor=by)
    say.result({"escalations": found}, as_json=asked.json, lines=[*found] or ["nobody has to be asked for help"])


def escalations_of(asked: Asked, as_of: date | None, *, ended: bool) -> None:
    """List escalations."""
    found = escalations.of(books.reading(asked), as_of, ended=ended)
    if asked.json:
        say.result({"escalations": found}, as_json=True)
        return
    rows = [
        [
            *(one.escalation_id, one.step, one.person or one.step, one.customer_number, one.number),
            *(grouped(one.minor, one.currency), one.currency, one.why, one.raised_on),
            "paid" if one.paid else one.note,
        ]
        for one in found
    ]
    columns = ("escalation", "step", "person", "customer", "document", "open", "currency", "why", "raised_on", "ended")
    say.table(columns, rows)


def answered(asked: Asked, escalation: str, note: str, by: str) -> None:
    """Answer an escalation."""
    escalations.answer(books.writing(asked), escalation, note, actor=by)
    say.result({"escalation_id": escalation}, as_json=asked.json, lines=[f"{escalation} is answered"])
