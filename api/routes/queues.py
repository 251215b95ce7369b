"""Queues: what waits and whose it is, who stands in for whom, how a queue is worked."""

from typing import Annotated

from fastapi import Query

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import queues as shapes
from api.schemas.shared import Page
from services.queues import owners, playbooks, substitutes
from services.queues.kinds import QUEUES

router = conventions.router("queues")


@router.get("/queues")
def list_queues(workspace: WorkspaceGiven) -> Page[shapes.Queue]:
    """List the queues, each with how much waits and whose it is."""
    found = [
        shapes.Queue(queue=name, title=QUEUES[name].title, waiting=sum(mine.values()), owners=mine)
        for name, mine in owners.counts(workspace).items()
    ]
    return Page(data=found, next_cursor=None)


@router.get("/queues/{name}")
def read_queue(
    name: str, query: Annotated[shapes.QueueQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.QueueItem]:
    """List what waits in a queue, the oldest first."""
    return Page(data=[shapes.owned(one) for one in owners.of(workspace, name, query.owner)], next_cursor=None)


@router.post("/queues/{name}/owner")
def own_queue(name: str, body: shapes.NewOwner, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Queue:
    """Name who owns what of a queue nobody else owns."""
    owners.own(workspace, name, body.owner, actor=workspace.named(body.by), key=key)
    mine = owners.counts(workspace)[name]
    return shapes.Queue(queue=name, title=QUEUES[name].title, waiting=sum(mine.values()), owners=mine)


@router.post("/queues/{name}/assignments")
def assign_item(name: str, body: shapes.NewAssignment, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.QueueItem:
    """Give an item to somebody, or back to the queue."""
    said = {"reason": body.reason, "actor": workspace.named(body.by), "key": key}
    return shapes.owned(owners.assign(workspace, name, body.item, body.owner, **said))


@router.get("/queues/{name}/playbook")
def list_playbooks(name: str, workspace: WorkspaceGiven) -> Page[shapes.Playbook]:
    """List the versions of how a queue is worked, the newest first."""
    return Page(data=[shapes.playbook(one) for one in playbooks.versions(workspace, name)], next_cursor=None)


@router.post("/queues/{name}/playbook", status_code=201)
def write_playbook(name: str, body: shapes.NewPlaybook, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Playbook:
    """Write a new version of how a queue is worked; the old ones stay."""
    said = {"reason": body.reason, "actor": workspace.named(body.by), "key": key}
    return shapes.playbook(playbooks.write(workspace, name, body.markdown, **said))


@router.get("/delegations")
def list_delegations(workspace: WorkspaceGiven) -> Page[shapes.Delegation]:
    """List who stands in for whom, those of past days too."""
    return Page(data=[shapes.delegation(one) for one in substitutes.listed(workspace)], next_cursor=None)


@router.post("/delegations", status_code=201)
def begin_delegation(body: shapes.NewDelegation, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Delegation:
    """Let somebody stand in from a day to a day: for what they own, never for what they may approve."""
    by, days = workspace.named(body.by), (body.first_on, body.last_on)
    made = substitutes.begin(workspace, body.login, body.substitute, *days, reason=body.reason, actor=by, key=key)
    return shapes.delegation(made)


@router.post("/delegations/{delegation_id}/end", status_code=204)
def end_delegation(delegation_id: str, body: shapes.Ended, workspace: WorkspaceGiven, key: KeyGiven) -> None:
    """End it before its last day."""
    substitutes.end(workspace, delegation_id, reason=body.reason, actor=workspace.named(body.by), key=key)
