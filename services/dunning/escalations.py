"""The ladder at the desk: who is asked for help is asked once a day, by the clock or by hand; answers end it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import polars as pl
from sqlalchemy import Connection, text

import ledger
from dunning import escalations, promises
from dunning.escalations import Escalation, Silence
from ledger.journal import day
from services.commands import command
from services.dunning import facts
from services.dunning.worklist import FAILED, UNREACHED
from services.workspace import Workspace

_SPOKEN = "SELECT customer_number, outcome, happened_on FROM contact_entry WHERE entity = :entity ORDER BY no"


def escalate(workspace: Workspace, *, actor: str, key: str = "") -> tuple[str, ...]:
    """Ask whoever the ladder names for help, each once for a document; return what is new. Run as often as you like."""
    today = workspace.today()
    with command(workspace, "escalation", actor, {"on": today.isoformat()}, key) as book:
        if book.replayed is None:
            known = facts.of(workspace, book.connection, today)
            alone = {number for number, one in known.people.items() if one.left_alone}
            parts = known.parts.filter(~pl.col("customer_number").is_in(alone))
            reached = escalations.reached(parts, _silence(book.connection, book.entity, today), today)
            people = ledger.reads.customers(book.connection, book.entity)
            reps = dict(people.select("customer_number", "sales_rep").iter_rows())
            book.result = {"raised": escalations.write(book, reached, reps, today, workspace.now())}
    return tuple((book.replayed or book.result)["raised"])


def _silence(connection: Connection, entity: str, on: date) -> Mapping[str, Silence]:
    """Return how customers answered: contacts in vain since somebody was reached, promises that were not kept."""
    vain: defaultdict[str, int] = defaultdict(int)
    for number, outcome, when in connection.execute(text(_SPOKEN).bindparams(entity=entity)):
        if day(when) <= on:
            vain[number] = vain[number] + 1 if outcome in UNREACHED else 0
    broken: defaultdict[str, int] = defaultdict(int)
    for one in promises.of(connection, entity, on):
        broken[one.customer_number] += one.state in FAILED
    return {number: Silence(vain[number], broken[number]) for number in {*vain, *broken}}


def of(workspace: Workspace, as_of: date | None = None, *, ended: bool = False) -> list[Escalation]:
    """Return escalations that wait on a day, or with `ended` all, the newest first."""
    with workspace.database.reading() as connection:
        found = escalations.of(connection, workspace.settings.entity, as_of or workspace.today())
    seen = [one for one in found if workspace.sees(one.customer_number)]
    return [one for one in seen if ended or one.open][::-1]


def answer(workspace: Workspace, escalation_id: str, note: str, *, actor: str, key: str = "") -> None:
    """Write what came of an escalation, which ends it. Refused: NotFound; Invalid where it ended, or without a note."""
    with command(workspace, "escalation-answered", actor, {"said": [escalation_id, note]}, key) as book:
        if book.replayed is None:
            escalations.answer(book, escalation_id, note, workspace.today(), workspace.now())
