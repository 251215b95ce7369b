"""Mappings: how a bank's tables (CSV, XLSX) are read, guessed from a file and confirmed once."""

import json
from typing import Annotated

from fastapi import Form, Response, UploadFile

from api import conventions
from api.given import ACTOR_API, KeyGiven, UnderWayGiven, WorkspaceGiven
from api.idempotency import REPLAYED
from api.schemas import mappings as shapes
from api.uploads import received
from services import answers, pins

#: The command under which an answer to a confirmation is kept.
CONFIRM = "confirm_mapping"

router = conventions.router("bank files", prefix="/v1/mappings")


@router.get("")
def list_mappings(workspace: WorkspaceGiven) -> shapes.Mappings:
    """List the confirmed mappings."""
    return shapes.Mappings(data=[shapes.told(one) for one in pins.listed(workspace, "mapping")])


@router.post("/guesses")
def guess_mapping(file: UploadFile, workspace: WorkspaceGiven, _key: KeyGiven) -> shapes.Guess:
    """Say how a bank's table would be read, with its first rows; nothing changes."""
    upload = received(file, workspace.settings.file_bytes_max)
    return shapes.guessed(pins.guess(workspace, upload.data, upload.name))


@router.post("", status_code=201)
def confirm_mapping(  # noqa: PLR0917 - the framework names them
    file: UploadFile,
    response: Response,
    workspace: WorkspaceGiven,
    under_way: UnderWayGiven,
    key: KeyGiven,
    mapping: Annotated[str, Form(description="The mapping as JSON; else the guess is confirmed.")] = "",
    answered: Annotated[str, Form(description="What the guess asks, as a JSON object: `day_order`, `currency` …")] = "",
) -> shapes.Mapping:
    """Confirm how the table, and every one with its columns, is read. Refused while anything it asks is open."""
    upload = received(file, workspace.settings.file_bytes_max)
    said = {"file": upload.sha256, "mapping": mapping, "answered": answered}
    with under_way.alone(key):
        first = answers.given(workspace, key, CONFIRM, said) if key else None
        if first:
            response.headers[REPLAYED] = "true"
            return shapes.Mapping(**first)
        given = pins.answers_of(answered)
        done = pins.confirm(
            workspace, upload.data, upload.name, actor=workspace.named(otherwise=ACTOR_API), body=mapping, answers=given
        )
        told = shapes.told(done)
        if key:
            answers.kept(
                workspace,
                key,
                CONFIRM,
                said,
                json.loads(told.model_dump_json()),
                actor=workspace.named(otherwise=ACTOR_API),
            )
    return told
