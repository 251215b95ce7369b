"""Duties at odds in one person, looked for by night: each is told once, has an owner, and ends or is accepted."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, select

import ledger
from kit.db import among
from kit.ids import content_id
from kit.refusals import Invalid, NotFound
from ledger import tables
from ledger.journal import day
from ledger.refusals import SamePerson
from services.auditing import duties
from services.commands import command
from services.people import persons, roles
from services.people.persons import Person
from services.queues import substitutes
from services.workspace import Workspace

#: How a conflict came: by roles held, by standing in for somebody, by acts on both sides of one customer's case.
HELD, DELEGATED, CASE = "held", "delegated", "case"
OPEN, ACCEPTED, CLOSED = "open", "accepted", "closed"
#: The kind of request by which a conflict is accepted until a day, at most so many days off.
EXCEPTION, EXCEPTION_DAYS = "duty_exception", 366
#: Acts that lie further apart are no longer one case; the report `segregation` shows those of any period.
LOOKBACK: Final = timedelta(days=31)
COMMAND = "conflicts looked"
#: Basis -> the duty of who answers for it, where somebody else holds it: roles are ended by who gives them.
_OWNED: Final = {HELD: "users", DELEGATED: "lead", CASE: "close"}
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a night finds; `about` is the delegation or the customer, empty where the roles themselves are at odds."""

    login: str
    basis: str
    duties: str
    about: str
    why: str
    evidence: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what makes it the same conflict on another night."""
        return self.login, self.basis, self.duties, self.about


@dataclass(frozen=True, slots=True)
class Conflict(Found):
    """A conflict of the register: `since` is the day from which its state holds, `until` that of an acceptance."""

    conflict_id: str
    owner: str
    found_on: date
    state: str
    since: date
    until: date | None
    note: str
    by: str


def look(workspace: Workspace, *, actor: str) -> tuple[str, ...]:
    """Look at everybody once more; return the conflicts that are told: those not known before, or open again.

    What is no longer there is closed; acts on a case stay open until they are accepted, for they were done. Nothing is
    written where nothing changed.
    """
    on = workspace.today()
    with workspace.database.reading() as connection:
        people = [one for one in persons.everybody(workspace) if one.active]
        found = {one.key: one for one in _found(workspace, connection, people, on)}
        known = [one for one in of(connection, workspace.settings.entity) if one.state != CLOSED]
    fresh = [one for key, one in found.items() if key not in {held.key for held in known}]
    steps = [step for one in known if (step := _step(one, found, on))]
    if not fresh and not steps:
        return ()
    said = [on.isoformat(), sorted(one.key for one in fresh), sorted(one.conflict_id for one, *_ in steps)]
    with command(workspace, COMMAND, actor, {"said": said}) as book:
        rows = [_row(book, one, _owner(one, people), on) for one in fresh]
        book.write("duty_conflict", rows)
        book.write(
            "duty_conflict_step",
            [(one.conflict_id, state, None, "", note, on, book.actor) for one, state, note in steps],
        )
        told = [str(row[0]) for row in rows] + [one.conflict_id for one, state, _ in steps if state == OPEN]
        book.result = {"told": told}
    return tuple(told)


def of(connection: Connection, entity: str, on: date = date.max) -> list[Conflict]:
    """Return the conflicts found up to a day, in that order, as they stood on it."""
    one, step = tables.duty_conflict, tables.duty_conflict_step
    rows = connection.execute(select(one).where(one.c.entity == entity).order_by(one.c.no)).all()
    said = select(step).join(one, one.c.conflict_id == step.c.conflict_id).where(one.c.entity == entity)
    newest = {row.conflict_id: row for row in connection.execute(said.order_by(step.c.no)) if day(row.on_day) <= on}
    return [_conflict(row, newest.get(row.conflict_id)) for row in rows if day(row.found_on) <= on]


def one(connection: Connection, entity: str, identity: str) -> Conflict:
    """Return a conflict that is not closed. Refused: NotFound; Invalid where it is."""
    held = next((each for each in of(connection, entity) if each.conflict_id == identity), None)
    if held is None:
        raise NotFound(f"there is no conflict of duties {identity}")
    if held.state == CLOSED:
        raise Invalid(f"{identity} is closed: {held.note}")
    return held


def carry_out(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Let a conflict stand until a day. Refused: SamePerson where it is theirs who decides; Invalid where it ended."""
    told = json.loads(asked.body)
    held, until = one(book.connection, book.entity, told["conflict_id"]), date.fromisoformat(told["until"])
    if book.actor.casefold() == held.login:
        raise SamePerson(f"{held.conflict_id} is about {held.login}: somebody else decides")
    check_until(until, workspace.today())
    step = (held.conflict_id, ACCEPTED, until, asked.request_id, asked.reason, workspace.today(), book.actor)
    book.write("duty_conflict_step", [step])


def check_until(until: date, today: date) -> None:
    """Refuse an acceptance that has no end in sight: Invalid."""
    if not today <= until <= today + timedelta(days=EXCEPTION_DAYS):
        raise Invalid(f"a conflict is accepted until a day, today or at most {EXCEPTION_DAYS} days off")


def _step(one: Conflict, found: Mapping[Any, Found], on: date) -> tuple[Conflict, str, str] | None:
    """Return what became of a known conflict by a day, with a note; None where it stands as it did."""
    if one.key not in found and (one.basis != CASE or one.state == ACCEPTED):
        return one, CLOSED, "it is no longer so"
    if one.state == ACCEPTED and one.until is not None and one.until < on:
        return one, OPEN, f"accepted until {one.until}"
    return None


def _found(workspace: Workspace, connection: Connection, people: Collection[Person], on: date) -> Iterator[Found]:
    """Yield every conflict there is on a day."""
    by_login = {one.login: one for one in people}
    for one in people:
        for pair, why in _at_odds(one.scopes):
            yield Found(one.login, HELD, pair, "", why, ", ".join(one.roles))
    for told in substitutes.held(connection, workspace.settings.entity):
        away, here = by_login.get(told.login), by_login.get(told.substitute)
        if away and here and told.first_on <= on <= told.last_on:
            own = {*_at_odds(away.scopes), *_at_odds(here.scopes)}
            for pair, why in _at_odds(away.scopes | here.scopes):
                if (pair, why) not in own:
                    says = f"stands in for {told.login} until {told.last_on}"
                    yield Found(here.login, DELEGATED, pair, told.delegation_id, why, says)
    since, until = workspace.began(on - LOOKBACK), workspace.began(on + timedelta(days=1))
    done = duties.deeds(connection, workspace.settings.entity, since, until)
    for login, deeds in groupby((deed for deed in done if deed[0] in by_login), key=lambda deed: deed[0]):
        yield from _cases(connection, login, [(duty, number) for _, duty, number, _ in deeds])


def _at_odds(scopes: Collection[str]) -> list[tuple[str, str]]:
    """Return the pairs among scopes that nobody holds together, each with why."""
    return [(" + ".join(sorted(pair)), why) for pair, why in roles.CONFLICTS.items() if pair <= set(scopes)]


def _cases(connection: Connection, login: str, deeds: Iterable[tuple[str, int]]) -> Iterator[Found]:
    """Yield the customers for whom somebody did both of two duties at odds, with the commands of each."""
    by_duty: dict[str, set[int]] = {}
    for duty, number in deeds:
        by_duty.setdefault(duty, set()).add(number)
    odd = {pair: why for pair, why in roles.CONFLICTS.items() if pair <= by_duty.keys()}
    if not odd:
        return
    batches = set().union(*(by_duty[duty] for pair in odd for duty in pair))
    touched = _touched(connection, batches)
    for pair, why in odd.items():
        first, second = sorted(pair)
        whose = [{name for number in by_duty[duty] for name in touched.get(number, ())} for duty in (first, second)]
        for customer in sorted(whose[0] & whose[1]):
            named = [n for duty in (first, second) for n in sorted(by_duty[duty]) if customer in touched.get(n, ())]
            says = f"commands {', '.join(map(str, sorted(set(named))[-2 * _NAMED :]))} of the trail"
            yield Found(login, CASE, f"{first} + {second}", customer, why, says)


def _touched(connection: Connection, batches: Collection[int]) -> dict[int, set[str]]:
    """Return the customers that commands were about, by the number of the command."""
    found: dict[int, set[str]] = {}
    for table, column in _customers():
        chosen = select(table.c.batch, table.c[column]).where(among(connection, table.c.batch, batches))
        for number, customer in connection.execute(chosen.where(table.c[column].is_not(None)).distinct()):
            if customer:
                found.setdefault(number, set()).add(customer)
    said, asked = tables.verdict, tables.request
    decided = select(said.c.batch, asked.c.customer_number).join(asked, asked.c.request_id == said.c.request_id)
    for number, customer in connection.execute(decided.where(among(connection, said.c.batch, batches))):
        if customer:
            found.setdefault(number, set()).add(customer)
    return found


def _customers() -> Iterator[tuple[Table, str]]:
    """Yield every append-only table that names a customer, with the column that does."""
    for name in sorted(tables.LOGGED):
        table = tables.BOOKS.tables[name]
        columns = {"customer_fact": ("number",), "posting": ("dr_customer", "cr_customer")}.get(
            name, ("customer_number",)
        )
        yield from ((table, column) for column in columns if column in table.c)


def _owner(found: Found, people: Collection[Person]) -> str:
    """Return who answers for a conflict: who else holds its duty, or gives roles; nobody where there is none."""
    for duty in (_OWNED[found.basis], _OWNED[HELD]):
        for one in people:
            if one.login != found.login and duty in one.scopes:
                return one.login
    return ""


def _row(book: ledger.Book, found: Found, owner: str, on: date) -> tuple[object, ...]:
    """Return a conflict as it is written."""
    identity = content_id("dco", book.entity, *found.key, book.batch)
    facts = (found.login, found.basis, found.duties, found.about, found.why, found.evidence)
    return identity, book.entity, *facts, owner, on, book.actor


def _conflict(row: Row[Any], step: Row[Any] | None) -> Conflict:
    """Return a row with its newest step as the conflict it is."""
    found_on = day(row.found_on)
    return Conflict(
        *(row.login, row.basis, row.duties, row.about, row.why, row.evidence),
        conflict_id=row.conflict_id,
        owner=row.owner,
        found_on=found_on,
        state=step.state if step else OPEN,
        since=day(step.on_day) if step else found_on,
        until=day(step.until) if step and step.until else None,
        note=step.note if step else "",
        by=step.actor if step else row.actor,
    )
