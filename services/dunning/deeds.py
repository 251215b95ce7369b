"""What a second person's approval does in dunning: strategies, credited disputes, plans, agencies, placements."""

import json
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row

import ledger
from credit import orders
from dunning import agencies, agency, arrangements, cases
from dunning.agencies import NewPlacement
from dunning.arrangements import Due, NewArrangement, Terms
from dunning.strategy import checked, written
from kit.money import Money
from kit.refusals import Invalid
from ledger import configs
from ledger.configs import NewVersion
from ledger.records import Settlement
from services.configs import proposals
from services.dunning import facts, placement_files
from services.workspace import Workspace

STRATEGY = "dunning_strategy"
CREDIT = "dispute_credit"
PLAN, SETTLEMENT = "payment_plan", "settlement"
AGENCY, PLACEMENT = "agency", "placement"


def _strategy(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Put a strategy in force, or out of it."""
    told = json.loads(asked.body)
    name = asked.subject.removeprefix("strategy ")
    strategy = checked(told["strategy"], name) if told["strategy"] else None
    text = told.get("text", written(strategy) if strategy else "")
    proposals.unmoved(book, configs.DUNNING, name, told.get("base"))
    on = proposals.begins(told.get("effective_from", ""), workspace.today())
    row = NewVersion(configs.DUNNING, name, text, on, told.get("restores", 0), asked.request_id)
    configs.put(book, row, workspace.now())


def _credited(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Credit what a customer was right about: a deduction is allowed (P13), a document gets a credit memo (P04)."""
    told, on, at = json.loads(asked.body), workspace.today(), workspace.now()
    case = cases.recorded(book, told["case_id"], at)
    if case.state in cases.ENDED or told["minor"] > case.amounts.open:
        raise Invalid(f"{case.case_id} moved since: {Money(case.amounts.open, case.currency)} of it is open")
    if case.of_deduction:
        ledger.deductions.allow(book, [Settlement(case.item_id, told["minor"], on, case.reason, told["tax"])])
    else:
        ledger.documents.credit(book, case.item_id, told["minor"], told["tax"], gl_on=on, reason=case.reason)
    whole = told["minor"] == case.amounts.open
    validity = cases.Validity.VALID if whole else cases.Validity.PART
    cases.note(book, case.case_id, "request", asked.request_id, on, at=at)
    cases.note(book, case.case_id, "validity", str(validity), on, at=at, said=asked.reason)
    cases.note(book, case.case_id, "state", str(cases.CaseState.APPROVED), on, at=at, said=asked.reason)


def _agreed(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Write a payment plan or a settlement down; what a settlement waives is booked when the rest has come."""
    told = json.loads(asked.body)
    told.pop("evidence")
    days = tuple(Due(date.fromisoformat(on), minor) for on, minor in told.pop("dues"))
    terms = Terms(date.fromisoformat(told.pop("agreed_on")), days, told.pop("grace"), told.pop("misses"))
    row = NewArrangement(asked.customer_number, asked.currency, dict(told.pop("items")), terms=terms, **told)
    arrangements.make(book, row, asked.request_id, workspace.now())


def _listed(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Put an agency on the list, or take it off."""
    told = json.loads(asked.body)["agency"]
    body = agency.checked(told).model_dump_json() if told else ""
    agencies.keep(book, asked.subject.removeprefix("agency "), body, asked.request_id, workspace.now())


def _placed(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Place documents with an agency as they stand: its file is made, and no order of the customer goes meanwhile."""
    told, today = json.loads(asked.body), workspace.today()
    found = agencies.known(book.connection, book.entity).get(told["agency"])
    if found is None or not found.licensed(told["jurisdiction"], today):
        raise Invalid(f"{told['agency']} has no licence in {told['jurisdiction']} on {today}")
    alone = facts.documents(book.connection, book.entity, today)
    if apart := sorted(name for name, _ in told["items"] if name in alone):
        raise Invalid(f"{apart[0]} is {alone[apart[0]]} by now: ask again")
    row = NewPlacement(
        asked.customer_number,
        found.code,
        told["jurisdiction"],
        asked.currency,
        dict(told["items"]),
        told["fee"],
        today,
        today + timedelta(days=found.free_demand_days),
        placement_files.written(book.connection, book.entity, asked, found, today),
    )
    placed = agencies.place(book, row, asked.request_id, workspace.now())
    note = f"with {found.name}: {placed}"
    orders.freeze(book, asked.customer_number, placed=True, note=note, at=workspace.now())


DEEDS = {
    STRATEGY: _strategy,
    CREDIT: _credited,
    PLAN: _agreed,
    SETTLEMENT: _agreed,
    AGENCY: _listed,
    PLACEMENT: _placed,
}
