"""A desk of collections to test with: a late invoice, bank data of today, and the standard strategy in force."""

from dataclasses import replace
from datetime import date, timedelta

import ledger
from kit.db import Database
from ledger import NewCustomer
from ledger.evidence import BankFile, Evidence, MatchRun
from services import control
from services.dunning import strategies
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, item
from tests.ledger.evidence import CONTENT, SHA, TAKEN, entry

LATE = DAY - timedelta(days=40)


def banked(database: Database, on: date = DAY, *, matched: bool = True) -> None:
    """Take a bank file in whose only entry is of a day, and match it."""
    with booked(database, f"banked {on} {matched}") as book:
        line = replace(entry("B1", 100), booked_on=on)
        rows: list[Evidence] = [BankFile(SHA, "b.bai", "bai2", CONTENT, len(CONTENT), TAKEN, "t"), line]
        ledger.evidence.add(book, rows)
    if matched:
        with booked(database, f"matched {on}") as book:
            ledger.evidence.add(book, [MatchRun("run_1", on, "1", "b", "{}", "{}", "{}")])


def late(workspace: Workspace) -> Workspace:
    """Book two late invoices of C1, who reads e-mail, and one of C2, who has only a postal address."""
    with booked(workspace.database, "late") as book:
        one = NewCustomer("C1", "One", email="ap@one.example", address="Street 1\nTown")
        ledger.customers.upsert(book, [one, NewCustomer("C2", "Two", address="Street 2\nTown")])
        rows = [item("I1", 100_000, issued_on=LATE, due_on=LATE), item("I2", 5_000, issued_on=LATE, due_on=LATE)]
        ledger.items.issue(book, [*rows, item("I3", 7_000, customer="C2", issued_on=LATE, due_on=LATE)])
    banked(workspace.database)
    return workspace


def in_force(workspace: Workspace, told: str = "") -> Workspace:
    """Put a strategy in force, the standard one else, by two people."""
    asked = strategies.propose(workspace, told or strategies.starting(), reason="to begin", actor="ann")
    control.approve(workspace, asked.request_id, actor="boss")
    return workspace
