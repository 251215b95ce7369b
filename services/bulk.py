"""Many at once: each by itself, or all of them or none; what cannot be done says so by its place in the list."""

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Generic, TypeVar

import ledger
from kit.refusals import Conflict, Invalid, Refused
from ledger.records import NewCustomer, NewItem, item_id
from services.banking import company_ids
from services.commands import command
from services.decisions.usual import Usual
from services.importing import subledger
from services.importing.rows import BadRowError, Row
from services.master import changing, customer_files
from services.workspace import Workspace

Done = TypeVar("Done")
Read = TypeVar("Read", NewItem, NewCustomer)
LIMIT_MAX = 1000
#: What carries one of many out: given the workspace and its own key.
Deed = Callable[[Workspace, str], Done]


class BulkRefused(Invalid):
    """All or none was asked for, and one of many cannot be done: nothing was."""

    code = "bulk_refused"

    def __init__(self, wrong: Mapping[int, Refused]) -> None:
        super().__init__(f"{len(wrong):,} cannot be done, so nothing was; without `atomic` the others are")
        self.wrong = dict(wrong)


class KnownOtherwise(Conflict):
    """This document is in the books with other facts; it was left as it is."""

    code = "item_known_otherwise"
    retry = False

    def __init__(self, item: str) -> None:
        super().__init__(item if " " in item else f"{item} is in the books with other facts and was left as it is")


def each(workspace: Workspace, deeds: Sequence[Deed[Done]], *, atomic: bool, key: str = "") -> list[Done | Refused]:
    """Carry out many deeds in order, and return what came of each, by place.

    Each is a command of its own under `key` and its place, so that a repeat after a crash does what is missing alone.
    `atomic`: all in one transaction; the first that is refused is the end of it. Refused then: BulkRefused.
    """
    came: list[Done | Refused] = []
    with workspace.database.together() if atomic else nullcontext(workspace.database) as database:
        books = replace(workspace, database=database)
        for place, deed in enumerate(deeds):
            try:
                came.append(deed(books, f"{key}/{place}" if key else ""))
            except Refused as refused:
                if atomic:
                    raise BulkRefused({place: refused}) from refused
                came.append(refused)
    return came


def items(
    workspace: Workspace, rows: Sequence[Mapping[str, str]], *, atomic: bool, actor: str, key: str = ""
) -> list[str | Refused]:
    """Book documents, each as a row of the sheet of open items: `new` or `known` for each, or its refusal.

    Those that can be are written in one command. Refused: BulkRefused where all or none was asked for.
    """
    with command(workspace, "bulk items", actor, {"rows": _digest(rows), "atomic": atomic}, key) as book:
        if book.replayed is None:
            usual = Usual(book.connection, book.entity, workspace.settings.time_zone)
            agreed = ledger.terms.agreed(book.connection, book.entity)
            many: Many[NewItem] = _read(
                rows, lambda row: subledger.item(row, workspace, usual, agreed), lambda one: (one.type, one.number)
            )
            _stop(many.wrong, atomic=atomic)
            issued = ledger.items.issue(book, list(many.read.values()))
            new, differing = set(issued.new), set(issued.differing)
            ids = {place: item_id(book.entity, one.type, one.number) for place, one in many.read.items()}
            many.wrong.update({place: KnownOtherwise(one) for place, one in ids.items() if one in differing})
            _stop(many.wrong, atomic=atomic)
            book.result = _kept(many, {place: "new" if one in new else "known" for place, one in ids.items()})
    return _came(book.replayed or book.result, len(rows))


def customers(
    workspace: Workspace, rows: Sequence[Mapping[str, str]], *, atomic: bool, reason: str, actor: str, key: str = ""
) -> list[str | Refused]:
    """Make or change customers, each by columns of their sheet: `new`, `changed`, `same` or `waits`, or its refusal.

    What a row does not say stays. What steers money waits for a second person, all of it as one request. Refused:
    BulkRefused where all or none was asked for; Invalid without a reason where something waits.
    """
    said = {"rows": _digest(rows), "atomic": atomic, "reason": reason}
    with command(workspace, "bulk customers", actor, said, key) as book:
        if book.replayed is None:
            before = ledger.customers.standing(book, [row["customer_number"] for row in rows])
            many: Many[NewCustomer] = _read(rows, lambda row: _customer(workspace, row, before), lambda one: one.number)
            _stop(many.wrong, atomic=atomic)
            at_once, waits = changing.of_customers(book, list(many.read.values()))
            ledger.customers.upsert(book, at_once)
            fresh = [one for one in at_once if one.number not in before]
            ledger.evidence.add(book, company_ids.links(fresh))
            if waits:
                changing.ask(book, waits, reason, workspace.now())
            waiting = {one.key for one in waits}
            states = {place: _state(one, before.get(one.number), waiting) for place, one in many.read.items()}
            book.result = _kept(many, states)
    return _came(book.replayed or book.result, len(rows))


@dataclass(frozen=True, slots=True)
class Many(Generic[Read]):
    """What could be read, by its place in the list, and the refusals of the others."""

    read: dict[int, Read]
    wrong: dict[int, Refused]


def _customer(workspace: Workspace, row: Row, before: Mapping[str, NewCustomer]) -> NewCustomer:
    """Read what one customer is to be: what stands, and what the row says instead."""
    stands = before.get(row.cells["customer_number"])
    return customer_files.read(workspace, {**(customer_files.cells(stands) if stands else {}), **row.cells})


def _state(one: NewCustomer, before: NewCustomer | None, waiting: set[str]) -> str:
    """Return what came of one customer."""
    if before is None:
        return "new"
    return "waits" if one.number in waiting else "same" if one == before else "changed"


def _read(
    rows: Sequence[Mapping[str, str]], read: Callable[[Row], Read], name: Callable[[Read], Hashable]
) -> Many[Read]:
    """Read each row; what cannot be, and what an earlier row names too, is a refusal by its place."""
    many: Many[Read] = Many({}, {})
    places: dict[Hashable, int] = {}
    for place, cells in enumerate(rows):
        try:
            one = read(Row(cells))
        except (BadRowError, Invalid) as wrong:
            many.wrong[place] = Invalid(str(wrong))
            continue
        first = places.setdefault(name(one), place)
        if first == place:
            many.read[place] = one
        else:
            many.wrong[place] = Invalid(f"row {first} names the same")
    return many


def _stop(wrong: Mapping[int, Refused], *, atomic: bool) -> None:
    """Refuse all where all or none was asked for and something cannot be."""
    if atomic and wrong:
        raise BulkRefused(wrong)


def _kept(many: Many[Any], states: Mapping[int, str]) -> dict[str, Any]:
    """Return what came of each as a command keeps it: a state, or a refusal's code and sentence."""
    refused = {place: [one.code, one.detail] for place, one in many.wrong.items()}
    return {"states": {str(place): state for place, state in states.items() if place not in refused}} | {
        "refused": {str(place): said for place, said in refused.items()}
    }


def _came(kept: Mapping[str, Any], count: int) -> list[str | Refused]:
    """Return what came of each, by place, from what a command keeps."""
    kinds: dict[str, type[Refused]] = {one.code: one for one in (Invalid, KnownOtherwise)}
    refused = {place: kinds[code](detail) for place, (code, detail) in kept["refused"].items()}
    came: dict[str, str | Refused] = {**kept["states"], **refused}
    return [came[str(place)] for place in range(count)]


def _digest(rows: Sequence[Mapping[str, str]]) -> str:
    """Return what makes two lists the same."""
    return sha256(json.dumps([sorted(row.items()) for row in rows]).encode()).hexdigest()
