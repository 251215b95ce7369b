"""The OpenAPI document is reviewed: the committed file is the promise, and a test says when the code says otherwise."""

import json
import re
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api import admission
from api.acting import COOKIE, COOKIE_SECURE
from api.deprecations import DEPRECATED
from api.schemas.bank_files import FileEvent
from api.schemas.shared import Problem
from api.tabular import MEDIA

COMMITTED = Path(__file__).with_name("openapi.json")
#: An asked and answered example of every operation, recorded by `python -m tests.api.examples`.
EXAMPLES = Path(__file__).with_name("examples.json")
#: The media types whose answers are shown.
SHOWN = ("application/json", "text/event-stream")
#: Shapes that no route returns by itself: what a refusal looks like, and what an event carries.
BESIDES = (Problem, FileEvent)
#: How a caller shows who they are; the scope that an operation asks for stands beside its name there.
SHOWN_BY: dict[str, dict[str, str]] = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "tok_live_…",
        "description": "A program's key, made for some scopes of its owner (`POST /v1/people/keys`). Before anybody was"
        " added the server's own token stands here, if it has one, and opens everything.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE_SECURE,
        "description": f"Who signed in at `/sign-in`, with the scopes of their roles; over plain HTTP `{COOKIE}`. A"
        " write is taken from our own pages alone.",
    },
}
_PART = re.compile(r"\{[^}]+\}")


class Api(FastAPI):
    """The application with its whole document."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI 3.1 document, with the shapes of refusals and events in it."""
        if not self.openapi_schema:
            document = super().openapi()
            shapes = document["components"]["schemas"]
            for shape in BESIDES:
                shapes[shape.__name__] = shape.model_json_schema(ref_template="#/components/schemas/{model}")
            _say_binary(shapes)
            examples: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
            document["components"]["securitySchemes"] = SHOWN_BY
            for address, path in document["paths"].items():
                for method, operation in path.items():
                    _say_conventions(operation)
                    _say_scope(operation, admission.scope(method.upper(), _PART.sub("x", address)))
                    _show(operation, examples.get(operation["operationId"]))
        return self.openapi_schema or {}


def written(app: FastAPI) -> str:
    """Return the document as it is committed."""
    return json.dumps(app.openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _say_conventions(operation: dict[str, Any]) -> None:
    """Say what a route is given by the conventions alone: the other forms of a list, and that it will go."""
    told = operation["responses"].get("200", {}).get("content", {})
    shape = told.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    if shape.startswith("Page_") or shape == "Report":
        told.update({media: {"schema": {"type": "string"}} for media in MEDIA})
    if operation["operationId"] in DEPRECATED:
        operation["deprecated"] = True


def _say_scope(operation: dict[str, Any], scope: str | None) -> None:
    """Say what an operation asks of whoever calls it: a key or a session of this scope, or nothing."""
    assert scope is not None, f"{operation['operationId']} stands in no row of the admission table"
    operation["security"] = [{scheme: [scope]} for scheme in SHOWN_BY] if scope else []


def _say_binary(part: Any) -> None:
    """Call bytes `binary` wherever they stand: generators of clients know that word of OpenAPI 3.0 alone."""
    if isinstance(part, dict) and part.get("contentMediaType") == "application/octet-stream":
        part["format"] = "binary"
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _say_binary(inner)


def _show(operation: dict[str, Any], example: dict[str, Any] | None) -> None:
    """Show what was asked of an operation, and what a running server answered."""
    if example is None:
        return
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in example["parameters"]:
            parameter["example"] = example["parameters"][parameter["name"]]
    for body in operation.get("requestBody", {}).get("content", {}).values():
        body["example"] = example["request"]
    for media, told in operation["responses"][str(example["status"])].get("content", {}).items():
        if media in SHOWN:
            told["example"] = example["response"]
