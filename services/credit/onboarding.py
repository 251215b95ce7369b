"""Onboarding at the desk: who asks to buy on credit, what they still have to bring, and by when we decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row

import ledger
from credit import accounts, applications, bureau_files, bureaus, decisions, documents, onboarding, scorecards
from credit.accounts import AccountStanding
from credit.applicants import BankReference, TradeReference
from credit.applications import ENDED, Application, Stage, Wanted
from credit.bureaus import Report
from credit.onboarding import Point, Ruled
from credit.policy import CreditPolicy
from credit.recommending import Recommended
from credit.score import Score
from kit.money import decimal
from kit.refusals import Invalid
from ledger.records import NewCustomer
from services.commands import command
from services.credit import policies, scoring
from services.workspace import Workspace

CASH = "COD"


@dataclass(frozen=True, slots=True)
class Begun:
    """An application that is written down, or came to a state."""

    application_id: str
    state: Stage
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An application with all that it is decided on; `due_at` is None before it is submitted, and once it ended."""

    application: Application
    standing: AccountStanding | None
    points: tuple[Point, ...]
    report: Report | None
    score: Score | None
    limit: Recommended
    ruled: Ruled
    due_at: datetime | None
    overdue: bool
    decision: decisions.Decision | None

    @property
    def open_points(self) -> tuple[str, ...]:
        """Return what is still missing, in words."""
        left = (one for one in self.points if not one.done)
        return tuple(f"{one.what} {one.state}{one.says and f' ({one.says})'}" for one in left)


@dataclass(frozen=True, slots=True)
class Held:
    """What cases are looked at with, read once for all of them."""

    policy: CreditPolicy
    card: scorecards.Application | None
    agreed: ledger.terms.Agreed
    reports: dict[str, list[Report]]
    papers: dict[tuple[str, str, str], documents.Document]
    standings: dict[str, AccountStanding]


def begin(workspace: Workspace, wanted: Wanted, *, actor: str, submit: bool = True, key: str = "") -> Begun:
    """Write an application down; a customer that is not known yet is made, as a prospect on cash without a limit.

    With `submit` the clock starts. Refused: Conflict where the customer's last application is not decided yet; Invalid.
    """
    if wanted.minor <= 0 or not wanted.terms.strip():
        raise Invalid("an application asks for a limit and for terms")
    told = wanted.applicant.model_dump(mode="json")
    said = [wanted.customer_number, wanted.minor, wanted.currency, wanted.terms, told, submit]
    with command(workspace, "credit-application", actor, {"said": said}, key) as book:
        if book.replayed is not None:
            return _begun(book.replayed, replayed=True)
        check_terms(workspace, book.connection, wanted.terms)
        fresh = not ledger.customers.standing(book, [wanted.customer_number])
        if fresh:
            ledger.customers.upsert(book, [_prospect(wanted)])
        identity = applications.begin(book, wanted, workspace.now())
        if fresh:
            accounts.put(book, wanted.customer_number, AccountStanding.PROSPECT, identity, workspace.now())
        if submit:
            applications.move(book, identity, Stage.SUBMITTED, workspace.now())
        book.result = {"application_id": identity, "state": str(Stage.SUBMITTED if submit else Stage.STARTED)}
    return _begun(book.result)


def move(workspace: Workspace, identity: str, state: Stage, *, actor: str, note: str = "", key: str = "") -> Begun:
    """Bring an application on its way: submitted, verified, analysed, waiting on the applicant, withdrawn.

    Refused: NotFound; Invalid where it cannot go there.
    """
    with command(workspace, "application-moved", actor, {"said": [identity, str(state), note]}, key) as book:
        if book.replayed is not None:
            return _begun(book.replayed, replayed=True)
        applications.move(book, identity, state, workspace.now(), note)
        book.result = {"application_id": identity, "state": str(state)}
    return _begun(book.result)


def refer(
    workspace: Workspace, identity: str, told: TradeReference | BankReference, *, actor: str, key: str = ""
) -> None:
    """Write what a trade or bank reference answered. Refused: NotFound; Invalid where the application ended."""
    said = [identity, type(told).__name__, told.model_dump(mode="json")]
    with command(workspace, "application-reference", actor, {"said": said}, key) as book:
        if book.replayed is None:
            applications.refer(book, identity, told, workspace.now())


def report(workspace: Workspace, customer: str, data: bytes, *, actor: str, key: str = "") -> Report:
    """Keep a bureau's report of a customer, in any form there is an adapter for. Refused: UnknownCustomer, Invalid."""
    found = bureaus.made(*workspace.read(bureaus.told, data))
    if found.reported_on > workspace.today():
        raise Invalid(f"the report is of {found.reported_on}: that day has not come")
    with command(workspace, "bureau-report", actor, {"said": [customer, found.body()]}, key) as book:
        if book.replayed is None:
            book.result = {"report_id": bureau_files.keep(book, customer, found, data, workspace.now())}
    return found


def sell_for_cash(workspace: Workspace, identity: str, *, actor: str, key: str = "") -> None:
    """Let a prospect buy on cash (COD) while its application is looked at. Refused: NotFound; Invalid."""
    with command(workspace, "account-cash", actor, {"said": [identity]}, key) as book:
        if book.replayed is None:
            held = applications.one(book.connection, book.entity, identity)
            number = held.wanted.customer_number
            if accounts.of(book.connection, book.entity, [number]).get(number) is not AccountStanding.PROSPECT:
                raise Invalid(f"{number} is no prospect")
            accounts.put(book, number, AccountStanding.COD, identity, workspace.now())


def queue(workspace: Workspace, *, ended: bool = False) -> list[Case]:
    """Return the applications that wait, those due first at the head; with `ended` those that ended, newest first."""
    with workspace.database.reading() as connection:
        found = applications.of(connection, workspace.settings.entity)
        wanted = [one for one in found if (one.state in ENDED) == ended]
        cases = looked(workspace, connection, wanted)
    if ended:
        return cases[::-1]
    return sorted(cases, key=lambda one: (one.due_at is None, str(one.due_at), one.application.begun_at))


def of(workspace: Workspace, identity: str) -> Case:
    """Return one application with all that it is decided on. Refused: NotFound."""
    with workspace.database.reading() as connection:
        held = applications.one(connection, workspace.settings.entity, identity)
        return looked(workspace, connection, [held])[0]


def check_currency(workspace: Workspace, identity: str, given: str) -> None:
    """Refuse an amount that is not in the application's currency: Invalid. Refused: NotFound."""
    with workspace.database.reading() as connection:
        held = applications.one(connection, workspace.settings.entity, identity).wanted.currency
    if given != held:
        raise Invalid(f"{identity} is in {held}: decide an amount in it")


def looked(workspace: Workspace, connection: Connection, found: Sequence[Application]) -> list[Case]:
    """Return applications with all that they are decided on, as the books stand now."""
    entity, on = workspace.settings.entity, workspace.today()
    policy = policies.of(workspace)
    numbers = {one.wanted.customer_number for one in found}
    held = Held(
        policy,
        policies.scorecard(workspace, policy),
        ledger.terms.agreed(connection, entity),
        bureau_files.of(connection, entity, on),
        documents.newest(documents.of(connection, entity)),
        accounts.of(connection, entity, numbers),
    )
    made = decisions.of(connection, [one.application_id for one in found])
    return [_case(workspace, one, held, made.get(one.application_id), on) for one in found]


def _case(workspace: Workspace, one: Application, held: Held, made: Row[Any] | None, on: date) -> Case:
    """Return an application with all that it is decided on."""
    number, policy = one.wanted.customer_number, held.policy.onboarding
    report = next(iter(held.reports.get(number, ())[-1:]), None)
    papers = [paper for (customer, *_), paper in held.papers.items() if customer == number]
    points = onboarding.checklist(one, papers, report, policy, on)
    score = scoring.score_of(held.card, one, report, on)
    limit = scoring.limit_of(held.card, one, report, score, _days(held.agreed, one.wanted.terms, on))
    amounts = {"requested": one.wanted.minor, "recommended": limit.minor}
    facts = onboarding.facts(one, report, points, on) | {
        "score": score and score.total,
        **{name: Decimal(decimal(minor, one.wanted.currency)) for name, minor in amounts.items()},
    }
    now, zone = workspace.now(), workspace.settings.time_zone
    due = onboarding.due(one, policy, holidays=held.agreed.holidays, zone=zone, now=now)
    waits = one.state not in ENDED
    return Case(
        one,
        held.standings.get(number),
        points,
        report,
        score,
        limit,
        onboarding.ruled(policy.rules, facts),
        due if waits else None,
        waits and due is not None and now > due,
        None if made is None else decisions.read(made),
    )


def _days(agreed: ledger.terms.Agreed, code: str, on: date) -> int:
    """Return after how many days terms are due for a document of a day; 0 where we do not know them."""
    terms = agreed.terms(code, on)
    return 0 if terms is None else (terms.due_on(on) - on).days


def check_terms(workspace: Workspace, connection: Connection, code: str) -> None:
    """Refuse terms that nobody knows: Invalid."""
    agreed = ledger.terms.agreed(connection, workspace.settings.entity)
    if agreed.terms(code, workspace.today()) is None:
        raise Invalid(f"{code!r} are no terms that we know")


def _prospect(wanted: Wanted) -> NewCustomer:
    """Return a customer as it begins: on cash, nothing is trusted."""
    told = wanted.applicant
    return NewCustomer(
        wanted.customer_number,
        told.legal_name,
        terms=CASH,
        currency=wanted.currency,
        credit_limit=0,
        aliases=tuple(filter(None, (told.trading_name,))),
        email=told.ap_email,
        phone=told.ap_phone,
        address=told.address,
        tax_id=told.tax_id,
        duns=told.duns,
        sales_rep=told.sales_rep,
    )


def _begun(kept: dict[str, str], *, replayed: bool = False) -> Begun:
    """Return what was kept of a command."""
    return Begun(kept["application_id"], Stage(kept["state"]), replayed)
