"""People, their roles and the keys of their programs: for those who hold the scope `users`."""

from functools import partial

from fastapi import Response

from api import conventions
from api.acting import Who
from api.given import KeyGiven, WorkspaceGiven
from api.schemas import people as shapes
from api.schemas.shared import Page
from api.versions import TagSeen, tag, unchanged
from kit.refusals import NotFound
from services.people import keys, persons, proofs, related
from services.workspace import Workspace

router = conventions.router("people")


@router.get("/me")
def who_am_i(who: Who) -> shapes.Person:
    """Say who asks and what they may do; 404 before anybody was added."""
    if who.person is None:
        raise NotFound("nobody signs in here yet: tieout user add")
    return shapes.person(who.person).model_copy(update={"scopes": sorted(who.scopes)})


@router.get("/people")
def list_people(workspace: WorkspaceGiven) -> Page[shapes.Person]:
    """List everybody who was ever added, by login."""
    return Page(data=[shapes.person(person) for person in persons.everybody(workspace)], next_cursor=None)


@router.post("/people", status_code=201)
def add_person(body: shapes.NewPerson, workspace: WorkspaceGiven, key: KeyGiven) -> shapes.Person:
    """Add somebody, or let them in again."""
    actor = workspace.named(otherwise="setup")
    return shapes.person(persons.add(workspace, body.login, body.name, actor=actor, given=body.roles, key=key))


@router.post("/people/{login}/roles")
def give_role(
    login: str, body: shapes.Granting, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Person:
    """Give a role; refused with 409 where it is at odds with one that is held."""
    given = {**body.model_dump(), "actor": workspace.named(otherwise="setup"), "key": key}
    with unchanged(workspace, seen, partial(_tag, login=login)) as books:
        return shapes.person(persons.grant(books, login, **given))


@router.post("/people/{login}/roles/taking")
def take_role(
    login: str, body: shapes.Granting, workspace: WorkspaceGiven, key: KeyGiven, seen: TagSeen
) -> shapes.Person:
    """Take a role."""
    taken = {**body.model_dump(), "actor": workspace.named(otherwise="setup"), "key": key}
    with unchanged(workspace, seen, partial(_tag, login=login)) as books:
        return shapes.person(persons.revoke(books, login, **taken))


@router.post("/people/{login}/interests", status_code=204)
def declare_interest(login: str, body: shapes.Relation, workspace: WorkspaceGiven, key: KeyGiven) -> None:
    """Say that somebody is related to a customer: they approve and release nothing of it any more."""
    actor = workspace.named(otherwise="setup")
    related.declare(workspace, login, body.customer_number, reason=body.reason, actor=actor, key=key)


@router.post("/people/{login}/interests/ending", status_code=204)
def end_interest(login: str, body: shapes.Relation, workspace: WorkspaceGiven, key: KeyGiven) -> None:
    """Say that somebody is related to a customer no longer; never by themselves."""
    actor = workspace.named(otherwise="setup")
    related.end(workspace, login, body.customer_number, reason=body.reason, actor=actor, key=key)


@router.post("/people/{login}/password", status_code=204)
def set_password(login: str, body: shapes.NewPassword, workspace: WorkspaceGiven, _key: KeyGiven) -> None:
    """Set somebody's password, and end their sessions; signing in with it they choose another."""
    proofs.set_password(workspace, login, body.password, actor=workspace.named(otherwise="setup"))


@router.delete("/people/{login}", status_code=204)
def remove_person(login: str, workspace: WorkspaceGiven, seen: TagSeen) -> None:
    """Let somebody in no longer: roles, sessions and keys end; what they did keeps their name."""
    with unchanged(workspace, seen, partial(_tag, login=login)) as books:
        persons.leave(books, login, actor=workspace.named(otherwise="setup"))


@router.get("/people/keys")
def list_keys(workspace: WorkspaceGiven) -> Page[shapes.Key]:
    """List the keys of programs, never with their secrets."""
    return Page(data=[shapes.key(key) for key in keys.listed(workspace)], next_cursor=None)


@router.get("/people/{login}")
def read_person(login: str, response: Response, workspace: WorkspaceGiven) -> shapes.Person:
    """Read one person and the roles they hold; the `ETag` moves with each role given or taken."""
    response.headers["ETag"] = _tag(workspace, login)
    return shapes.person(persons.one(workspace, login))


@router.post("/people/keys", status_code=201)
def add_key(body: shapes.NewKey, workspace: WorkspaceGiven, _key: KeyGiven) -> shapes.FreshKey:
    """Make a key for a program; its secret is told this once."""
    actor = workspace.named(otherwise="setup")
    made, bearer = keys.add(workspace, body.login, body.name, body.scopes, body.days, actor=actor)
    return shapes.FreshKey(key=shapes.key(made), bearer=bearer)


@router.delete("/people/keys/{key_id}", status_code=204)
def end_key(key_id: str, workspace: WorkspaceGiven) -> None:
    """End a key."""
    keys.end(workspace, key_id, actor=workspace.named(otherwise="setup"))


def _tag(workspace: Workspace, login: str) -> str:
    """Return the tag of a person as they stand."""
    return tag(shapes.person(persons.one(workspace, login)))
