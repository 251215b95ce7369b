"""Sign-in and sign-out: by name, password and code; before anybody was added, by the installation's token."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from starlette.responses import RedirectResponse

from api import acting
from api.acting import Who
from api.given import WorkspaceGiven
from api.problems import NoToken
from api.security import Session, as_cookie
from kit import log
from kit.refusals import Refused
from services.people import persons, proofs, sessions
from services.people.refusals import SignOnRefused

router = APIRouter(include_in_schema=False)

Login = Annotated[str, Form(max_length=64)]
Password = Annotated[str, Form(max_length=128)]
Code = Annotated[str, Form(max_length=16)]


@router.get("/sign-in")
def sign_in_page() -> Response:
    """Send who kept this address to the overview, which asks whoever is not signed in."""
    return RedirectResponse("/", 303)


@router.post("/sign-in")
def sign_in(request: Request, token: Annotated[str, Form(max_length=500)]) -> Response:
    """Give a fresh session to who shows the token, and load the page again."""
    known = request.app.state.token
    if known is None or not secrets.compare_digest(token.strip().encode(), known.encode()):
        log.told("sign-in refused", error=NoToken.code)
        raise NoToken("This is not the token of this installation.")
    session = Session(secrets.token_urlsafe(32), signed_in=True)
    return _again(as_cookie(request.app.state.sessions.cookie(session), secure=_secure(request)))


@router.post("/sign-in/person")
def sign_in_person(
    request: Request,
    workspace: WorkspaceGiven,
    who: Who,
    login: Login,
    password: Password,
    code: Code = "",
    new_password: Password = "",
) -> Response:
    """Give a fresh session to who proves who they are, with a new password if they send one; load the page again."""
    elsewhere = request.app.state.sign_on
    if elsewhere is not None and not elsewhere.provider.passwords:
        raise SignOnRefused("passwords let nobody in here: sign in at the provider")
    try:
        person = proofs.proven(workspace, login, password, code, new_password)
    except Refused as refused:
        log.told("sign-in refused", error=refused.code, actor=persons.known(workspace, login))
        raise
    log.told("signed in", actor=person.login)
    secret = sessions.begin(workspace, person, request.headers.get("User-Agent", ""), who.secret)
    return _again(acting.as_cookie(secret, secure=_secure(request)))


@router.post("/sign-out")
def sign_out(request: Request, workspace: WorkspaceGiven, who: Who) -> Response:
    """End the session, and load the page again."""
    sessions.end(workspace, who.secret)
    return _again(acting.as_cookie("", secure=_secure(request)))


@router.post("/me/sessions/end")
def end_sessions(request: Request, workspace: WorkspaceGiven, who: Who) -> Response:
    """End all other sessions of who asks, and load the page again."""
    if who.person is not None:
        sessions.end_all(workspace, who.person.login, but=who.secret)
    return _again(acting.as_cookie(who.secret, secure=_secure(request)))


def _again(cookie: str) -> Response:
    """Return an answer that sets a cookie and loads the page again."""
    return Response(headers={"HX-Refresh": "true", "Set-Cookie": cookie})


def _secure(request: Request) -> bool:
    """Tell whether the browser came over HTTPS."""
    return request.url.scheme == "https"
