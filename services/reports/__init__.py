"""The catalogue of reports: what each is called, what it says, and who makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from kit.refusals import Invalid
from services.reports.advices import advices
from services.reports.aging import aging
from services.reports.matching import NOTES, matching
from services.reports.returns import returns
from services.reports.shadow import NOTES as SHADOW_NOTES
from services.reports.shadow import receipts as shadow_receipts
from services.reports.shadow import shadow
from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Report:
    """A report by name; it is asked of the books on a day."""

    name: str
    title: str
    make: Callable[[Workspace, date], pl.DataFrame]
    notes: tuple[str, ...] = ()  # what its words mean, printed below it


#: Hand-written; a report is one module here.
REPORTS: tuple[Report, ...] = (
    Report("advices", "Remittance advices: the payment each is attached to, or why it waits", advices),
    Report("aging", "Open items by days past due, one row a customer", aging),
    Report(
        "matching",
        "What was applied without a person, and how much of it was wrong, with its bound, by kind of answer",
        matching,
        NOTES,
    ),
    Report("returns", "Money banks took back, and the receipt each return reversed", returns),
    Report(
        "shadow",
        "What the policy in the shadow would have posted otherwise, and whether that was right",
        shadow,
        SHADOW_NOTES,
    ),
    Report(
        "shadow-receipts",
        "Each receipt that the policy in the shadow would have posted otherwise",
        shadow_receipts,
        SHADOW_NOTES,
    ),
)


def made(workspace: Workspace, name: str, as_of: date) -> pl.DataFrame:
    """Return a report's table. Refused: Invalid where the catalogue has no such report."""
    for report in REPORTS:
        if report.name == name:
            return report.make(workspace, as_of)
    raise Invalid(f"there is no report {name!r}: there is {', '.join(report.name for report in REPORTS)}")


def notes(name: str) -> tuple[str, ...]:
    """Return what a report's words mean."""
    return next((report.notes for report in REPORTS if report.name == name), ())
