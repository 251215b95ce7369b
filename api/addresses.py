"""Which methods an address takes: of all routes that fit it, the one without places counts (OpenAPI 3.1, Paths)."""

from fastapi import FastAPI, Request
from fastapi.routing import iter_route_contexts
from starlette.requests import HTTPConnection


def of(request: HTTPConnection) -> str:
    """Return the address that a request asks, letter by letter as the router reads it.

    `request.url` leaves line ends out of it, so who judged by that would judge another address than is answered.
    """
    return str(request.scope["path"])


def methods(request: Request) -> frozenset[str]:
    """Return every method that the address of a request takes."""
    path = of(request)
    if path in (known := _literal(request.app)):
        return known[path]
    routes = [route for route in iter_route_contexts(request.app.routes) if route.methods]
    return frozenset(name for one in routes if one.path_regex.match(path) for name in one.methods or ())


def elsewhere(request: Request) -> bool:
    """Tell whether an address is a route's own that does not take this method, whatever other routes it fits."""
    known = _literal(request.app).get(of(request))
    return known is not None and request.method not in known


def known(app: FastAPI) -> None:
    """Look at every route once, so that the first requests need not wait for it."""
    _literal(app)


def _literal(app: FastAPI) -> dict[str, frozenset[str]]:
    """Return the addresses without places, each with its methods; the application keeps them, and they go with it."""
    if not hasattr(app.state, "literal"):
        found: dict[str, frozenset[str]] = {}
        for route in iter_route_contexts(app.routes):
            if route.methods and route.path and "{" not in route.path:
                found[route.path] = found.get(route.path, frozenset()) | route.methods
        app.state.literal = found
    literal: dict[str, frozenset[str]] = app.state.literal
    return literal
