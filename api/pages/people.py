"""Who signed in and where, and, for those who give roles, who may come in."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.acting import Who
from api.given import WorkspaceGiven
from api.paper import paper
from services import watching
from services.auditing import accepting
from services.people import keys, persons, roles, sessions

router = APIRouter(include_in_schema=False)
DIGESTS = 7


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
    people, now = persons.everybody(workspace), workspace.seconds()
    shown = {"people": people, "keys": keys.listed(workspace), "now": now, "odds": persons.at_odds(people)}
    shown["conflicts"] = accepting.listed(workspace)
    return paper(request, "people.html", {"title": "People", **shown})
