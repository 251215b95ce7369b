"""A slash that an address writes as `%2F` belongs to a number or a name in it, and ends no part of the address."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

#: What stands for such a slash from the edge to the route, so that whoever looks at the address sees the same parts:
#: no letter of Unicode (a noncharacter), so that no number or name holds it.
STANDS_FOR = "\ufdd0"


class Slashes:
    """Let a request through with its slashes told apart."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the address anew where it writes a slash; any other request is passed on as it is."""
        written = scope.get("raw_path") or b""
        if b"%2f" in written.lower():
            scope = {**scope, "path": told_apart(written)}
        await self.app(scope, receive, send)


def told_apart(written: bytes) -> str:
    """Return an address with each part read, and what stands for the slashes within them."""
    text = written.decode("ascii", errors="replace")
    for slash in ("%2F", "%2f"):
        text = text.replace(slash, quote(STANDS_FOR))
    return unquote(text)


def given_back(request: Request) -> None:
    """Give the parts of a request's address their slashes back; every route has this done before it takes them."""
    parts: Mapping[str, Any] = request.path_params
    request.scope["path_params"] = {
        name: part.replace(STANDS_FOR, "/") if isinstance(part, str) else part for name, part in parts.items()
    }


def quoted(part: object) -> str:
    """Return a part of an address as pages write it."""
    return quote(str(part), safe="")
