"""Mappings: how a bank's tables (CSV, XLSX) are read, guessed from a file and confirmed once."""

from typing import Annotated

from fastapi import Form, Response, UploadFile

from api import conventions
from api.given import ACTOR_API, KeyGiven, WorkspaceGiven
from api.schemas import mappings as shapes
from api.uploads import received
from api.versions import TagSeen, tag, unchanged
from services.banking import pins
from services.workspace import Workspace

router = conventions.router("bank files", prefix="/v1/mappings")


@router.get("")
def list_mappings(workspace: WorkspaceGiven, response: Response) -> shapes.Mappings:
    """List the confirmed mappings."""
    told = _mappings(workspace)
    response.headers["ETag"] = tag(told)
    return told


@router.post("/guesses")
def guess_mapping(file: UploadFile, workspace: WorkspaceGiven, _key: KeyGiven) -> shapes.Guess:
    """Say how a bank's table would be read, with its first rows; nothing changes."""
    upload = received(file, workspace.settings.file_bytes_max)
    return shapes.guessed(pins.guess(workspace, upload.data, upload.name))


@router.post("", status_code=201)
def confirm_mapping(
    file: UploadFile,
    workspace: WorkspaceGiven,
    _key: KeyGiven,
    seen: TagSeen,
    mapping: Annotated[str, Form(description="The mapping as JSON; else the guess is confirmed.")] = "",
    answered: Annotated[str, Form(description="What the guess asks, as a JSON object: `day_order`, `currency` …")] = "",
) -> shapes.Mapping:
    """Confirm how the table, and every one with its columns, is read. Refused while anything it asks is open.

    `If-Match` is the tag of the list of mappings. Where two people decide it, it counts once `request_id` is approved.
    """
    upload = received(file, workspace.settings.file_bytes_max)
    given = pins.answers_of(answered)
    actor = workspace.named(otherwise=ACTOR_API)
    with unchanged(workspace, seen, lambda books: tag(_mappings(books))) as books:
        return shapes.told(pins.confirm(books, upload.data, upload.name, actor=actor, body=mapping, answers=given))


def _mappings(workspace: Workspace) -> shapes.Mappings:
    """Return every mapping that is confirmed."""
    return shapes.Mappings(data=[shapes.told(one) for one in pins.listed(workspace, "mapping")])
