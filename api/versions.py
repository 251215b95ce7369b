"""What two people may change has a tag of what it says; who sends it as `If-Match` changes what they saw, or nothing.

The tag is compared and the change written in one transaction, so that nobody comes in between.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import BaseModel

from api.problems import NotAsSeen, VersionNeeded
from kit.refusals import Invalid
from services.workspace import Workspace

LENGTH = 20


async def tag_seen(
    request: Request,
    if_match: Annotated[str, Header(description="The `ETag` you read; refused with 412 if it has moved on.")] = "",
) -> str:
    """Return the tag the caller read, or nothing where they do not say. Refused: VersionNeeded, Invalid."""
    tag = if_match.strip()
    if tag in {"", "*"}:
        if request.app.state.workspace.settings.versions_needed:
            raise VersionNeeded
        return ""
    if not (len(tag) > 2 and tag[0] == tag[-1] == '"'):
        raise Invalid('If-Match is the ETag as it was given, in quotes: "5f1d0c".')
    return tag


TagSeen = Annotated[str, Depends(tag_seen)]


def tag(told: BaseModel, *, without: set[str] | None = None) -> str:
    """Return the entity tag of what is told, `without` what changes by itself."""
    said = told.model_dump_json(exclude=without)
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:LENGTH]}"'


@contextmanager
def unchanged(workspace: Workspace, seen: str, read: Callable[[Workspace], str]) -> Iterator[Workspace]:
    """Give the workspace to change a thing in; where the caller says what they saw, one transaction that checks it.

    `read` tells the tag of the thing as it stands. Refused: NotAsSeen where it has moved on.
    """
    if not seen:
        yield workspace
        return
    with workspace.database.together() as database:
        books = replace(workspace, database=database)
        if read(books) != seen:
            raise NotAsSeen
        yield books
