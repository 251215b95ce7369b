"""Configuration: rules as versions, each from its day on; asked for by one person, decided by another."""

from typing import Annotated

from fastapi import Path, Query

from api import conventions
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import configs as shapes
from api.schemas import control as requests
from api.schemas.shared import Page
from services.configs import proposing

router = conventions.router("configuration", prefix="/v1/configs")

Number = Annotated[int, Path(ge=1)]


@router.get("")
def list_configs(
    query: Annotated[shapes.StandingQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.ConfigStanding]:
    """List what holds of each kind of rules on a day, and what is to come."""
    found = proposing.standing(workspace, query.as_of or workspace.today())
    return Page(data=[shapes.standing(one) for one in found], next_cursor=None)


@router.get("/{kind}/text")
def read_config(kind: str, query: Annotated[shapes.TextQuery, Query()], workspace: WorkspaceGiven) -> shapes.ConfigText:
    """Return the version of a kind that holds on a day, with its text."""
    return shapes.text(proposing.on_day(workspace, kind, query.as_of or workspace.today(), query.name))


@router.get("/{kind}/versions")
def list_config_versions(
    kind: str, query: Annotated[shapes.VersionsQuery, Query()], workspace: WorkspaceGiven
) -> Page[shapes.ConfigVersion]:
    """List the versions of a kind, the newest first."""
    found = proposing.history(workspace, kind, query.name)
    return Page(data=[shapes.version(one) for one in found], next_cursor=None)


@router.get("/{kind}/versions/{version}")
def read_config_version(
    kind: str, version: Number, query: Annotated[shapes.NameQuery, Query()], workspace: WorkspaceGiven
) -> shapes.ConfigText:
    """Return a version of a kind with its text."""
    return shapes.text(proposing.one(workspace, kind, version, query.name))


@router.get("/{kind}/diff")
def compare_config_versions(
    kind: str, query: Annotated[shapes.DiffQuery, Query()], workspace: WorkspaceGiven
) -> shapes.ConfigDiff:
    """Return the lines that differ between two versions."""
    return shapes.ConfigDiff(lines=proposing.diff(workspace, kind, query.first, query.second, query.name))


@router.post("/{kind}/proposals", status_code=202)
def propose_config(kind: str, body: shapes.NewVersion, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask for a version of a kind; it holds from its day on once a second person approves it."""
    more = {"name": body.name, "actor": workspace.named(body.by), "key": key}
    return requests.waiting(proposing.propose(workspace, kind, body.text, body.when, **more))


@router.post("/{kind}/reversions", status_code=202)
def revert_config(kind: str, body: shapes.NewReversion, workspace: WorkspaceGiven, key: KeyGiven) -> requests.Waiting:
    """Ask for an older version to hold again, as a new one; a second person approves it."""
    more = {"name": body.name, "actor": workspace.named(body.by), "key": key}
    return requests.waiting(proposing.revert(workspace, kind, body.version, body.when, **more))
