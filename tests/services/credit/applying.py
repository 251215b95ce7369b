"""Applicants to test with: a file that is whole, an application that lacks nothing, a clock that can be set."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from credit.applicants import Applicant, BankReference, Clauses, TradeReference
from credit.applications import Wanted
from credit.documents import VERIFIED, NewDocument
from ledger.master import Paper
from services.credit import documents, onboarding
from services.workspace import Workspace
from tests.ledger.desk import DAY

BUREAU = {
    "schema": "tieout/bureau/1",
    "source": "dnb",
    "reported_on": "2026-11-02",
    "paydex": 76,
    "delinquency_class": 2,
    "failure_class": 2,
    "maximum_credit": "75000.00",
    "currency": "USD",
    "business_started": "2014-03-01",
}


def at(workspace: Workspace, moment: datetime) -> Workspace:
    """Return the workspace with its clock at another moment."""
    return replace(workspace, clock=lambda: moment)


def wanted(number: str = "N1", minor: int = 10_000_000, **more: Any) -> Wanted:
    """Return what somebody new asks for: 100,000.00 on NET30."""
    told: dict[str, Any] = {
        "legal_name": "North Star LLC",
        "rep_email": "rep@ours.example",
        "monthly_volume": 4_000_000,
    }
    return Wanted(number, minor, "USD", "NET30", Applicant(**told | more))


def bureau(**more: Any) -> bytes:
    """Return a bureau's report in our own schema."""
    return json.dumps(BUREAU | more).encode()


def paper(workspace: Workspace, kind: str, number: str = "N1", data: bytes = b"", **more: Any) -> str:
    """Hand a document in and verify it."""
    clauses = more.pop("clauses", Clauses())
    facts: dict[str, Any] = {"signer": "Pat Polar", "valid_from": DAY} | more
    row = Paper(number, kind, **facts)
    new = NewDocument(row, f"{kind}.pdf", "esign", clauses)
    identity = documents.keep(workspace, new, data or f"%PDF {number} {kind} {more}".encode(), actor="rep")
    documents.judge(workspace, identity, VERIFIED, actor="ana")
    return identity


def complete(workspace: Workspace, identity: str, number: str = "N1", *, papers: tuple[str, ...] = ("w9",)) -> None:
    """Bring everything that an application needs."""
    for kind in ("credit_application", *papers):
        paper(workspace, kind, number)
    for place in range(3):
        told = TradeReference(name=f"Seller {place}", checked=True, high_credit=7_000_000, days_beyond_terms=8)
        onboarding.refer(workspace, identity, told, actor="ana")
    onboarding.refer(workspace, identity, BankReference(name="First Bank", rating="fair"), actor="ana")
    onboarding.report(workspace, number, bureau(), actor="ana")


def applied(workspace: Workspace, number: str = "N1", **more: Any) -> str:
    """Apply and bring everything that is needed; the rep applies."""
    begun = onboarding.begin(workspace, wanted(number, **more), actor="rep")
    complete(workspace, begun.application_id, number)
    return begun.application_id
