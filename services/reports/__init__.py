"""The catalogue of reports: what each is called, what it says, what it can be asked, and who makes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from kit.refusals import NotFound
from services.erp import proving
from services.reports import aging as aged
from services.reports import calls, contact_sla, query
from services.reports import contacts as spoken
from services.reports import controls as board
from services.reports import coverage as covered
from services.reports import dso as outstanding
from services.reports import forecast as cash
from services.reports import kpis as key
from services.reports import past_due as late
from services.reports import roll_forward as rolled
from services.reports import statements as stated
from services.reports.actions import NOTES as ACTION_NOTES
from services.reports.actions import actions
from services.reports.advices import advices
from services.reports.agencies import NOTES as AGENCY_NOTES
from services.reports.agencies import RANKED_NOTES, agency_ranking, agency_trend
from services.reports.asked import Asked, Option, asked
from services.reports.audited import CONTROL_NOTES, DUTY_NOTES, OVERRIDE_NOTES, control_tests, overrides, segregation
from services.reports.audited import OPTIONS as AUDIT_OPTIONS
from services.reports.closes import RESERVE_NOTES, TIE_NOTES, reserves, tie_outs
from services.reports.control_runs import NOTES as RUN_NOTES
from services.reports.control_runs import OPTIONS as RUN_OPTIONS
from services.reports.control_runs import control_runs
from services.reports.digest import NOTES as DIGEST_NOTES
from services.reports.digest import OPTIONS as DIGEST_OPTIONS
from services.reports.digest import digest
from services.reports.forms import FORMS, Sheet, written
from services.reports.interests import NOTES as INTEREST_NOTES
from services.reports.interests import interests
from services.reports.mailed import NOTES as MAIL_NOTES
from services.reports.mailed import report_mail
from services.reports.master_data import NOTES as FILE_NOTES
from services.reports.master_data import master_data
from services.reports.matching import NOTES, matching
from services.reports.pictures import Picture
from services.reports.queue_times import NOTES as QUEUE_NOTES
from services.reports.queue_times import OPTIONS as QUEUE_OPTIONS
from services.reports.queue_times import queue_times
from services.reports.reminders import NOTES as REMINDER_NOTES
from services.reports.reminders import reminders
from services.reports.remitted import NOTES as REMITTED_NOTES
from services.reports.remitted import OPTIONS as REMITTED_OPTIONS
from services.reports.remitted import remittances
from services.reports.returns import returns
from services.reports.rolling import NOTES as ROLL_NOTES
from services.reports.rolling import OPTIONS as ROLL_OPTIONS
from services.reports.rolling import roll_rates
from services.reports.schedules import NOTES as SCHEDULE_NOTES
from services.reports.schedules import schedules
from services.reports.settled import NOTES as SETTLED_NOTES
from services.reports.settled import OPTIONS as SETTLED_OPTIONS
from services.reports.settled import card_settlements
from services.reports.shadow import NOTES as SHADOW_NOTES
from services.reports.shadow import receipts as shadow_receipts
from services.reports.shadow import shadow
from services.reports.statement_files import archived
from services.reports.unapplied import NOTES as WAITING_NOTES
from services.reports.unapplied import unapplied
from services.reports.unfinished import NOTES as UNFINISHED_NOTES
from services.reports.unfinished import OPTIONS as UNFINISHED_OPTIONS
from services.reports.unfinished import unfinished
from services.reports.withdrawn import NOTES as WITHDRAWN_NOTES
from services.reports.withdrawn import withdrawals
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Report:
    """A report by name; it is asked of the books on a day, with options where it has some."""

    name: str
    title: str
    make: Callable[[Workspace, Asked], pl.DataFrame]
    notes: tuple[str, ...] = ()  # what its words mean, printed below it
    options: tuple[Option, ...] = ()
    pictures: Callable[[pl.DataFrame], tuple[Picture, ...]] | None = None  # what is looked at rather than read
    paper: Callable[[Workspace, Asked], bytes] | None = None  # a PDF of its own; else the table is printed
    archive: Callable[[Workspace, Asked], bytes] | None = None  # a ZIP with a file for each whom it goes to
    adds: Callable[[pl.DataFrame], Sequence[str]] | None = None  # columns of decimals that may be added below the table

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the forms in which it is made as a file."""
        return (*FORMS, *(["zip"] if self.archive else []))

    @property
    def heading(self) -> str:
        """Return what its page is called."""
        return HEADINGS.get(self.name, self.name.replace("-", " ").capitalize())


#: Reports whose pages are called otherwise than their name spelled out.
HEADINGS = {
    "contact-sla": "Contact SLA",
    "dso": "DSO",
    "erp-proof": "ERP proof",
    "kpis": "KPIs",
    "roll-forward": "Roll-forward",
    "tie-outs": "Tie-outs",
}


def _on(make: Callable[[Workspace, date], pl.DataFrame]) -> Callable[[Workspace, Asked], pl.DataFrame]:
    """Return a report that is asked for its day alone."""
    return lambda workspace, given: make(workspace, given.as_of)


#: Hand-written; a report is one module here.
REPORTS: tuple[Report, ...] = (
    Report(
        "actions", "Key figures that missed their targets, who owns each and what was done", _on(actions), ACTION_NOTES
    ),
    Report("advices", "Remittance advices: the payment each is attached to, or why it waits", _on(advices)),
    Report(
        "agency-ranking",
        "What each agency recovered of what was placed with it, the best first",
        agency_ranking,
        RANKED_NOTES,
    ),
    Report(
        "agency-trend",
        "What was placed with agencies, collected and kept as fees, by month",
        agency_trend,
        AGENCY_NOTES,
    ),
    Report(
        "aging",
        "Open items by days past due, one row a customer",
        aged.aging,
        aged.NOTES,
        aged.OPTIONS,
        aged.pictures,
        adds=lambda table: table.columns[table.columns.index("currency") + 1 :],
    ),
    Report(
        "card-settlements",
        "Each card batch: gross less refunds, fees and chargebacks against what the bank got",
        card_settlements,
        SETTLED_NOTES,
        SETTLED_OPTIONS,
    ),
    Report(
        "calls-for-cash",
        "Whom to call to move the most cash into this week",
        calls.calls_for_cash,
        calls.CALL_NOTES,
        pictures=calls.pictures,
    ),
    Report(
        "cash-forecast",
        "What is expected in each coming week, and how the last forecasts held",
        cash.cash_forecast,
        cash.NOTES,
        cash.OPTIONS,
        cash.pictures,
    ),
    Report(
        "contact-sla",
        "Customers with enough past due: when they were tried last, who waited too long, who is left alone and why",
        contact_sla.contact_sla,
        contact_sla.NOTES,
        contact_sla.OPTIONS,
    ),
    Report(
        "contacts",
        "What was said with customers, and what is to be done next",
        spoken.contacts,
        spoken.NOTES,
        spoken.OPTIONS,
    ),
    Report(
        "coverage",
        "What of a day's worklist was worked, and what of that says nothing",
        covered.coverage,
        covered.NOTES,
        covered.OPTIONS,
    ),
    Report("controls", "What has to hold on a day, and whether it does", _on(board.controls), board.NOTES),
    Report(
        "control-runs",
        "Each run of the daily controls: what failed, by the day it was for",
        control_runs,
        RUN_NOTES,
        RUN_OPTIONS,
    ),
    Report(
        "control-tests",
        "Every control over some days: how much it looked at, and what broke it",
        control_tests,
        CONTROL_NOTES,
        AUDIT_OPTIONS,
    ),
    Report(
        "digest",
        "Which accounts crossed a threshold since the last digest: past due, age, limit, returns, promises",
        digest,
        DIGEST_NOTES,
        DIGEST_OPTIONS,
    ),
    Report("schedules", "What is done by the clock: last run, last failure and why", _on(schedules), SCHEDULE_NOTES),
    Report("report-mail", "E-mail of reports by the clock: to whom each left, or not", _on(report_mail), MAIL_NOTES),
    Report(
        "dso",
        "Days sales outstanding against the target: what terms explain, and what is late",
        outstanding.dso,
        outstanding.NOTES,
        outstanding.OPTIONS,
        outstanding.pictures,
    ),
    Report(
        "erp-proof",
        "Bank = applied + parked = what each ERP holds, and what differs",
        _on(proving.proof),
        proving.NOTES,
    ),
    Report(
        "interests",
        "Who is related to which customer, and who tried to decide about one",
        _on(interests),
        INTEREST_NOTES,
    ),
    Report(
        "kpis",
        "DSO, CEI, turnover, dilution and their like, each variant by its name",
        key.kpis,
        key.NOTES,
        key.OPTIONS,
        key.pictures,
    ),
    Report("master-data", "What is missing or old in the customers' files", _on(master_data), FILE_NOTES),
    Report(
        "matching",
        "What was applied without a person, and how much of it was wrong, with its bound, by kind of answer",
        _on(matching),
        NOTES,
    ),
    Report(
        "overrides",
        "Each time a rule was set aside: a limit, a hold, a tolerance, a closed month; by whom and why",
        overrides,
        OVERRIDE_NOTES,
        AUDIT_OPTIONS,
    ),
    Report(
        "past-due",
        "The weekly aging: what was past due on the Monday, by rep or manager, and in all",
        late.past_due,
        late.NOTES,
        late.OPTIONS,
        late.pictures,
    ),
    Report(
        "payment-delays",
        "How late each customer is expected to pay, and how much of that is its own history",
        _on(calls.payment_delays),
        calls.DELAY_NOTES,
    ),
    Report("query", "Any view of the read model, filtered as you like", query.query, query.NOTES, query.OPTIONS),
    Report(
        "queue-times",
        "How long receipts, approvals and held orders waited for people, and which longer than promised",
        queue_times,
        QUEUE_NOTES,
        QUEUE_OPTIONS,
    ),
    Report(
        "remittances",
        "Receipts against what their payers said: tied, without a remittance, without a receipt",
        remittances,
        REMITTED_NOTES,
        REMITTED_OPTIONS,
    ),
    Report("returns", "Money banks took back, and the receipt each return reversed", _on(returns)),
    Report(
        "reminders", "Each open document's next letter, and from which day it is due", _on(reminders), REMINDER_NOTES
    ),
    Report(
        "roll-forward",
        "From one balance of receivables to another, through every kind of movement",
        rolled.roll_forward,
        rolled.NOTES,
        rolled.OPTIONS,
        rolled.pictures,
    ),
    Report(
        "roll-rates",
        "What share of each bucket moves on to the next, and what that reserves",
        roll_rates,
        ROLL_NOTES,
        ROLL_OPTIONS,
    ),
    Report("reserves", "What was reserved for losses, by whom, and what was lost since", _on(reserves), RESERVE_NOTES),
    Report(
        "segregation",
        "Who did both of two duties that no one person should do",
        segregation,
        DUTY_NOTES,
        AUDIT_OPTIONS,
    ),
    Report(
        "statements",
        "Statements of account: open item by item, or as a balance carried forward",
        stated.statements,
        stated.NOTES,
        stated.OPTIONS,
        paper=stated.printed,
        archive=archived,
    ),
    Report(
        "unapplied",
        "Money that waits, by age, with what it may pay",
        _on(unapplied),
        WAITING_NOTES,
        adds=lambda _: ("amount", "unapplied"),
    ),
    Report(
        "unfinished",
        "What waits before a month can be closed: receipts, files, approvals, postings, documents",
        unfinished,
        UNFINISHED_NOTES,
        UNFINISHED_OPTIONS,
    ),
    Report(
        "tie-outs",
        "The general ledger against the subledger, what explains the gap, and who signed it",
        _on(tie_outs),
        TIE_NOTES,
    ),
    Report(
        "shadow",
        "What the policy in the shadow would have posted otherwise, and whether that was right",
        _on(shadow),
        SHADOW_NOTES,
    ),
    Report(
        "shadow-receipts",
        "Each receipt that the policy in the shadow would have posted otherwise",
        _on(shadow_receipts),
        SHADOW_NOTES,
    ),
    Report(
        "withdrawals",
        "What banks deleted or corrected of what they had sent, line by line, and what waits for a yes",
        withdrawals,
        WITHDRAWN_NOTES,
    ),
)


def named(name: str) -> Report:
    """Return a report of the catalogue. Refused: NotFound where there is none."""
    for report in REPORTS:
        if report.name == name:
            return report
    raise NotFound(f"there is no report {name!r}: there is {', '.join(report.name for report in REPORTS)}")


def made(workspace: Workspace, name: str, as_of: date, given: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Return a report's table. Refused: NotFound where the catalogue has no such report; Invalid for its options."""
    report = named(name)
    return report.make(workspace, asked(report.options, as_of, given or {}))


def file(workspace: Workspace, name: str, as_of: date, form: str, given: Mapping[str, str] | None = None) -> bytes:
    """Return a report as a file in a form, the same numbers in each. Refused: as `made`; Invalid for another form."""
    report = named(name)
    wanted = asked(report.options, as_of, given or {})
    whole = {"pdf": report.paper, "zip": report.archive}.get(form)
    if whole:
        return whole(workspace, wanted)
    chosen = [f"{option} {value}" for option, value in sorted((given or {}).items())]
    below = ", ".join([workspace.settings.entity, f"as of {as_of}", *chosen])
    return written(Sheet(report.make(workspace, wanted), name, report.title, below, report.notes), form)


def notes(name: str) -> tuple[str, ...]:
    """Return what a report's words mean."""
    return next((report.notes for report in REPORTS if report.name == name), ())
