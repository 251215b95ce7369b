"""The page of files: drop them, see what they say and whether their totals agree, follow the matching."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, UploadFile
from pydantic import Field
from starlette.responses import HTMLResponse, StreamingResponse

from api import cursors
from api.given import ACTOR_DESK, ApartGiven, GlancesGiven, MatchingGiven, WorkspaceGiven
from api.pages import mappings
from api.paper import paper, printed
from api.progress import Matching, Progress
from api.schemas.shared import Query as Asked
from api.uploads import Upload, brought, each
from kit.findings import Severity
from kit.refusals import Refused
from services import inquiries
from services.banking import files, taken_back, turned_away
from services.intake import FileOutcome, Unconfirmed
from services.jobs.apart import Apart
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)

FILES_A_PAGE = 20
FINDINGS_SHOWN = 20


class Turned(Asked):
    """Which page of the list."""

    after: str = Field("", max_length=200)


@router.get("/files")
def files_page(
    request: Request,
    query: Annotated[Turned, Query()],
    workspace: WorkspaceGiven,
    matching: MatchingGiven,
    glances: GlancesGiven,
) -> HTMLResponse:
    """Show the files, the newest first."""
    (start,) = cursors.position(query.after, int) if query.after else (0,)
    found = files.outcomes(workspace, start=start, limit=FILES_A_PAGE + 1)
    shown, following = cursors.page(found, FILES_A_PAGE, lambda _: (start + FILES_A_PAGE,))
    context = {
        "title": "Files",
        "total": files.count(workspace),
        "limit": workspace.settings.file_bytes_max,
        "progress": matching.now,
        "taking_back": glances.of(taken_back.asking),
        "files": [card(one, FINDINGS_SHOWN) for one in shown],
        "next_cursor": following,
        "refused": [] if start else turned_away.listed(workspace),
    }
    return paper(request, "files.html", context)


@router.post("/files")
def take_files(
    request: Request, file: list[UploadFile], workspace: WorkspaceGiven, matching: MatchingGiven, apart: ApartGiven
) -> HTMLResponse:
    """Take the files that were dropped; each answers for itself."""
    uploads = (brought(one, workspace.settings.file_bytes_max) for one in file)
    cards = [card for upload in uploads for card in _taken(workspace, upload, apart)]
    if any(not one["refusal"] for one in cards):
        matching.wake()
    context = {"files": cards, "total": files.count(workspace), "progress": matching.now}
    return paper(request, "parts/taken.html", context)


def _taken(workspace: Workspace, upload: Upload, apart: Apart | None) -> Iterator[dict[str, Any]]:
    """Take one file, or each file in an archive; yield what came of it, or why not."""
    for number, outcome in enumerate(each(workspace, upload, workspace.named(otherwise=ACTOR_DESK), apart)):
        if isinstance(outcome, Refused):
            told = _refused(upload, number, outcome, workspace.now())
            yield {**told, "guess": mappings.guess(workspace, upload) if isinstance(outcome, Unconfirmed) else None}
        else:
            yield card(outcome, FINDINGS_SHOWN)


def card(outcome: FileOutcome, findings_max: int | None = None) -> dict[str, Any]:
    """Return what the page shows of a file, with its first findings."""
    return {
        "file_id": outcome.file_id,
        "name": outcome.name,
        "state": "failed" if outcome.fault else "taken",
        "format": outcome.format,
        "size": outcome.size,
        "taken_at": outcome.taken_at,
        "entries": sum(outcome.entries.values()),
        "kinds": list(outcome.entries.items()),
        "money_in": list(outcome.money_in.items()),
        "proofs": outcome.controls,
        "findings": outcome.findings[:findings_max],
        "findings_total": len(outcome.findings),
        "errors": sum(one.severity is Severity.ERROR for one in outcome.findings),
        "refusal": "",
        "fault": outcome.fault,
    }


def _refused(upload: Upload, number: int, refused: Refused, at: datetime) -> dict[str, Any]:
    """Return what the page shows of a file that was not taken."""
    about = {"file_id": f"{upload.sha256}-refused{number or ''}", "name": upload.name, "state": "refused", "format": ""}
    told = {"taken_at": at, "refusal": refused.detail, "code": refused.code}
    return {**about, "size": upload.unread or len(upload.data), **told}


@router.get("/files/progress")
def follow_progress(after: int, matching: MatchingGiven, workspace: WorkspaceGiven) -> StreamingResponse:
    """Follow the matching as pieces of the page; `settled` is the last event."""
    return StreamingResponse(_steps(workspace, matching, after), media_type="text/event-stream")


@router.get("/files/{file_id}")
def file_page(request: Request, file_id: str, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show one file with all its findings."""
    shown = card(files.outcome(workspace, file_id))
    return paper(request, "file.html", {"title": shown["name"], "file": shown})


def _steps(workspace: Workspace, matching: Matching, after: int) -> Iterator[str]:
    """Yield every moment newer than `after` as HTML until nothing is under way."""
    now = matching.after(after) if matching.now.busy else matching.now
    yield _step(workspace, now)
    while now.busy:
        following = matching.after(now.version)
        yield _step(workspace, following) if following.version > now.version else ": still here\n\n"
        now = following
    yield "event: settled\ndata: settled\n\n"


def _step(workspace: Workspace, now: Progress) -> str:
    """Return one moment as a message that htmx swaps in; once it is done, with how many receipts wait."""
    waiting = 0 if now.busy else inquiries.waiting(workspace)
    lines = printed("parts/step.html", {"progress": now, "waiting": waiting}).strip().splitlines()
    return "".join(f"data: {line}\n" for line in lines) + "\n"
