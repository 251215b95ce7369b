"""Who a request comes from: somebody signed in, a program with a key, or, before anybody was added, who they say."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from services.people import keys, persons, sessions
from services.people.persons import Person
from services.workspace import Workspace

#: The cookie of who signed in; over HTTPS under the name that no other site of the domain can set (RFC 6265bis, 4.1.3).
COOKIE = "tieout_person"
COOKIE_SECURE = f"__Host-{COOKIE}"


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, and what they may do. `person` is None before anybody was added: then everything may be done."""

    person: Person | None = None
    scopes: frozenset[str] = frozenset()
    secret: str = ""  # of the session, for its own page
    ceiling: frozenset[str] | None = None  # what a key was made for; None: all that its person may


class People:
    """Finds out who a request comes from."""

    def __init__(self, workspace: Workspace, *, elsewhere: bool = False) -> None:
        self.workspace = workspace
        self._anybody = elsewhere  # who signs in elsewhere is somebody: nothing is open to all

    def anybody(self) -> bool:
        """Tell whether anybody was ever added; once there is somebody it stays so."""
        self._anybody = self._anybody or persons.anybody(self.workspace)
        return self._anybody

    def known(self, request: Request) -> Acting | None:
        """Return who shows a key or the cookie of an open session, else None."""
        scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            by_key = keys.whose(self.workspace, bearer.strip())
            return Acting(by_key.person, by_key.scopes, ceiling=by_key.ceiling) if by_key else None
        secret = request.cookies.get(COOKIE_SECURE if request.url.scheme == "https" else COOKIE, "")
        person = sessions.whose(self.workspace, secret) if secret else None
        return Acting(person, person.scopes, secret) if person else None


def as_cookie(secret: str, *, secure: bool) -> str:
    """Return the Set-Cookie header of somebody signed in; an empty secret takes it away."""
    kept = sessions.AGE_SECONDS if secret else 0
    return cookie(COOKIE_SECURE if secure else COOKIE, secret, f"; Max-Age={kept}", secure=secure)


def cookie(name: str, value: str, more: str = "", *, secure: bool) -> str:
    """Return a Set-Cookie header that scripts cannot read and other sites do not send."""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{more}" + ("; Secure" if secure else "")


async def acting(request: Request) -> Acting:
    """Return who the request comes from."""
    given: Acting = request.state.acting
    return given


Who = Annotated[Acting, Depends(acting)]
