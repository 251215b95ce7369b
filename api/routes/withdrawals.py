"""Withdrawals: what a bank deleted or corrected of what it had sent, line by line, and a person's yes or no to it."""

from api import conventions
from api.given import ACTOR_API, KeyGiven, MatchingGiven, WorkspaceGiven
from api.schemas import withdrawals as shapes
from services.banking import pins, taken_back

router = conventions.router("bank files", prefix="/v1/withdrawals")


@router.get("")
def list_withdrawals(workspace: WorkspaceGiven) -> shapes.Withdrawals:
    """List what banks deleted or corrected, done, rejected or waiting, with every line it touches."""
    return shapes.Withdrawals(data=[shapes.told(one) for one in taken_back.listed(workspace)])


@router.post("/{file_id}", status_code=202)
def confirm_withdrawal(
    file_id: str, workspace: WorkspaceGiven, matching: MatchingGiven, _key: KeyGiven
) -> shapes.ConfirmedWithdrawal:
    """Say yes to all that waits of a file; the matching that follows reverses what goes and books what is new."""
    actor = workspace.named(otherwise=ACTOR_API)
    told = shapes.confirmed(pins.confirm_withdrawal(workspace, file_id, actor=actor, match=True))
    matching.wake()
    return told


@router.post("/{file_id}/rejection")
def reject_withdrawal(
    file_id: str, body: shapes.Rejection, workspace: WorkspaceGiven, _key: KeyGiven
) -> shapes.RejectedWithdrawal:
    """Say no to all that waits of a file: the books stay as they are; a yes may follow."""
    actor = workspace.named(body.by, otherwise=ACTOR_API)
    return shapes.rejected(pins.reject_withdrawal(workspace, file_id, body.reason, actor=actor))
