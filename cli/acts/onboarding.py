"""What `tieout onboard` does: applications, references, documents, decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cli import books, say, typed
from cli.asked import Asked
from credit import applicants
from credit.applicants import Applicant, BankReference, Clauses, TradeReference
from credit.applications import Stage, Wanted
from credit.documents import NewDocument
from kit import whole_files
from kit.money import grouped
from ledger.master import Paper
from services.credit import decisions, documents, onboarding
from services.credit import nightly as nights


@dataclass(frozen=True, slots=True)
class Applied:
    """An application as it was typed."""

    customer: str
    file: Path
    amount: str
    terms: str
    currency: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Handed:
    """A document as it was typed: `dates` are its first and last day, `clauses` interest, venue and guaranty."""

    customer: str
    kind: str
    file: Path
    jurisdiction: str
    number: str
    signer: str
    signed_by: str
    dates: tuple[str, str]
    clauses: tuple[str, str, str]


def applied(asked: Asked, told: Applied, by: str) -> None:
    """Write an application down."""
    workspace = books.writing(asked)
    money = told.currency or workspace.settings.currency
    applicant = applicants.read(Applicant, told.file, money)
    wanted = Wanted(told.customer, typed.amount(told.amount, money), money, told.terms, applicant)
    done = onboarding.begin(workspace, wanted, actor=by, submit=not told.draft)
    say.result(done, as_json=asked.json, lines=[f"{done.application_id} is {done.state}"])


def listed(asked: Asked, *, ended: bool) -> None:
    """List applications."""
    cases = onboarding.queue(books.reading(asked), ended=ended)
    if asked.json:
        say.result({"applications": cases}, as_json=True)
        return
    columns = ("application", "customer", "name", "asked for", "", "state", "due", "open", "rule")
    say.table(columns, [_row(case) for case in cases], "Applications")


def shown(asked: Asked, identity: str) -> None:
    """Show an application."""
    case = onboarding.of(books.reading(asked), identity)
    if asked.json:
        say.result(case, as_json=True)
        return
    money = case.application.wanted.currency
    say.table(("checklist", "state", ""), [[one.what, one.state, one.says] for one in case.points])
    if case.score:
        lines = [[one.name, one.weight, one.value or "not known", one.part] for one in case.score.lines]
        say.table(("component", "weight", "value", "part"), lines, f"Score {case.score.total} of 100")
    ways = [
        [one.name, grouped(one.minor, money), one.how, "binds" if one.name == case.limit.bound_by else ""]
        for one in case.limit.methods
    ]
    say.table(
        ("method", "limit", "how", "bound"), ways, f"Recommended limit {grouped(case.limit.minor, money)} {money}"
    )
    rule = f"rule {case.ruled.rule}: " if case.ruled.rule else ""
    say.result(None, as_json=False, lines=[f"{case.ruled.outcome}: {rule}{case.ruled.says}"])


def moved(asked: Asked, identity: str, to: str, note: str, by: str) -> None:
    """Bring an application on its way."""
    done = onboarding.move(books.writing(asked), identity, Stage(to), actor=by, note=note)
    say.result(done, as_json=asked.json, lines=[f"{identity} is {done.state}"])


def referred(asked: Asked, identity: str, sort: str, file: Path, by: str) -> None:
    """Write what a reference answered."""
    workspace = books.writing(asked)
    money = onboarding.of(workspace, identity).application.wanted.currency
    trade = sort == "trade"
    told = applicants.read(TradeReference, file, money) if trade else applicants.read(BankReference, file, money)
    onboarding.refer(workspace, identity, told, actor=by)
    say.result(told.model_dump(mode="json"), as_json=asked.json, lines=[f"{told.name} answered"])


def reported(asked: Asked, customer: str, file: Path, by: str) -> None:
    """Keep a bureau's report."""
    found = onboarding.report(books.writing(asked), customer, typed.content(file), actor=by)
    lines = [f"{found.source} of {found.reported_on} about {customer}"]
    say.result(found.model_dump(mode="json"), as_json=asked.json, lines=lines)


def cash(asked: Asked, identity: str, by: str) -> None:
    """Let a prospect buy on cash."""
    onboarding.sell_for_cash(books.writing(asked), identity, actor=by)
    say.result({"application_id": identity, "standing": "cod"}, as_json=asked.json, lines=["it buys on cash (COD)"])


def approved(
    asked: Asked, identity: str, amount: str, terms: str, *, reasons: Sequence[str], note: str, by: str
) -> None:
    """Give a limit and terms."""
    workspace = books.writing(asked)
    minor = typed.amount(amount, onboarding.of(workspace, identity).application.wanted.currency)
    done = decisions.approve(workspace, identity, minor, terms, reasons, note=note, actor=by)
    pending = done.verdict == decisions.PENDING
    says = say.waiting(done.request_id, identity) if pending else f"{identity} is approved"
    say.result(done, as_json=asked.json, lines=[says])


def declined(asked: Asked, identity: str, reasons: Sequence[str], note: str, by: str) -> None:
    """Decline an application."""
    done = decisions.decline(books.writing(asked), identity, reasons, note=note, actor=by)
    say.result(done, as_json=asked.json, lines=[f"{identity} is declined"])


def handed(asked: Asked, told: Handed, by: str) -> None:
    """Keep a document."""
    workspace = books.writing(asked)
    first, last = (typed.day(f"--{name}", text) for name, text in zip(("from", "until"), told.dates, strict=True))
    interest, venue, guaranty = told.clauses
    where = (told.customer, told.kind, told.jurisdiction, told.number, told.signer)
    paper = Paper(*where, valid_from=first or workspace.today(), valid_until=last)
    clauses = Clauses(interest=typed.percent(interest) if interest else None, venue=venue, guaranty=guaranty)
    new = NewDocument(paper, told.file.name, told.signed_by, clauses)
    kept = documents.keep(workspace, new, typed.content(told.file), actor=by)
    say.result(
        {"document_id": kept}, as_json=asked.json, lines=[f"{kept} is kept: tieout onboard judge {kept} verified"]
    )


def judged(asked: Asked, identity: str, found: str, note: str, by: str) -> None:
    """Write what was found of a document."""
    documents.judge(books.writing(asked), identity, found, note=note, actor=by)
    say.result({"document_id": identity, "state": found}, as_json=asked.json, lines=[f"{identity} is {found}"])


def documents_of(asked: Asked, customer: str, as_of: date | None) -> None:
    """List a customer's documents."""
    workspace = books.reading(asked)
    on, found = as_of or workspace.today(), documents.listed(workspace, customer)
    if asked.json:
        say.result({"documents": [{**say.plain(one), "state_on_day": one.state_on(on)} for one in found]}, as_json=True)
        return
    rows = [
        [
            *(one.document_id, one.paper.kind, one.paper.jurisdiction, one.paper.signer),
            *(one.paper.valid_from, one.paper.valid_until, one.state_on(on), one.note),
        ]
        for one in found
    ]
    say.table(("document", "kind", "place", "signer", "from", "until", "state", "note"), rows, customer)


def fetched(asked: Asked, identity: str, file: Path) -> None:
    """Write a document's file."""
    held, data = documents.file(books.reading(asked), identity)
    whole_files.write(file, data)
    told = {"document_id": identity, "sha256": held.paper.sha256, "size": len(data)}
    say.result(told, as_json=asked.json, lines=[f"{file}: {held.name}, sha256 {held.paper.sha256}"])


def tasks(asked: Asked, end: str, note: str, by: str) -> None:
    """List tasks, or end one."""
    if end:
        documents.end_task(books.writing(asked), end, note, actor=by)
    found = documents.tasks(books.reading(asked))
    if asked.json:
        say.result({"tasks": found}, as_json=True)
        return
    rows = [[one.task_id, one.customer_number, one.department, one.what, one.due_on] for one in found]
    say.table(("task", "customer", "department", "what", "due"), rows, "Tasks")


def nightly(asked: Asked, as_of: date | None, by: str) -> None:
    """Look at every account for a day."""
    workspace = books.writing(asked)
    done = nights.run(workspace, as_of or workspace.today(), actor=by)
    says = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in done.items())
    say.result(dict(done), as_json=asked.json, lines=[says])


def _row(case: onboarding.Case) -> list[object]:
    """Return an application as a row."""
    held, wanted = case.application, case.application.wanted
    due = "" if case.due_at is None else f"{case.due_at:%Y-%m-%d %H:%M}{' overdue' if case.overdue else ''}"
    asked_for = (grouped(wanted.minor, wanted.currency), wanted.currency)
    who = (held.application_id, wanted.customer_number, wanted.applicant.legal_name)
    return [*who, *asked_for, held.state, due, len(case.open_points), f"{case.ruled.outcome} {case.ruled.rule}".strip()]
