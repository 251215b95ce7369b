"""The page of the close: the board, what is in the way of a month, and the papers that two people sign."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request, UploadFile
from pydantic import Field
from starlette.responses import HTMLResponse

from api.given import KeyGiven, WorkspaceGiven, chosen_amount
from api.paper import paper
from api.schemas.shared import Query as Asked
from api.uploads import laid_down, received
from kit.money import decimal
from services import closing, control, daily, month_end, periods, pools, reports
from services.percents import millionths
from services.reports.asked import pairs
from services.reports.closes import CLOSE, CLOSE_EXCEPTION, EXCEPTION, RESERVE, TIE_OUT
from services.reports.unfinished import KINDS
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

#: Requests by which a month is signed, as the page names them.
PAPERS = {
    TIE_OUT: "Tie-out",
    EXCEPTION: "Tie-out, part of it unexplained",
    RESERVE: "Reserve",
    CLOSE: "Sign-off",
    CLOSE_EXCEPTION: "Exception",
    control.REOPEN: "Opening again",
}
#: Kind of event that waits -> one of it, several.
WAITING = {
    "receipt_in_review": ("receipt in review", "receipts in review"),
    "unidentified_cash": ("receipt of an unknown payer", "receipts of unknown payers"),
    "unapplied_cash": ("receipt with unapplied cash", "receipts with unapplied cash"),
    "return_not_linked": ("return without its receipt", "returns without their receipts"),
    "detail_not_booked": ("deposit without its payments", "deposits without their payments"),
    "withdrawal_to_answer": ("withdrawal to answer", "withdrawals to answer"),
    "bank_file_in_quarantine": ("bank file in quarantine", "bank files in quarantine"),
    "postings_not_acknowledged": ("run of postings not acknowledged", "runs of postings not acknowledged"),
    "postings_rejected": ("rejection of postings", "rejections of postings"),
    "reserve_not_signed": ("currency without a signed reserve", "currencies without a signed reserve"),
    "pending_approval": ("pending approval", "pending approvals"),
    "open_request": ("open request", "open requests"),
    "document_not_received": ("document not received", "documents not received"),
}
assert set(WAITING) == set(KINDS), "every kind of event has its words"
By = Annotated[str, Form(max_length=100)]
Why = Annotated[str, Form(max_length=500)]
Month = Annotated[str, Form(max_length=7)]
ILLUSTRATION = "0.3, 8, 26, 58, 82"


class Shown(Asked):
    """Which month is shown."""

    month: str = Field("", max_length=7)


@router.get("/close")
def close_page(request: Request, shown: Annotated[Shown, Query()], workspace: WorkspaceGiven) -> HTMLResponse:
    """Show a month, else the first that is open."""
    month = shown.month or _first_open(workspace)
    return paper(request, "close.html", {"title": "Close", **state(workspace, month)})


@router.get("/close/board")
def close_board(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show what has to hold today, and whether it does."""
    return paper(request, "parts/board.html", board(workspace))


@router.post("/close/controls")
def run_daily(
    request: Request,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    by: By = "",
    gl: Annotated[str, Form(max_length=200)] = "",
) -> HTMLResponse:
    """Run the daily controls and show the board; `gl` is an amount of the own currency, or `USD=1.00, EUR=2.00`."""
    own = workspace.settings.currency
    stated = None
    if gl.strip():
        stated = pairs(gl.upper().split(",") if "=" in gl else [f"{own}={stated_balance(gl, own)}"])
    daily.run(workspace, workspace.today(), gl=stated, actor=workspace.named(by), key=key)
    return paper(request, "parts/board.html", board(workspace))


def stated_balance(gl: str, currency: str) -> str:
    """Return a balance that a form names as it is printed, as a decimal. Refused: Invalid for no amount."""
    return decimal(chosen_amount(gl, currency, "balance in the general ledger"), currency)


@router.post("/close/tie-out")
def tie_out(
    request: Request,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    month: Month,
    gl: Annotated[str, Form(max_length=40)],
    by: By = "",
    currency: Annotated[str, Form(max_length=3)] = "",
    items: UploadFile | None = None,
    reason: Why = "",
) -> HTMLResponse:
    """Prepare the tie-out of a month's last day."""
    money = currency.strip().upper() or workspace.settings.currency
    with _sheet(workspace, items) as path:
        gap = closing.reconciling(workspace, path, money) if path else []
    said = {"currency": money, "reason": reason, "actor": workspace.named(by), "key": key}
    closing.tie_out(workspace, month_end.last_day(month), stated_balance(gl, money), gap, **said)
    return _part(request, workspace, month, "The tie-out is prepared: a second person signs it.")


@router.post("/close/reserve")
def reserve(
    request: Request,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    month: Month,
    rates: Annotated[str, Form(max_length=200)],
    by: By = "",
    adjust: Annotated[str, Form(max_length=20)] = "0",
    currency: Annotated[str, Form(max_length=3)] = "",
    specific: UploadFile | None = None,
    rated: UploadFile | None = None,
    pool_by: Annotated[str, Form(max_length=20)] = "risk_class",
    reason: Why = "",
) -> HTMLResponse:
    """Prepare the reserve of a month's last day."""
    given = [millionths(rate.strip()) for rate in rates.split(",")]
    money = currency.strip().upper() or workspace.settings.currency
    with _sheet(workspace, specific) as path:
        debts = closing.specific(workspace, path, money) if path else []
    with _sheet(workspace, rated) as path:
        pooled = pools.read(workspace, path) if path else []
    said: dict[str, Any] = {
        "pooled": pooled,
        "pool_by": pool_by,
        "currency": money,
        "reason": reason,
        "actor": workspace.named(by),
        "key": key,
    }
    closing.reserve(workspace, month_end.last_day(month), given, millionths(adjust.strip() or "0"), debts, **said)
    return _part(request, workspace, month, "The reserve is prepared: a second person signs it.")


@router.post("/close/sign-off")
def sign_off(
    request: Request, workspace: WorkspaceGiven, key: KeyGiven, month: Month, by: By = "", reason: Why = ""
) -> HTMLResponse:
    """Prepare the sign-off of a month."""
    closing.sign_off(workspace, month, reason=reason, actor=workspace.named(by), key=key)
    return _part(request, workspace, month, "The sign-off is prepared: a second person signs it.")


@router.post("/close/exception")
def exception(
    request: Request, workspace: WorkspaceGiven, key: KeyGiven, month: Month, reason: Why, by: By = ""
) -> HTMLResponse:
    """Ask for an exception."""
    closing.exception(workspace, month, reason=reason, actor=workspace.named(by), key=key)
    return _part(request, workspace, month, "The exception is asked for: an approver decides.")


@router.post("/close/month")
def close_month(request: Request, workspace: WorkspaceGiven, key: KeyGiven, month: Month, by: By = "") -> HTMLResponse:
    """Close a month that nothing is in the way of."""
    closed = periods.close(workspace, month, actor=workspace.named(by), key=key)
    before = f", and {', '.join(closed[:-1])} with it" if closed[1:] else ""
    return _part(request, workspace, month, f"{month} is closed{before}.")


@router.post("/close/requests/{request_id}/{verdict}")
def decide(
    request: Request,
    request_id: str,
    verdict: Literal["approve", "refuse"],
    workspace: WorkspaceGiven,
    key: KeyGiven,
    month: Month,
    by: By = "",
    note: Why = "",
) -> HTMLResponse:
    """Sign a paper as a second person, or refuse it."""
    verb = {"approve": control.approve, "refuse": control.refuse}[verdict]
    done = verb(workspace, request_id, actor=workspace.named(by), note=note, key=key)
    return _part(request, workspace, month, f"{request_id}: {done.verdict}.")


def state(workspace: Workspace, month: str) -> dict[str, Any]:
    """Return what the page shows of a month."""
    now = month_end.readiness(workspace, month)
    months = periods.listed(workspace)
    known = dict(months.select("month", "state").rows())
    waiting = control.listed(workspace)
    papers = [row for row in waiting.rows(named=True) if row["kind"] in PAPERS]
    return {
        "month": month,
        "months": sorted({*known, month}, reverse=True),
        "closed": known.get(month) == "closed",
        "ready": now,
        "papers": papers,
        "names": PAPERS,
        "waits": [(kind, count, WAITING[kind][count != 1]) for kind, count in now.waiting.items()],
        "currency": workspace.settings.currency,
        "rates": ILLUSTRATION,
        "pool_columns": ", ".join(pools.COLUMNS),
        "said": "",
    }


def board(workspace: Workspace) -> dict[str, Any]:
    """Return what the board shows: the whole first, then each control."""
    day = workspace.today()
    first, *rows = reports.made(workspace, "controls", day).rows(named=True)
    return {"whole": first, "rows": rows, "day": day, "currency": workspace.settings.currency}


def _part(request: Request, workspace: Workspace, month: str, said: str) -> HTMLResponse:
    """Return the month anew, with what was done."""
    return paper(request, "parts/closing.html", {**state(workspace, month), "said": said})


def _first_open(workspace: Workspace) -> str:
    """Return the first open month of the books, else today's."""
    months: list[str] = periods.listed(workspace).filter(state="open")["month"].to_list()
    today: date = workspace.today()
    return min([*months, f"{today:%Y-%m}"])


@contextmanager
def _sheet(workspace: Workspace, file: UploadFile | None) -> Iterator[Path | None]:
    """Lay a sheet down where one was chosen; a form without a choice sends an empty one."""
    if file is None or not file.filename:
        yield None
        return
    with laid_down(received(file, workspace.settings.table_bytes_max)) as path:
        yield path
