"""Webhooks: who is told at once that there is something to fetch, signed by the Standard Webhooks scheme."""

from functools import partial
from typing import Annotated

from fastapi import Query, Response

from api import conventions, cursors
from api.given import ACTOR_API, KeyGiven, MatchingGiven, WorkspaceGiven
from api.schemas import webhooks as shapes
from api.schemas.shared import Page
from api.versions import TagSeen, tag, unchanged
from services.webhooks import endpoints, log
from services.workspace import Workspace

router = conventions.router("webhooks", prefix="/v1")


@router.get("/webhooks", include_in_schema=False)  # the address of the contract
@router.get("/webhook-endpoints")
def list_webhook_endpoints(workspace: WorkspaceGiven) -> Page[shapes.Endpoint]:
    """List the endpoints, the oldest first, never with their secrets."""
    return Page(data=[shapes.endpoint(one) for one in endpoints.listed(workspace)], next_cursor=None)


@router.post("/webhook-endpoints", status_code=201)
def add_webhook_endpoint(body: shapes.NewEndpoint, workspace: WorkspaceGiven, _key: KeyGiven) -> shapes.FreshEndpoint:
    """Add an endpoint; the secret that signs what it is told is in the answer, this once."""
    actor = workspace.named(otherwise=ACTOR_API)
    made, secret = endpoints.add(workspace, body.url, body.events, from_start=body.from_start, actor=actor)
    return shapes.FreshEndpoint(endpoint=shapes.endpoint(made), secret=secret)


@router.get("/webhook-endpoints/{endpoint_id}")
def read_webhook_endpoint(endpoint_id: str, response: Response, workspace: WorkspaceGiven) -> shapes.Endpoint:
    """Read an endpoint."""
    response.headers["ETag"] = _tag(workspace, endpoint_id)
    return shapes.endpoint(endpoints.one(workspace, endpoint_id))


@router.post("/webhook-endpoints/{endpoint_id}/rotation")
def rotate_webhook_secret(
    endpoint_id: str, workspace: WorkspaceGiven, _key: KeyGiven, seen: TagSeen
) -> shapes.FreshEndpoint:
    """Give an endpoint a new secret; for a day each message carries a signature by either."""
    with unchanged(workspace, seen, partial(_tag, endpoint_id=endpoint_id)) as books:
        made, secret = endpoints.rotate(books, endpoint_id)
    return shapes.FreshEndpoint(endpoint=shapes.endpoint(made), secret=secret)


@router.post("/webhook-endpoints/{endpoint_id}/disabling")
def disable_webhook_endpoint(
    endpoint_id: str, body: shapes.Switched, workspace: WorkspaceGiven, _key: KeyGiven, seen: TagSeen
) -> shapes.Endpoint:
    """Tell an endpoint nothing more."""
    with unchanged(workspace, seen, partial(_tag, endpoint_id=endpoint_id)) as books:
        return shapes.endpoint(endpoints.switch(books, endpoint_id, active=False, reason=body.reason))


@router.post("/webhook-endpoints/{endpoint_id}/enabling")
def enable_webhook_endpoint(
    endpoint_id: str, workspace: WorkspaceGiven, _key: KeyGiven, seen: TagSeen
) -> shapes.Endpoint:
    """Tell an endpoint again; it hears of all that was new meanwhile."""
    with unchanged(workspace, seen, partial(_tag, endpoint_id=endpoint_id)) as books:
        return shapes.endpoint(endpoints.switch(books, endpoint_id, active=True))


@router.post("/webhook-endpoints/{endpoint_id}/test", status_code=202)
def send_webhook_test(
    endpoint_id: str, workspace: WorkspaceGiven, matching: MatchingGiven, _key: KeyGiven
) -> shapes.Sent:
    """Send a message that says nothing."""
    message_id = log.test(workspace, endpoint_id, actor=workspace.named(otherwise=ACTOR_API))
    matching.wake()
    return shapes.Sent(message_id=message_id)


@router.get("/webhook-endpoints/{endpoint_id}/deliveries")
def list_webhook_deliveries(
    endpoint_id: str, query: Annotated[shapes.DeliveryQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.Delivery]:
    """List what an endpoint was told, the newest first, with every attempt."""
    (start,) = cursors.position(query.after, int) if query.after else (0,)
    found = log.deliveries(workspace, endpoint_id, start=start, limit=query.limit + 1)
    rows, following = cursors.page(found, query.limit, lambda _: (start + query.limit,))
    return Page(data=[shapes.delivery(one) for one in rows], next_cursor=following)


@router.post("/webhook-endpoints/{endpoint_id}/deliveries/{message_id}/replay", status_code=202)
def replay_webhook_delivery(
    endpoint_id: str, message_id: str, workspace: WorkspaceGiven, matching: MatchingGiven, _key: KeyGiven
) -> shapes.Sent:
    """Send a message again under its own id."""
    log.replay(workspace, endpoint_id, message_id, actor=workspace.named(otherwise=ACTOR_API))
    matching.wake()
    return shapes.Sent(message_id=message_id)


@router.post("/webhook-endpoints/{endpoint_id}/replay", status_code=202)
def replay_dead_webhooks(
    endpoint_id: str, workspace: WorkspaceGiven, matching: MatchingGiven, _key: KeyGiven
) -> shapes.Replayed:
    """Send everything again that the endpoint did not take in the end."""
    count = log.replay_dead(workspace, endpoint_id, actor=workspace.named(otherwise=ACTOR_API))
    matching.wake()
    return shapes.Replayed(messages=count)


def _tag(workspace: Workspace, endpoint_id: str) -> str:
    """Return the tag of an endpoint; how far it was told moves by itself."""
    return tag(shapes.endpoint(endpoints.one(workspace, endpoint_id)), without={"told_to"})
