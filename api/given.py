"""What routes are given: the workspace, who asks, the version they saw. Nothing here waits, so none takes a thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

from anyio import from_thread
from fastapi import Depends, Header, Request

from api.glances import Glances
from api.idempotency import key_shown
from api.line import Place
from api.newest import Newest
from api.problems import NotAsSeen, VersionNeeded
from api.progress import Matching
from kit.days import iso
from kit.money import typed
from kit.refusals import Conflict, Invalid
from services.jobs.apart import Apart, foreseen
from services.knowledge.settling import Change
from services.workspace import Workspace

ACTOR_API = "api"
ACTOR_DESK = "reviewer"


async def workspace(request: Request) -> Workspace:
    """Return the workspace of the application, as who asks works on it."""
    given: Workspace = request.state.workspace
    return given


async def matching(request: Request) -> Matching:
    """Return the matching beside the requests."""
    given: Matching = request.app.state.matching
    return given


async def apart(request: Request) -> Apart | None:
    """Return where long work is done; None where it is done here."""
    given: Apart | None = request.app.state.apart
    return given


class Besides:
    """What an answer would settle besides: asked in the process apart, one at a time, without a place in line."""

    def __init__(self, request: Request) -> None:
        self._place: Place = request.state.place
        self._newest: Newest = request.app.state.newest
        self._apart: Apart | None = request.app.state.apart

    def __call__(self, workspace: Workspace, receipt_id: str) -> list[Change]:
        """Return the waiting receipts that would be decided otherwise; asked in the thread of a route."""
        from_thread.run_sync(self._place.leave)
        with self._newest.turn():
            return foreseen(self._apart, workspace, receipt_id)


async def besides(request: Request) -> Besides:
    """Return where it is asked what an answer would settle besides."""
    return Besides(request)


async def glances(request: Request) -> Glances:
    """Return the glance at the books."""
    given: Glances = request.app.state.glances
    return given


async def version_seen(
    request: Request,
    if_match: Annotated[str, Header(description="The `ETag` you read; refused with 412 if it has moved on.")] = "",
) -> int | None:
    """Return the version the caller decided on, or None where they do not say."""
    tag = if_match.strip()
    if tag in {"", "*"}:
        if request.app.state.workspace.settings.versions_needed:
            raise VersionNeeded
        return None
    if not (len(tag) > 2 and tag[0] == tag[-1] == '"' and tag[1:-1].isdecimal()):
        raise Invalid('If-Match is the ETag as it was given, in quotes: "3".')
    return int(tag[1:-1])


def chosen_day(text: str) -> date | None:
    """Return the day of a form's field, or None where none was chosen. Refused: Invalid for no day."""
    day = iso(text) if text else None
    if text and day is None:
        raise Invalid(f"{text} is no day: write it like 2026-11-20")
    return day


def chosen_names(text: str) -> tuple[str, ...]:
    """Return the documents that a form's field names, apart by blanks or commas."""
    return tuple(text.replace(",", " ").split())


@contextmanager
def as_seen(version: int | None) -> Iterator[None]:
    """Let a conflict with the version the caller named leave as 412: their precondition failed."""
    try:
        yield
    except Conflict as conflict:
        if version is None:
            raise
        raise NotAsSeen(conflict.detail) from conflict


def etag(version: int) -> str:
    """Return the entity tag of a version."""
    return f'"{version}"'


WorkspaceGiven = Annotated[Workspace, Depends(workspace)]
ApartGiven = Annotated[Apart | None, Depends(apart)]
BesidesGiven = Annotated[Besides, Depends(besides)]
MatchingGiven = Annotated[Matching, Depends(matching)]
GlancesGiven = Annotated[Glances, Depends(glances)]
KeyGiven = Annotated[str, Depends(key_shown)]
VersionSeen = Annotated[int | None, Depends(version_seen)]


def chosen_amount(text: str, currency: str, about: str = "") -> int:
    """Return the minor units that a form names as they are printed, `about` an item. Refused: Invalid."""
    minor = typed(text, currency)
    if minor is None:
        raise Invalid(f"{about and f'{about}: '}{text} is no amount: write it like 1250.00")
    return minor
