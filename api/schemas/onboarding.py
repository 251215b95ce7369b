"""Applications to buy on credit, what they need, and documents of customers, as the API says them."""

from typing import Any, Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Day, Instant, Query, Told, amount
from credit.account_tasks import Task
from credit.accounts import AccountStanding
from credit.applicants import Applicant, BankReference, Clauses, TradeReference
from credit.applications import Stage, Wanted
from credit.bureaus import Report
from credit.decisions import Decision
from credit.documents import Document
from kit.days import instant
from services.credit import decisions, onboarding
from services.credit.reviews import Account


class NewApplication(Body):
    """Who asks to buy on credit, for what limit and terms; a customer that is not known yet is made, as a prospect."""

    customer_number: str = Field(min_length=1, max_length=100)
    amount: Amount = Field(description="The limit that is asked for.")
    terms: str = Field(min_length=1, max_length=100, examples=["NET30"])
    applicant: Applicant
    submit: bool = Field(default=True, description="The clock starts; false keeps it as a draft.")
    by: str = Field("", max_length=100)

    def told(self) -> Wanted:
        """Return the application."""
        asked = (self.customer_number, self.amount.minor, self.amount.currency, self.terms)
        return Wanted(*asked, self.applicant)


class ApplicationState(Told):
    """An application, and how far it is."""

    application_id: str
    state: Stage


class ApplicationQuery(Query):
    """The applications that wait, or those that ended."""

    ended: bool = False


class ChecklistPoint(Told):
    """A point of the checklist; terms are given once every one is done."""

    what: str
    state: str
    says: str
    done: bool


class LimitMethod(Told):
    """What one method recommends as the limit."""

    name: str
    amount: Amount
    how: str


class ScoreLine(Told):
    """What one component of the score gave; nulls where it is not known."""

    name: str
    weight: int
    value: str | None
    points: int | None
    part: str


class CreditVerdict(Told):
    """What was decided, why, and what rules and score said then."""

    verdict: Literal["approved", "declined"]
    amount: Amount
    terms: str
    reasons: list[str]
    note: str
    rule: str
    outcome: str
    score: str


class CreditApplication(Told):
    """An application with all that it is decided on; `due_at` counts business days, less the wait for the applicant."""

    application_id: str
    customer_number: str
    legal_name: str
    requested: Amount
    terms: str
    state: Stage
    standing: AccountStanding | None
    by: str
    begun_at: Instant
    due_at: Instant | None
    overdue: bool
    checklist: list[ChecklistPoint]
    score: str | None
    score_lines: list[ScoreLine]
    recommended: Amount
    bound_by: str
    methods: list[LimitMethod]
    outcome: Literal["approve", "decline", "refer"]
    rule: str
    rule_says: str
    request_id: str
    decision: CreditVerdict | None


class NewState(Body):
    """Where an application comes to; while it waits on the applicant the clock stands."""

    state: Literal["submitted", "in_verification", "in_analysis", "waiting_on_applicant", "withdrawn"]
    note: str = Field("", max_length=2000)
    by: str = Field("", max_length=100)


class NewTradeReference(Body):
    """What another seller answered; amounts are minor units of the application's currency."""

    reference: TradeReference
    by: str = Field("", max_length=100)


class NewBankReference(Body):
    """What a bank answered."""

    reference: BankReference
    by: str = Field("", max_length=100)


class Actor(Body):
    """Who does it."""

    by: str = Field("", max_length=100)


class NewApproval(Body):
    """The limit and the terms that are given; beyond the caller's authority they wait for another person."""

    amount: Amount
    terms: str = Field(min_length=1, max_length=100)
    reasons: list[str] = Field([], max_length=20)
    note: str = Field(min_length=1, max_length=2000)
    by: str = Field("", max_length=100)


class NewDecline(Body):
    """Why an application is declined: one code or more."""

    reasons: list[str] = Field(max_length=20, examples=[["BUREAU", "TOO_NEW"]])
    note: str = Field("", max_length=2000)
    by: str = Field("", max_length=100)


class ApplicationVerdict(Told):
    """What became of an application; `pending` waits for another person under `request_id`."""

    application_id: str
    verdict: Literal["approved", "declined", "pending"]
    request_id: str


class BureauReport(Told):
    """A bureau's report as it was read."""

    source: str
    reported_on: Day
    duns: str
    name: str
    paydex: int | None
    delinquency_class: int | None
    failure_class: int | None
    maximum_credit: str
    currency: str
    business_started: Day | None
    alerts: list[str]


class AccountDocument(Told):
    """A document of a customer; its file is known by its SHA-256."""

    document_id: str
    customer_number: str
    kind: str
    jurisdiction: str
    number: str
    signer: str
    signed_by: str
    valid_from: Day
    valid_until: Day | None
    state: Literal["received", "verified", "rejected"]
    note: str
    name: str
    size: int
    sha256: str
    clauses: Clauses
    by: str
    recorded_at: Instant


class NewJudgement(Body):
    """What was found of a document."""

    state: Literal["verified", "rejected"]
    note: str = Field("", max_length=2000)
    by: str = Field("", max_length=100)


class AccountTask(Told):
    """What somebody has to see to about an account."""

    task_id: str
    customer_number: str
    department: str
    what: str
    due_on: Day


class ReviewQuery(Query):
    """The accounts as they stand on a day; today where none is named."""

    as_of: Day | None = None
    overdue: bool = Field(default=False, description="Those alone whose review is late.")


class AccountReview(Told):
    """An account that has to be reviewed, or about which the night's rules advise something."""

    customer_number: str
    name: str
    risk_class: str
    due_on: Day | None
    overdue_days: int
    why: str
    advice: str
    rule: str
    says: str


class NewReview(Body):
    """What somebody found who reviewed an account; without `until` it holds as long as its class of risk says."""

    note: str = Field(min_length=1, max_length=2000)
    risk_class: Literal["", "low", "medium", "high"] = ""
    until: Day | None = None
    by: str = Field("", max_length=100)


class ReviewDone(Told):
    """A review, and until when it holds."""

    customer_number: str
    until: Day


class NewLateCharge(Body):
    """A late charge that is wanted: simple interest on what is open of a document, up to a day."""

    document: str = Field(min_length=1, max_length=100)
    as_of: Day | None = None
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)


class NewTaskEnd(Body):
    """What became of a task."""

    note: str = Field(min_length=1, max_length=2000)
    by: str = Field("", max_length=100)


def state(done: onboarding.Begun) -> ApplicationState:
    """Return an application and how far it is."""
    return ApplicationState(application_id=done.application_id, state=done.state)


def application(case: onboarding.Case) -> CreditApplication:
    """Return an application with all that it is decided on."""
    held, wanted = case.application, case.application.wanted
    money, score = wanted.currency, case.score
    return CreditApplication(
        application_id=held.application_id,
        customer_number=wanted.customer_number,
        legal_name=wanted.applicant.legal_name,
        requested=amount(wanted.minor, money),
        terms=wanted.terms,
        state=held.state,
        standing=case.standing,
        by=held.by,
        begun_at=instant(held.begun_at),
        due_at=case.due_at,
        overdue=case.overdue,
        checklist=[ChecklistPoint(what=one.what, state=one.state, says=one.says, done=one.done) for one in case.points],
        score=None if score is None else str(score.total),
        score_lines=[] if score is None else [_line(one) for one in score.lines],
        recommended=amount(case.limit.minor, money),
        bound_by=case.limit.bound_by,
        methods=[
            LimitMethod(name=one.name, amount=amount(one.minor, money), how=one.how) for one in case.limit.methods
        ],
        outcome=case.ruled.outcome,  # type: ignore[arg-type]
        rule=case.ruled.rule,
        rule_says=case.ruled.says,
        request_id=held.request_id,
        decision=None if case.decision is None else _verdict(case.decision),
    )


def verdict(done: decisions.Decided) -> ApplicationVerdict:
    """Return what became of an application."""
    facts: dict[str, Any] = {name: getattr(done, name) for name in ApplicationVerdict.model_fields}
    return ApplicationVerdict(**facts)


def report(found: Report) -> BureauReport:
    """Return a report."""
    return BureauReport(**found.model_dump(exclude={"alerts"}), alerts=list(found.alerts))


def document(held: Document) -> AccountDocument:
    """Return a document."""
    paper = ("customer_number", "kind", "jurisdiction", "number", "signer", "valid_from", "valid_until", "sha256")
    plain = ("document_id", "signed_by", "state", "note", "name", "size", "clauses", "by")
    facts: dict[str, Any] = {name: getattr(held.paper, name) for name in paper}
    facts |= {name: getattr(held, name) for name in plain}
    return AccountDocument(**facts, recorded_at=instant(held.recorded_at))


def task(one: Task) -> AccountTask:
    """Return a task."""
    facts: dict[str, Any] = {name: getattr(one, name) for name in AccountTask.model_fields}
    return AccountTask(**facts)


def review(one: Account) -> AccountReview:
    """Return an account that is looked at."""
    facts: dict[str, Any] = {name: getattr(one, name) for name in AccountReview.model_fields}
    return AccountReview(**facts)


def _line(one: Any) -> ScoreLine:
    """Return a line of a score."""
    return ScoreLine(name=one.name, weight=one.weight, value=one.value, points=one.points, part=str(one.part))


def _verdict(row: Decision) -> CreditVerdict:
    """Return what was decided."""
    plain = ("verdict", "terms", "note", "rule", "outcome", "score")
    facts: dict[str, Any] = {name: getattr(row, name) for name in plain}
    return CreditVerdict(**facts, amount=amount(row.minor, row.currency), reasons=list(row.reasons))
