"""What holds for every route under `/v1` alike: each is made by `router` here, so none can forget it."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, get_origin

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from api import addresses
from api.deprecations import announced
from api.idempotency import Handle, once
from api.schemas.shared import REFUSALS
from api.tabular import is_table, tabled


class Conventional(APIRoute):
    """A route that passes over nothing it was asked, and carries out a POST once for each key."""

    def get_route_handler(self) -> Handle:
        """Return what answers a request: the conventions around the route itself."""
        handle = super().get_route_handler()
        if "POST" in (self.methods or ()):
            handle = once(handle)
        if is_table(self.response_model):
            handle = tabled(handle, self.response_model)
        handle = announced(handle, self.name)
        return _closed(handle, dict(_asked(self.dependant)))


def router(*tags: str, prefix: str = "/v1") -> APIRouter:
    """Return a router of routes that keep the conventions."""
    return APIRouter(prefix=prefix, tags=list(tags), responses=REFUSALS, route_class=Conventional)


def _asked(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """Yield what a route may be asked behind the question mark, and whether several times."""
    for parameter in dependant.query_params:
        info = parameter.field_info
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from ((name, _several(field)) for name, field in info.annotation.model_fields.items())
        else:
            yield parameter.alias, _several(info)
    for further in dependant.dependencies:
        yield from _asked(further)


def _several(field: FieldInfo) -> bool:
    """Tell whether a field takes several values."""
    return get_origin(field.annotation) is list


def _closed(handle: Handle, asked: dict[str, bool]) -> Handle:
    """Refuse what the route does not know, two answers to one question, and a method of another route's address."""

    async def closed(request: Request) -> Response:
        if addresses.elsewhere(request):
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED)
        given = request.query_params
        wrong = [_wrong(name, "this is not asked here") for name in given if name not in asked]
        twice = [name for name in given if len(given.getlist(name)) > 1 and not asked.get(name, True)]
        said = [*given.multi_items(), *request.path_params.items()]
        wrong += [_wrong(name, "this holds a NUL, which no text has") for name, value in said if "\x00" in str(value)]
        if wrong or twice:
            raise RequestValidationError([*wrong, *(_wrong(name, "this is asked once") for name in twice)])
        return await handle(request)

    return closed


def _wrong(name: str, why: str) -> dict[str, Any]:
    """Return one error as the framework tells its own."""
    return {"loc": ("query", name), "msg": why, "type": "value_error"}
