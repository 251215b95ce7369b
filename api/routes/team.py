"""What we say to each other of customers, who watches them, and access gone through."""

from dataclasses import asdict

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import team as shapes
from api.schemas.shared import Page
from services import watching
from services.people import access

router = conventions.router("team")


@router.get("/customers/{customer_number}/comments")
def list_comments(customer_number: str, workspace: WorkspaceGiven) -> Page[shapes.Comment]:
    """List what was said of a customer, the newest first."""
    found = watching.comments(workspace, customer_number)
    return Page(data=[shapes.Comment(**asdict(one)) for one in found], next_cursor=None)


@router.post("/customers/{customer_number}/comments", status_code=201)
def add_comment(
    customer_number: str, body: shapes.NewComment, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Comment:
    """Say something of a customer; it stays."""
    watching.say(workspace, customer_number, body.said, actor=workspace.named(body.by), key=key)
    return shapes.Comment(**asdict(watching.comments(workspace, customer_number)[0]))


@router.post("/customers/{customer_number}/watch")
def watch_customer(
    customer_number: str, body: shapes.Watching, workspace: WorkspaceGiven, key: KeyGiven
) -> Page[shapes.Watched]:
    """Watch a customer, or no longer; one digest a day says what changed, none where nothing did."""
    actor = workspace.named(body.by)
    watching.follow(workspace, customer_number, held=body.watching, actor=actor, key=key)
    return _watched(watching.watched(workspace, actor))


@router.get("/me/watched")
def list_watched(workspace: WorkspaceGiven) -> Page[shapes.Watched]:
    """List the customers that one watches."""
    return _watched(watching.watched(workspace, workspace.person))


@router.get("/me/digests")
def list_digests(workspace: WorkspaceGiven) -> Page[shapes.Digest]:
    """List one's digests, the newest first."""
    found = watching.digests(workspace, workspace.person)
    return Page(data=[shapes.Digest(**asdict(one)) for one in found], next_cursor=None)


@router.get("/access-campaigns")
def list_campaigns(workspace: WorkspaceGiven) -> Page[shapes.Campaign]:
    """List the campaigns in which access is gone through, the newest first."""
    return Page(data=[_campaign(one) for one in access.campaigns(workspace)], next_cursor=None)


@router.post("/access-campaigns", status_code=201)
def begin_campaign(body: shapes.NewCampaign, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Campaign:
    """Begin to go through every role that is held."""
    return _campaign(access.begin(workspace, body.name, body.due_on, actor=workspace.named(body.by), key=key))


@router.get("/access-campaigns/{campaign_id}/reviews")
def list_access_reviews(campaign_id: str, workspace: WorkspaceGiven) -> Page[shapes.Grant]:
    """List the roles of a campaign with what was said of each; what is past its day is overdue."""
    return Page(data=[shapes.Grant(**asdict(one)) for one in access.grants(workspace, campaign_id)], next_cursor=None)


@router.post("/access-campaigns/{campaign_id}/reviews", status_code=201)
def review_grant(
    campaign_id: str, body: shapes.NewAccessReview, workspace: WorkspaceGiven, key: KeyGiven
) -> shapes.Grant:
    """Say that a role is kept, or end it at once; never one's own."""
    grant, by = (body.login, body.role, body.place), workspace.named(body.by)
    done = access.review(workspace, campaign_id, *grant, kept=body.kept, reason=body.reason, actor=by, key=key)
    return shapes.Grant(**asdict(done))


def _watched(numbers: list[str]) -> Page[shapes.Watched]:
    """Return customers that are watched."""
    return Page(data=[shapes.Watched(customer_number=number) for number in numbers], next_cursor=None)


def _campaign(one: access.Campaign) -> shapes.Campaign:
    """Return a campaign."""
    return shapes.Campaign(campaign_id=one.campaign_id, name=one.name, due_on=one.due_on)
