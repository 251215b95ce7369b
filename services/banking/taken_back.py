"""What banks took back, as people see it: each deletion or correction with its lines, done, rejected or waiting."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

import ledger
from ledger import tables
from services.banking import telling
from services.banking.reading import limits
from services.banking.withdrawals import CODES, NO, WHY, Plan, Withdrawal, plans
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Line:
    """An entry that a withdrawal touches: it `goes`, it `stands` as told again, or it is `new`; minor is signed."""

    what: str
    entry_id: str
    minor: int
    currency: str
    payer: str
    bank_reference: str
    receipt_id: str  # empty where nothing is booked of it
    receipt_status: str
    source_file: str
    line: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One deletion or correction of an account and a day, and what it does.

    `why` is empty where it is done, else why it asks, or what a person said who rejected it.
    """

    withdrawal: Withdrawal
    source_file: str
    state: str  # done, asks, rejected
    why: str
    lines: tuple[Line, ...]

    @property
    def asks(self) -> bool:
        """Whether a person has to answer."""
        return self.state == "asks"


def listed(workspace: Workspace) -> list[TakenBack]:
    """Return every withdrawal of the files taken, in the order in which the banks wrote them."""
    with workspace.database.reading() as connection:
        chosen = select(tables.bank_finding.c.sha256).where(tables.bank_finding.c.code.in_(CODES)).limit(1)
        if connection.execute(chosen).first() is None:
            return []
        entries = telling.entries(connection, workspace.settings.entity)
        made = plans(connection, entries, workspace.settings.entity, limits(workspace.settings))
        receipts = ledger.reads.receipts(connection, workspace.settings.entity)
        file = tables.bank_file
        names = {row[0]: row[1] for row in connection.execute(select(file.c.sha256, file.c.name))}
    statuses = dict(receipts.select("receipt_id", "status").iter_rows()) if made else {}
    rows = {row["entry_id"]: row for row in entries.iter_rows(named=True)} if made else {}
    return [_told(plan, names[plan.withdrawal.file_id], rows, statuses) for plan in made]


def asking(workspace: Workspace) -> int:
    """Return how many files wait for an answer."""
    return len({one.withdrawal.file_id for one in listed(workspace) if one.asks})


def by_file(found: Iterable[TakenBack]) -> list[list[TakenBack]]:
    """Return withdrawals of one file together, for one yes answers all of them: what asks first, then the newest."""
    files: dict[str, list[TakenBack]] = {}
    for one in found:
        files.setdefault(one.withdrawal.file_id, []).append(one)
    newest = reversed(files.values())
    return sorted(newest, key=lambda same: not any(one.asks for one in same))


def _told(plan: Plan, name: str, rows: Mapping[str, Mapping[str, Any]], statuses: Mapping[str, str]) -> TakenBack:
    """Return a plan as people see it."""
    lines = tuple(_line(what, rows[entry_id], statuses) for what, entry_id in _touched(plan))
    state, why = ("done", "") if plan.carried else ("asks", WHY[plan.why])
    if plan.rejected:
        state, why = "rejected", plan.answer.removeprefix(NO).lstrip(": ")
    return TakenBack(plan.withdrawal, name, state, why, lines)


def _touched(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what becomes of each entry of a plan."""
    yield from (("goes", entry_id) for entry_id in plan.gone)
    yield from (("stands", old) for _, old in plan.again)
    yield from (("new", entry_id) for entry_id in plan.fresh)


def _line(what: str, row: Mapping[str, Any], statuses: Mapping[str, str]) -> Line:
    """Return one line, with the receipt that was made of it."""
    receipt_id = ledger.receipt_id(row["entry_id"])
    return Line(
        what=what,
        entry_id=row["entry_id"],
        minor=row["minor"] if row["credit"] else -row["minor"],
        currency=row["currency"],
        payer=row["payer_name"],
        bank_reference=row["bank_reference"],
        receipt_id=receipt_id if receipt_id in statuses else "",
        receipt_status=statuses.get(receipt_id, ""),
        source_file=row["source_file"],
        line=row["line"],
    )
