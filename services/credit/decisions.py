"""Decisions about applications: at once within authority, beyond it pending for another person; in one transaction.

A decision comes with its reasons, grants the limit, writes the terms, says when the account is reviewed, and asks for
the sales rep's notice: all of it, or nothing (DUTIES A02f, A12, A13, B5a).
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Row

import ledger
from credit import accounts, applications, decisions, limits, reviews
from credit.accounts import AccountStanding
from credit.applications import DECIDABLE, Application, Stage
from credit.decisions import APPROVED, DECLINED, Decision
from credit.guarantees import NewGuarantee
from credit.limits import NewLimit
from credit.records import LimitKind, Scope
from kit.money import Money
from kit.refusals import Invalid, Stale
from ledger import interests
from ledger.master import Review
from ledger.records import NewRequest
from ledger.refusals import SamePerson
from services.commands import command
from services.credit import onboarding
from services.credit.onboarding import Case
from services.jobs import queue
from services.workspace import Workspace

DECISION = ledger.approvals.CREDIT_DECISION
PENDING = "pending"
#: The kind of work that tells the sales rep, and how urgent it is.
NOTICE, SOON = "notice", 30


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of an application: `approved`, `declined`, or `pending` where a second person decides."""

    application_id: str
    verdict: str
    request_id: str = ""
    replayed: bool = False


def approve(
    workspace: Workspace,
    identity: str,
    minor: int,
    terms: str,
    reasons: Sequence[str] = (),
    *,
    note: str,
    actor: str,
    key: str = "",
) -> Decided:
    """Approve an application for a limit, in minor units of its currency, and for terms.

    Who was given authority over all that the family may then owe (kind `credit_decision`) decides at once, about what
    somebody else applied for; from anybody else it is a request. Refused: NotFound; ConflictOfInterest; Invalid where a
    point of the checklist is open.
    """
    said = [identity, APPROVED, minor, terms, list(reasons), note]
    with command(workspace, "credit-decision", actor, {"said": said}, key) as book:
        if book.replayed is not None:
            return Decided(**book.replayed, replayed=True)
        case = _case(workspace, book, identity)
        held = case.application
        row = _seen(case, Decision(APPROVED, minor, held.wanted.currency, terms, tuple(reasons), note))
        onboarding.check_terms(workspace, book.connection, terms)
        _check_complete(case)
        total = limits.resulting(book.connection, book.entity, _limit(workspace, held, row))
        at_once = _is_another(book, held) and ledger.approvals.may(
            book, DECISION, row.currency, total, workspace.today()
        )
        asked = _ask(workspace, book, held, row, total=total, maker=held.by if at_once else "")
        book.result = {"application_id": identity, "verdict": PENDING, "request_id": asked}
        if at_once:
            agreed = ledger.approvals.approve(book, asked, workspace.now(), workspace.today(), note)
            carry_out(workspace, book, agreed)
            book.result["verdict"] = APPROVED
        else:
            applications.put(book, identity, Stage.PENDING, workspace.now(), {"request_id": asked})
    return Decided(**book.result)


def decline(
    workspace: Workspace, identity: str, reasons: Sequence[str], *, note: str = "", actor: str, key: str = ""
) -> Decided:
    """Decline an application; how the account buys stays as it is.

    Refused: NotFound; ConflictOfInterest; Invalid without reasons.
    """
    with command(workspace, "credit-decision", actor, {"said": [identity, DECLINED, list(reasons), note]}, key) as book:
        if book.replayed is not None:
            return Decided(**book.replayed, replayed=True)
        case = _case(workspace, book, identity)
        row = _seen(case, Decision(DECLINED, 0, case.application.wanted.currency, "", tuple(reasons), note))
        _end(workspace, book, case.application, row, Stage.DECLINED)
        book.result = {"application_id": identity, "verdict": DECLINED}
    return Decided(**book.result)


def carry_out(workspace: Workspace, book: ledger.Book, asked: Row[Any]) -> None:
    """Do what an approved decision says.

    Refused: SamePerson where who decides applied for it; Invalid where it was decided, or a point of the checklist is
    open again; Stale where the family may owe more by now than was asked for.
    """
    told = json.loads(asked.body)
    held = applications.one(book.connection, book.entity, told["application_id"])
    row = Decision(**told["decision"] | {"reasons": tuple(told["decision"]["reasons"])})
    if not _is_another(book, held):
        raise SamePerson(f"{book.actor} applied for {held.application_id}: somebody else decides")
    if held.state not in DECIDABLE | {Stage.PENDING}:
        raise Invalid(f"{held.application_id} is {held.state}")
    _check_complete(onboarding.looked(workspace, book.connection, [held])[0])
    limit = _limit(workspace, held, row)
    check_total(book, limit, asked)
    _end(workspace, book, held, row, Stage.APPROVED, request_id=asked.request_id)
    number = held.wanted.customer_number
    at, on = workspace.now(), workspace.today()
    accounts.put(book, number, AccountStanding.TERMS, held.application_id, at, request_id=asked.request_id)
    facts = ledger.customers.standing(book, [number])[number]
    ledger.customers.upsert(book, [replace(facts, terms=row.terms)])
    until = reviews.until(facts.risk_class, on)
    note = f"decision on {held.application_id}"
    ledger.master.keep(book, [Review(number, book.actor, note, on, until)])
    limits.grant(book, limit, asked.request_id, asked.reason)


def check_total(book: ledger.Book, row: NewLimit | NewGuarantee, asked: Row[Any]) -> None:
    """Refuse a limit with which the family may owe more than its request was judged by: Stale.

    Limits of several members that are asked for side by side are each judged alone; the later one is asked for again.
    """
    now = limits.resulting(book.connection, book.entity, row)
    if now > asked.minor:
        said, total = Money(asked.minor, asked.currency), Money(now, asked.currency)
        raise Stale(f"{asked.request_id}: the family may owe {total} with it by now, not {said}: ask again")


def _case(workspace: Workspace, book: ledger.Book, identity: str) -> Case:
    """Return an application that may be decided. Refused: NotFound, Invalid, ConflictOfInterest."""
    held = applications.one(book.connection, book.entity, identity)
    if held.state not in DECIDABLE:
        raise Invalid(f"{identity} is {held.state}")
    interests.check(book, held.wanted.customer_number)
    return onboarding.looked(workspace, book.connection, [held])[0]


def _seen(case: Case, row: Decision) -> Decision:
    """Return a decision with what was seen when it was made. Refused: Invalid."""
    decisions.check(row)
    score = str(case.score.total) if case.score else ""
    return replace(row, rule=case.ruled.rule, outcome=case.ruled.outcome, score=score)


def _check_complete(case: Case) -> None:
    """Refuse terms while a point of the checklist is open: Invalid."""
    if case.open_points:
        raise Invalid(f"{case.application.application_id}: still open: {'; '.join(case.open_points)}")


def _is_another(book: ledger.Book, held: Application) -> bool:
    """Say whether who acts is somebody else than who applied."""
    return book.actor.casefold() != held.by.casefold()


def _limit(workspace: Workspace, held: Application, row: Decision) -> NewLimit:
    """Return the limit that a decision grants."""
    number = held.wanted.customer_number
    return NewLimit(number, Scope.CUSTOMER, LimitKind.BASE, row.minor, row.currency, workspace.today())


def _ask(workspace: Workspace, book: ledger.Book, held: Application, row: Decision, *, total: int, maker: str) -> str:
    """Write the request that a decision is carried out by."""
    number = held.wanted.customer_number
    body = json.dumps({"application_id": held.application_id, "decision": asdict(row)}, sort_keys=True)
    subject = f"{number} {held.wanted.applicant.legal_name}: {Money(row.minor, row.currency)}, {row.terms}"
    why = row.note or ", ".join(row.reasons)
    asked = NewRequest(DECISION, subject, body, why, total, row.currency, number)
    return ledger.approvals.ask(book, asked, workspace.now(), maker)


def _end(
    workspace: Workspace, book: ledger.Book, held: Application, row: Decision, state: Stage, *, request_id: str = ""
) -> None:
    """Write a decision, where the application is with it, and ask for the sales rep's notice."""
    decisions.write(book, held.application_id, row, workspace.now(), request_id)
    applications.put(book, held.application_id, state, workspace.now(), {})
    told, identity = {"application_id": held.application_id}, held.application_id
    queue.put(book.connection, NOTICE, book.entity, identity, payload=told, priority=SOON, actor=book.actor)
