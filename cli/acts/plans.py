"""What `tieout plans` does: ask for plans and settlements, list, cancel and settle them."""

from dataclasses import dataclass
from datetime import date

from cli import books, say, typed
from cli.asked import Asked
from dunning.arrangements import Due
from kit.money import grouped
from kit.refusals import Invalid
from services.dunning import arrangements
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Told:
    """A plan as it was typed."""

    documents: list[str]
    person: str
    parts: list[str]
    first_on: str
    count: int
    every: str
    first: str
    grace: int
    misses: int
    conditions: str


def proposed(asked: Asked, told: Told, settled: tuple[str, str], reason: str, by: str) -> None:
    """Ask for a plan or a settlement."""
    workspace = books.writing(asked)
    money = arrangements.currency(workspace, told.documents)
    agreed, waiver = settled
    sum_of = (typed.amount(agreed, money), money) if agreed else None
    done = arrangements.ask(workspace, _told(workspace, told, money), sum_of, waiver, reason=reason, actor=by)
    say.waits(done, as_json=asked.json)


def _told(workspace: Workspace, told: Told, money: str) -> arrangements.Told:
    """Return a plan as the service takes it. Refused: Invalid."""
    return arrangements.Told(
        tuple(told.documents),
        told.person,
        tuple(_part(one, money) for one in told.parts),
        typed.day("--first-on", told.first_on) or workspace.today(),
        told.count,
        told.every,
        typed.amount(told.first, money) if told.first else 0,
        told.grace,
        told.misses,
        told.conditions,
    )


def _part(text: str, money: str) -> Due:
    """Return a part as it was typed: a day, an equals sign, an amount. Refused: Invalid."""
    on, _, amount = text.partition("=")
    due_on = typed.day("--part", on)
    if due_on is None:
        raise Invalid(f"--part is a day and an amount like 2026-12-01=250.00: not {text!r}")
    return Due(due_on, typed.amount(amount, money))


def listed(asked: Asked, customer: str, as_of: date | None) -> None:
    """List plans and settlements."""
    found = arrangements.of(books.reading(asked), as_of, customer)
    if asked.json:
        say.result({"plans": found}, as_json=True)
        return
    columns = ("plan", "customer", "documents", "state", "paid", "needed_by_now", "open", "waived", "currency", "next")
    rows = [
        [
            *(one.arrangement_id, one.customer_number, ", ".join(one.numbers), one.state),
            *(grouped(minor, one.currency) for minor in (one.kept.paid, one.kept.needed, one.open, one.waived)),
            *(one.currency, one.kept.next_due.due_on if one.kept.next_due else ""),
        ]
        for one in found
    ]
    say.table(columns, rows)


def cancelled(asked: Asked, plan: str, note: str, by: str) -> None:
    """End a plan."""
    state = arrangements.cancel(books.writing(asked), plan, note, actor=by)
    say.result({"arrangement_id": plan, "state": state}, as_json=asked.json, lines=[f"{plan} is {state}"])


def settled(asked: Asked, by: str) -> None:
    """Settle settlements."""
    done = arrangements.settle(books.writing(asked), actor=by)
    lines = [f"{one} is settled" for one in done.settled]
    lines += [f"{one}: more is open than was approved, look at it" for one in done.moved]
    say.result(done, as_json=asked.json, lines=lines or ["no settlement waits for this"])
