"""The pages of reports: the catalogue, and each report with its options, its picture, its table and its files."""

from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from api.given import WorkspaceGiven
from api.paper import dated, paper
from kit.days import iso
from kit.refusals import Invalid
from services import reports
from services.reports.cells import figure, numeric
from services.reports.forms import MEDIA
from services.reports.pictures import totals
from services.reports.workbook import NUMBERS
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

#: Rows a page shows; the files hold all of them.
ROWS_SHOWN = 500


@router.get("/reports")
def reports_page(request: Request) -> HTMLResponse:
    """Show what can be asked."""
    return paper(request, "reports.html", {"title": "Reports", "reports": reports.REPORTS})


@router.get("/reports/{name}.{form}")
def report_file(request: Request, name: str, form: str, workspace: WorkspaceGiven) -> Response:
    """Give a report out as a file."""
    as_of, given = asked(request, workspace)
    body = reports.file(workspace, name, as_of, form, given)
    named = f'attachment; filename="{reports.named(name).name}-{as_of}.{form}"'
    return Response(body, media_type=MEDIA[form], headers={"Content-Disposition": named})


@router.get("/reports/{name}")
def report_page(request: Request, name: str, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show a report as of a day with the options that were chosen."""
    report = reports.named(name)
    as_of, given = asked(request, workspace)
    table = reports.made(workspace, name, as_of, given)
    context = {
        "title": report.heading,
        "report": report,
        "as_of": as_of,
        "chosen": {option.name: given.get(option.name, option.default) for option in report.options},
        "query": urlencode({"as_of": as_of.isoformat(), **given}),
        "pictures": report.pictures(table) if report.pictures else (),
        "columns": [(column, numeric(table[column].to_list())) for column in table.columns],
        "rows": table.head(ROWS_SHOWN).rows(named=True),
        "height": table.height,
        "totals": totals(table, report.adds(table)) if report.adds and table.height > 1 else (),
        "shown": shown,
        "is_day": lambda cell: iso(str(cell)) is not None,
        "look": look,
        "forms": report.forms,
    }
    return paper(request, "report.html", context)


def shown(column: str, cell: object) -> str:
    """Return a cell for reading: days as on every page, but a number as written, whatever it looks like."""
    text = figure(cell)
    return text if column.endswith(NUMBERS) else dated(text)


def look(cell: object) -> str:
    """Return how a number looks: nothing is pale, less than nothing is red."""
    text = str(cell or "")
    return " negative" if text.startswith("-") else " nil" if text and not text.strip("0.") else ""


def asked(request: Request, workspace: Workspace) -> tuple[date, dict[str, str]]:
    """Return the day and the options of an address; an option left empty is not given. Refused: Invalid for no day."""
    given = {name: value for name, value in request.query_params.items() if value}
    text = given.pop("as_of", "")
    day = iso(text) if text else workspace.today()
    if day is None:
        raise Invalid(f"as_of is a day like 2026-11-20: not {text!r}")
    return day, given
