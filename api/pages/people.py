"""Who signed in and where, and, for those who give roles, who may come in: added, given roles, let in no longer."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse

from api.acting import Who
from api.given import KeyGiven, WorkspaceGiven
from api.paper import paper
from services import watching
from services.auditing import accepting
from services.people import keys, passwords, persons, proofs, roles, sessions
from services.workspace import Workspace

router = APIRouter(include_in_schema=False)
DIGESTS = 7
#: Who acts where nobody signed in.
ACTOR = "setup"

Text = Annotated[str, Form(max_length=500)]
Login = Annotated[str, Form(max_length=64)]
Password = Annotated[str, Form(max_length=128)]


@router.get("/me")
def me_page(request: Request, workspace: WorkspaceGiven, who: Who) -> HTMLResponse:
    """Show who signed in, what they may do, and where else they are signed in."""
    mine = sessions.of(workspace, who.person.login, who.secret) if who.person else []
    may = [words for scope, words in roles.SCOPES.items() if scope in who.scopes]
    told = watching.digests(workspace, workspace.person)[:DIGESTS]
    return paper(request, "me.html", {"title": "You", "sessions": mine, "may": may, "digests": told})


@router.get("/people")
def people_page(request: Request, workspace: WorkspaceGiven) -> HTMLResponse:
    """Show everybody who was ever added, their roles here, and the keys of programs."""
    return paper(request, "people.html", {"title": "People", **_shown(workspace)})


@router.post("/people")
def add_person(
    request: Request,
    workspace: WorkspaceGiven,
    key: KeyGiven,
    login: Login,
    role: Text,
    name: Text = "",
    password: Password = "",
) -> HTMLResponse:
    """Add somebody with a role, or let them in again; with a password they may sign in at once."""
    if password:
        passwords.check(password, login)
    actor = workspace.named(otherwise=ACTOR)
    added = persons.add(workspace, login, name, actor=actor, given=[role], key=key)
    if password:
        proofs.set_password(workspace, added.login, password, actor=actor)
    return _answer(request, workspace, f"{added.name} may come in as {role.replace('_', ' ')}.")


@dataclass(frozen=True, slots=True)
class Change:
    """What is said of somebody: who says it, under which key, and what the form holds."""

    login: str
    actor: str
    key: str
    role: str
    place: str
    reason: str
    password: str


#: What can be done with somebody -> how, and what is said afterwards.
ACTS: dict[str, tuple[Callable[[Workspace, Change], object], str]] = {
    "give": (
        lambda books, one: persons.grant(
            books, one.login, one.role, actor=one.actor, place=one.place.strip(), reason=one.reason, key=one.key
        ),
        "{login} is {role} now.",
    ),
    "take": (
        lambda books, one: persons.revoke(
            books, one.login, one.role, actor=one.actor, place=one.place, reason=one.reason, key=one.key
        ),
        "{login} is {role} no longer.",
    ),
    "password": (
        lambda books, one: proofs.set_password(books, one.login, one.password, actor=one.actor),
        "{login} has a new password, and is signed out everywhere.",
    ),
    "out": (lambda books, one: persons.leave(books, one.login, actor=one.actor), "{login} is let in no longer."),
}


@router.post("/people/{login}/{act}")
def change_person(
    request: Request,
    login: str,
    act: Literal["give", "take", "password", "out"],
    workspace: WorkspaceGiven,
    key: KeyGiven,
    role: Text = "",
    place: Text = "",
    reason: Text = "",
    password: Password = "",
) -> HTMLResponse:
    """Give a role or take one, set a password, or let somebody in no longer."""
    done, said = ACTS[act]
    done(workspace, Change(login, workspace.named(otherwise=ACTOR), key, role, place, reason, password))
    return _answer(request, workspace, said.format(login=login, role=role.replace("_", " ")))


def _answer(request: Request, workspace: Workspace, said: str) -> HTMLResponse:
    """Return the people as they stand now, with what was done."""
    return paper(request, "parts/people.html", {**_shown(workspace), "said": said})


def _shown(workspace: Workspace) -> dict[str, Any]:
    """Return what the page shows."""
    people = persons.everybody(workspace)
    return {
        "people": people,
        "held": {one.login: sorted(persons.held(workspace, one.login)) for one in people},
        "roles": list(roles.ROLES),
        "keys": keys.listed(workspace),
        "now": workspace.seconds(),
        "odds": persons.at_odds(people),
        "conflicts": accepting.listed(workspace),
        "said": "",
        "key": secrets.token_hex(16),
    }
