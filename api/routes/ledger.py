"""The rest of the books over HTTP: customers, open items, reports, and who did what."""

from typing import Annotated

from fastapi import Query

from api import conventions, cursors
from api.given import WorkspaceGiven
from api.schemas import ledger as shapes
from api.schemas.shared import Page, Paged
from services import inquiries, reports
from services.auditing import trail
from services.decisions import policies
from services.reports.asked import pairs

router = conventions.router("ledger")


@router.get("/customers")
def list_customers(query: Annotated[Paged, Query()], workspace: WorkspaceGiven) -> Page[shapes.Customer]:
    """List customers by number."""
    (after,) = cursors.position(query.after, str) if query.after else ("",)
    found = inquiries.customers(workspace, limit=query.limit, after=after).rows(named=True)
    rows, following = cursors.page(found, query.limit, lambda row: (row["customer_number"],))
    return Page(data=[shapes.customer(row) for row in rows], next_cursor=following)


@router.get("/items")
def list_items(query: Annotated[shapes.ItemQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.Item]:
    """List documents with what is left on them; open ones unless asked otherwise."""
    (after,) = cursors.position(query.after, str) if query.after else ("",)
    asked = query.model_dump(exclude={"after"})
    found = inquiries.items(workspace, **asked, after=after).rows(named=True)
    rows, following = cursors.page(found, query.limit, lambda row: (row["item_id"],))
    return Page(data=[shapes.item(row) for row in rows], next_cursor=following)


@router.get("/reports")
def list_reports() -> list[shapes.ReportAbout]:
    """List the reports with what each can be asked."""
    return [shapes.about(one) for one in reports.REPORTS]


@router.get("/reports/{name}")
def read_report(name: str, query: Annotated[shapes.ReportQuery, Query()], workspace: WorkspaceGiven) -> shapes.Report:
    """Make a report of the catalogue as of a day."""
    as_of = query.as_of or workspace.today()
    given = pairs(query.option)
    return shapes.report(reports.named(name), as_of, given, reports.made(workspace, name, as_of, given))


@router.get("/policy")
def read_policy(workspace: WorkspaceGiven) -> shapes.Policy:
    """Read what may be posted without a person: each value, where it comes from, and the digest certificates quote."""
    return shapes.policy(policies.held(workspace))


@router.get("/audit")
def list_commands(query: Annotated[Paged, Query()], workspace: WorkspaceGiven) -> Page[shapes.Command]:
    """List the commands carried out, in order: who, what, when."""
    (after,) = cursors.position(query.after, int) if query.after else (0,)
    found = trail.commands(workspace, after=after, limit=query.limit + 1).rows(named=True)
    rows, following = cursors.page(found, query.limit, lambda row: (row["no"],))
    return Page(data=[shapes.command(row) for row in rows], next_cursor=following)
