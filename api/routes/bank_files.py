"""Bank files in: taken once, matched beside the request, with their progress as events."""

import json
from collections.abc import Iterator
from typing import Annotated

from fastapi import Query, Request, Response, UploadFile
from starlette.responses import StreamingResponse

from api import conventions, cursors
from api.given import ACTOR_API, KeyGiven, MatchingGiven, WorkspaceGiven
from api.problems import problem
from api.progress import Matching, Progress
from api.schemas import bank_files as shapes
from api.schemas.shared import Page
from api.uploads import Upload, brought, each
from kit.refusals import Invalid, Refused
from services.banking import files, turned_away
from services.jobs.apart import Apart
from services.workspace import Workspace

router = conventions.router("bank files", prefix="/v1/bank-files")


@router.post("", status_code=202)
def take_bank_files(
    file: list[UploadFile],
    request: Request,
    response: Response,
    workspace: WorkspaceGiven,
    matching: MatchingGiven,
    _key: KeyGiven,
) -> shapes.BankFile | shapes.BankFiles:
    """Take one file or several, an archive as the files in it; matching follows on its own.

    One file answers with itself, several with a list of those taken and those refused. A file is known by its content,
    never by its name; the same bytes again are refused with `file_already_taken`. Where nothing could be taken, the
    first refusal is the answer.
    """
    uploads = [brought(one, workspace.settings.file_bytes_max) for one in file]
    taken = taken_files(workspace, matching, uploads, request.app.state.apart)
    if len(taken.data) == 1 == len(uploads):
        response.headers["Location"] = str(request.url_for("read_bank_file", file_id=taken.data[0].id).path)
        return taken.data[0]
    return taken


def taken_files(
    workspace: Workspace, matching: Matching, uploads: list[Upload], place: Apart | None
) -> shapes.BankFiles:
    """Take each file, in `place` if it is large, and ask for its matching. Refused: the first, where none was taken."""
    if not uploads:
        raise Invalid("No file was sent: use the multipart field `file`.")
    data: list[shapes.BankFile] = []
    refused: list[Refused] = []
    for upload in uploads:
        for outcome in each(workspace, upload, workspace.named(otherwise=ACTOR_API), place):
            if isinstance(outcome, Refused):
                refused.append(outcome)
            else:
                data.append(shapes.told(outcome, busy=True))
    if not data:
        raise refused[0]
    matching.wake()
    return shapes.BankFiles(data=data, refused=[shapes.RefusedFile(**_refused(one)) for one in refused])


def _refused(refusal: Refused) -> dict[str, str]:
    """Return what one refused file of several is told."""
    members = problem(refusal)
    return {name: members[name] for name in ("type", "title", "detail")}


@router.get("/refused")
def list_refused_files(workspace: WorkspaceGiven) -> Page[shapes.RefusedRow]:
    """List the files refused in the last 90 days, the newest first: who brought which, when and why; at most 100.

    The same bytes refused again for the same reason stand once. A file beyond `TIEOUT_FILE_BYTES_MAX` is not read:
    its name and size stand for its bytes.
    """
    return Page(data=[shapes.refused(one) for one in turned_away.listed(workspace)], next_cursor=None)


@router.get("")
def list_bank_files(query: Annotated[shapes.BankFileQuery, Query()], workspace: WorkspaceGiven) -> Page[shapes.FileRow]:
    """List the files taken, the newest first."""
    (start,) = cursors.position(query.after, int) if query.after else (0,)
    found = files.outcomes(workspace, start=start, limit=query.limit + 1)
    rows, following = cursors.page(found, query.limit, lambda _: (start + query.limit,))
    return Page(data=[shapes.row(one) for one in rows], next_cursor=following)


@router.get("/{file_id}")
def read_bank_file(file_id: str, workspace: WorkspaceGiven, matching: MatchingGiven) -> shapes.BankFile:
    """Read a file's state, control totals and findings."""
    return shapes.told(files.outcome(workspace, file_id), busy=matching.now.busy)


@router.get(
    "/{file_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/FileEvent"}}}}},
)
def follow_bank_file(file_id: str, workspace: WorkspaceGiven, matching: MatchingGiven) -> StreamingResponse:
    """Follow the matching of a file as server-sent events; event `settled` is the last."""
    files.outcome(workspace, file_id)
    return StreamingResponse(_events(matching), media_type="text/event-stream")


def _events(matching: Matching) -> Iterator[str]:
    """Yield every moment until nothing is under way."""
    now = matching.now
    while now.busy:
        yield _event("progress", now)
        following = matching.after(now.version)
        if following.version == now.version:
            yield ": still here\n\n"
        now = following
    yield _event("settled", now)


def _event(name: str, now: Progress) -> str:
    """Return one moment as an event."""
    told = shapes.FileEvent(state=now.stage.value, step=now.step, done=now.done, total=now.total, by_status=now.summary)
    return f"id: {now.version}\nevent: {name}\ndata: {json.dumps(told.model_dump())}\n\n"
