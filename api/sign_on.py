"""What the browser holds while its person is at the provider: signed by us, for ten minutes, used once."""

import base64
import json
from dataclasses import asdict
from typing import Any

from fastapi import Request

from api.acting import cookie
from services.people import openid
from services.people.openid import Begun, Client
from services.people.refusals import SignOnRefused

COOKIE = "tieout_sso"
COOKIE_SECURE = f"__Host-{COOKIE}"
SECONDS = 600


def begin(request: Request) -> tuple[str, str]:
    """Return where to send the browser, and the Set-Cookie header of what it holds. Refused: SignOnRefused."""
    client = _client(request)
    fresh = openid.begun(client.workspace.seconds())
    held = base64.urlsafe_b64encode(json.dumps(asdict(fresh)).encode()).decode()
    value = f"{held}.{request.app.state.sessions.signature('sso', held)}"
    return client.address(fresh), _cookie(request, value, SECONDS)


def answered(request: Request) -> tuple[Client, dict[str, Any]]:
    """Return the client and what the provider says of who came back. Refused: SignOnRefused, ProviderAway."""
    client = _client(request)
    return client, client.claims(_begun(request, client.workspace.seconds()), dict(request.query_params))


def forgotten(request: Request) -> str:
    """Return the Set-Cookie header that takes the beginning away."""
    return _cookie(request, "", 0)


def secure(request: Request) -> bool:
    """Tell whether the browser came over HTTPS."""
    return request.url.scheme == "https"


def _client(request: Request) -> Client:
    """Return what speaks to the provider. Refused: SignOnRefused where there is none."""
    found: Client | None = request.app.state.sign_on
    if found is None:
        raise SignOnRefused("people sign in here by name and password")
    return found


def _begun(request: Request, now: int) -> Begun:
    """Return the beginning that the browser holds. Refused: SignOnRefused for none of ours, or one that is too old."""
    value = request.cookies.get(COOKIE_SECURE if secure(request) else COOKIE, "")
    held, _, signature = value.rpartition(".")
    if not held or not request.app.state.sessions.signed_so("sso", held, signature):
        raise SignOnRefused("this browser began no sign-in here: begin again")
    found = Begun(**json.loads(base64.urlsafe_b64decode(held)))
    if not 0 <= now - found.at <= SECONDS:
        raise SignOnRefused("the sign-in took too long: begin again")
    return found


def _cookie(request: Request, value: str, seconds: int) -> str:
    """Return the Set-Cookie header of a beginning; the way back from the provider is a visit from another site."""
    over = secure(request)
    return cookie(COOKIE_SECURE if over else COOKIE, value, f"; Max-Age={seconds}", secure=over)
