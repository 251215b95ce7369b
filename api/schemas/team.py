"""Comments, who watches a customer, and access gone through, as the API says them."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.schemas.shared import Body, Day, Instant, Told


class NewComment(Body):
    """What is said of a customer."""

    said: str = Field(min_length=1, max_length=4000)
    by: str = Field("", max_length=100)


class Comment(Told):
    """What somebody said of a customer."""

    said: str
    author: str
    at: Instant


class Watching(Body):
    """Whether one watches a customer from now on."""

    watching: bool
    by: str = Field("", max_length=100)


class Watched(Told):
    """A customer that one watches."""

    customer_number: str


class Digest(Told):
    """What changed for who watches, a line a customer."""

    on: date
    said: str


class NewCampaign(Body):
    """Access is gone through until a day."""

    name: str = Field(min_length=1, max_length=200)
    due_on: Day
    by: str = Field("", max_length=100)


class Campaign(Told):
    """A campaign in which every role is kept or ended."""

    campaign_id: str
    name: str
    due_on: date


class NewAccessReview(Body):
    """A role of a campaign is kept, or ended at once."""

    login: str = Field(min_length=1, max_length=100)
    role: str = Field(min_length=1, max_length=100)
    place: str = Field("", max_length=100)
    kept: bool
    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)


class Grant(Told):
    """A role of a campaign, and what was said of it."""

    campaign_id: str
    login: str
    role: str
    place: str
    state: Literal["kept", "ended", "waiting", "overdue"]
    by: str
    reason: str
