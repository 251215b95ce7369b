"""Sign-in: who shows the installation's token gets a session; without a token there is nothing to show."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from api.problems import NoToken
from api.security import Session, as_cookie

router = APIRouter(include_in_schema=False)


@router.post("/sign-in")
def sign_in(request: Request, token: Annotated[str, Form(max_length=500)]) -> Response:
    """Give a fresh session to who shows the token, and load the page again."""
    known = request.app.state.token
    if known is None or not secrets.compare_digest(token.strip().encode(), known.encode()):
        raise NoToken("This is not the token of this installation.")
    session = Session(secrets.token_urlsafe(32), signed_in=True)
    cookie = as_cookie(request.app.state.sessions.cookie(session), secure=request.url.scheme == "https")
    return Response(headers={"HX-Refresh": "true", "Set-Cookie": cookie})
