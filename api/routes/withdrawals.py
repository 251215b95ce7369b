"""Withdrawals: what a bank deleted or corrected of what it had sent, line by line, and a person's yes to it."""

import json

from fastapi import Response

from api import conventions
from api.given import ACTOR_API, KeyGiven, MatchingGiven, UnderWayGiven, WorkspaceGiven
from api.idempotency import REPLAYED
from api.schemas import withdrawals as shapes
from services import answers, pins, taken_back

#: The command under which an answer to a yes is kept.
CONFIRM = "confirm_withdrawal"

router = conventions.router("bank files", prefix="/v1/withdrawals")


@router.get("")
def list_withdrawals(workspace: WorkspaceGiven) -> shapes.Withdrawals:
    """List what banks deleted or corrected, done or waiting for a yes, with every line it touches."""
    return shapes.Withdrawals(data=[shapes.told(one) for one in taken_back.listed(workspace)])


@router.post("/{file_id}", status_code=202)
def confirm_withdrawal(  # noqa: PLR0917 - the framework names them
    file_id: str,
    response: Response,
    workspace: WorkspaceGiven,
    matching: MatchingGiven,
    under_way: UnderWayGiven,
    key: KeyGiven,
) -> shapes.ConfirmedWithdrawal:
    """Say yes to all that waits of a file; the matching that follows reverses what goes and books what is new."""
    actor, said = workspace.named(otherwise=ACTOR_API), {"file_id": file_id}
    with under_way.alone(key):
        first = answers.given(workspace, key, CONFIRM, said) if key else None
        if first:
            response.headers[REPLAYED] = "true"
            return shapes.ConfirmedWithdrawal(**first)
        told = shapes.confirmed(pins.confirm_withdrawal(workspace, file_id, actor=actor))
        if key:
            answers.kept(workspace, key, CONFIRM, said, json.loads(told.model_dump_json()), actor=actor)
    matching.want()
    return told
