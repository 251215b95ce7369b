"""What an application needs before anybody is trusted: a checklist, a clock in business days, a rule that speaks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from credit import ruling
from credit.applications import Application
from credit.bureaus import Report
from credit.documents import Document
from credit.ruling import Rule
from kit.days import business_deadline, instant
from kit.money import share
from ledger.master import PAPER_KINDS

APPROVE, DECLINE, REFER = "approve", "decline", "refer"
OUTCOMES = frozenset({APPROVE, DECLINE, REFER})
#: What a rule may look at; amounts in units of the application's currency.
FACTS = frozenset(
    {
        *("score", "requested", "recommended", "paydex", "delinquency_class", "failure_class", "alerts"),
        *("years_in_business", "days_beyond_terms", "trade_references", "returned_payments", "open_points"),
    }
)
#: Why somebody is declined (DOMAIN section 13: reasons come from what was scored, never from who somebody is).
REASONS: Mapping[str, str] = {
    "SCORE": "the score is too low",
    "BUREAU": "a bureau reports late payment or a risk of failure",
    "TRADE_REFERENCES": "trade references report late payment, or too few answered",
    "BANK_REFERENCE": "the bank's reference",
    "FINANCIALS": "the financial statements",
    "TOO_NEW": "the business is too young",
    "NOT_VERIFIED": "what was said could not be verified",
    "DOCUMENTS": "documents are missing",
    "PAST_DEALINGS": "earlier dealings with us",
    "BANKRUPTCY": "bankruptcy, a judgement or a lien",
    "AMOUNT": "the amount asked for is more than can be supported",
}
_VERIFIED, _DONE, _OPEN, _MISSING = "verified", "done", "open", "missing"
_YEAR = 365


class Onboarding(BaseModel):
    """What applicants have to bring, how soon we decide, and the rules; the first that holds speaks."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    days: int = Field(default=3, ge=1, le=60, description="Business days until an application is decided.")
    papers: tuple[str, ...] = Field(
        default=("credit_application", "w9"), description="Kinds of documents that have to be there, verified."
    )
    trade_references: int = Field(default=3, ge=0, description="So many trade references answer, each checked by us.")
    bank_references: int = Field(default=1, ge=0, description="So many banks answer.")
    bureau_days: int = Field(default=180, ge=0, description="A bureau's report counts so long; 0: none is asked for.")
    scorecard: str = Field(default="", description="The file of the scorecard, beside this file.")
    rules: tuple[Rule, ...] = Field(default=(), description="Approve, decline or refer; refer where none holds.")

    @model_validator(mode="after")
    def _known(self) -> Self:
        """Refuse kinds and facts that there are not."""
        if stray := [kind for kind in self.papers if kind not in PAPER_KINDS]:
            raise ValueError(f"papers: {stray[0]!r} is none of {', '.join(PAPER_KINDS)}")
        ruling.check(self.rules, FACTS, OUTCOMES)
        return self


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the checklist: how it stands, in a word and in words."""

    what: str
    state: str
    says: str = ""

    @property
    def done(self) -> bool:
        """Say whether nothing is left to do."""
        return self.state in {_VERIFIED, _DONE}


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules say: the outcome, the rule that spoke, and what it saw."""

    outcome: str
    rule: str
    says: str = ""


def checklist(
    one: Application, documents: Sequence[Document], report: Report | None, policy: Onboarding, on: date
) -> tuple[Point, ...]:
    """Return every point of an application's checklist; `documents` are the newest of their kind and place."""
    held = {(paper.paper.kind, paper.paper.jurisdiction): paper for paper in documents}
    exempt = [("exemption_certificate", place) for place in one.wanted.applicant.exempt_in]
    plain = [(kind, _of_kind(documents, kind)) for kind in policy.papers]
    points = [_paper(kind.replace("_", " "), found, on) for kind, found in plain]
    points += [_paper(f"{kind.replace('_', ' ')} {place}", held.get((kind, place)), on) for kind, place in exempt]
    checked = sum(told.checked for told in one.trade)
    for what, there, wanted in (
        ("trade references", checked, policy.trade_references),
        ("bank references", len(one.banks), policy.bank_references),
    ):
        if wanted:
            points.append(Point(what, _DONE if there >= wanted else _OPEN, f"{there} of {wanted}"))
    if policy.bureau_days:
        points.append(_bureau(report, policy.bureau_days, on))
    return tuple(points)


def due(
    one: Application, policy: Onboarding, *, holidays: Collection[date], zone: str, now: datetime
) -> datetime | None:
    """Return when an application has to be decided; the clock stands while we wait on the applicant.

    None before it is submitted. Business days are those of the entity's calendar, in its time zone.
    """
    if one.submitted_at is None:
        return None
    where = ZoneInfo(zone)
    local = now.astimezone(where).replace(tzinfo=None)
    pauses = [(_local(first, where), local if last is None else _local(last, where)) for first, last in one.pauses]
    return business_deadline(_local(one.submitted_at, where), policy.days, holidays, pauses).replace(tzinfo=where)


def known(one: Application, report: Report | None, on: date) -> dict[str, str]:
    """Return what a scorecard may look at, by the names of its components; what is not known is left out."""
    applicant, beyond = one.wanted.applicant, _beyond(one)
    facts = {
        "paydex": report and report.paydex,
        "delinquency_class": report and report.delinquency_class,
        "failure_class": report and report.failure_class,
        "years_in_business": _years(one, report, on),
        "days_beyond_terms": beyond,
        "bank_reference": one.banks[-1].rating if one.banks else None,
        "current_ratio": applicant.current_ratio or None,
    }
    return {name: str(value) for name, value in facts.items() if value is not None}


def ruled(rules: Sequence[Rule], facts: Mapping[str, Decimal | int | None]) -> Ruled:
    """Return what the first rule says that holds; without one a person decides."""
    spoke = ruling.first(rules, facts)
    return Ruled(REFER, "", "no rule speaks") if spoke is None else Ruled(spoke.says, spoke.name, spoke.said(facts))


def facts(one: Application, report: Report | None, points: Sequence[Point], on: date) -> dict[str, Any]:
    """Return what rules look at, beside the score and the amounts."""
    return {
        "paydex": report and report.paydex,
        "delinquency_class": report and report.delinquency_class,
        "failure_class": report and report.failure_class,
        "alerts": report and len(report.alerts),
        "years_in_business": _years(one, report, on),
        "days_beyond_terms": _beyond(one),
        "trade_references": len(one.trade),
        "returned_payments": sum(told.returned_payments for told in one.trade)
        + sum(told.returned_payments for told in one.banks),
        "open_points": sum(not point.done for point in points),
    }


def _paper(what: str, found: Document | None, on: date) -> Point:
    """Return the point of a document."""
    if found is None:
        return Point(what, _MISSING)
    state = found.state_on(on)
    until = f"until {found.paper.valid_until}" if found.paper.valid_until else ""
    says = "; ".join(filter(None, (found.paper.signer and f"signed by {found.paper.signer}", until, found.note)))
    return Point(what, "not yet valid" if state == _VERIFIED and not found.holds(on) else state, says)


def _of_kind(documents: Sequence[Document], kind: str) -> Document | None:
    """Return the document of a kind that counts, wherever it is for: the last that came."""
    return max((one for one in documents if one.paper.kind == kind), key=lambda one: one.recorded_at, default=None)


def _bureau(report: Report | None, days: int, on: date) -> Point:
    """Return the point of the bureau's report."""
    if report is None:
        return Point("bureau report", _MISSING)
    fresh = report.reported_on + timedelta(days=days) >= on
    return Point("bureau report", _DONE if fresh else "expired", f"{report.source}, {report.reported_on}")


def _years(one: Application, report: Report | None, on: date) -> int | None:
    """Return for how many years there has been a business; the bureau's word stands before the applicant's."""
    begun = (report and report.business_started) or one.wanted.applicant.business_started
    return None if begun is None else max((on - begun).days // _YEAR, 0)


def _beyond(one: Application) -> int | None:
    """Return by how many days trade references are paid late on average, half a day up."""
    told = [answer.days_beyond_terms for answer in one.trade if answer.days_beyond_terms is not None]
    return share(sum(told), 1, len(told)) if told else None


def _local(at: int, where: ZoneInfo) -> datetime:
    """Return an instant as the clock on the wall said it."""
    return instant(at).astimezone(where).replace(tzinfo=None)
