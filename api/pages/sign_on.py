"""Signing in at the provider: the browser is sent there, and comes back with a code."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api import acting, sign_on
from api.acting import Who
from api.given import WorkspaceGiven
from kit import log
from services.people import sessions, sign_ons

router = APIRouter(include_in_schema=False)


@router.get("/sign-in/sso")
def sign_on_begin(request: Request) -> Response:
    """Send the browser to the provider; what comes back must belong to this beginning."""
    there, cookie = sign_on.begin(request)
    return RedirectResponse(there, 303, {"Set-Cookie": cookie})


@router.get("/sign-in/sso/answer")
def sign_on_answer(request: Request, workspace: WorkspaceGiven, who: Who) -> Response:
    """Give a fresh session to who the provider says this is; the beginning is used up."""
    client, claims = sign_on.answered(request)
    person = sign_ons.person(workspace, client.provider, claims)
    log.told("signed in", actor=person.login)
    secret = sessions.begin(workspace, person, request.headers.get("User-Agent", ""), who.secret)
    answer = RedirectResponse("/", 303)
    answer.headers.append("Set-Cookie", acting.as_cookie(secret, secure=sign_on.secure(request)))
    answer.headers.append("Set-Cookie", sign_on.forgotten(request))
    return answer
