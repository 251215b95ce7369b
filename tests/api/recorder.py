"""Keeps the first answer of each operation as its example: what was sent, and what a running application said to it."""

import re
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.api.document import PATHS

Shape = dict[str, Any]
#: An example shows so many of a list.
SHOWN = 2
#: What is told once stands in no document.
TOLD_ONCE = {"bearer": "tok_live_51b0c7a4e2d1_told-once", "secret": "whsec_dG9sZC1vbmNlLXRvbGQtb25jZQ=="}


class Recorder:
    """Asks an application by the names of its operations and keeps examples: `examples` by operation id."""

    def __init__(self, app: FastAPI, examples: dict[str, Shape]) -> None:
        self.client = TestClient(app, base_url="http://127.0.0.1")
        self.examples = examples
        self.operations = {
            operation["operationId"]: (method, path)
            for path, ways in PATHS.items()
            for method, operation in ways.items()
        }

    def ask(
        self,
        name: str,
        body: Any = None,
        /,
        *,
        query: Shape | None = None,
        files: Shape | None = None,
        form: Shape | None = None,
        **path: str | int,
    ) -> Any:
        """Ask an operation; `path` fills its address. Whatever is no success fails."""
        method, pattern = self.operations[name]
        address = pattern.format(**{part: quote(str(value), safe="") for part, value in path.items()})
        sent: Shape = {"json": body} if body is not None else {"files": files, "data": form} if files else {}
        answer = self.client.request(method, address, params=query, **sent)
        assert answer.is_success, (name, answer.status_code, answer.text)
        spoken = answer.headers.get("content-type", "").startswith("application/json") and answer.content
        told = answer.json() if spoken else answer.text
        request = body if files is None else {**{part: _as_text(file) for part, file in files.items()}, **(form or {})}
        example = {"parameters": {**path, **(query or {})}, "request": shown(request), "status": answer.status_code}
        self.examples.setdefault(name, {**example, "response": shown(told)})
        return told


#: A receiver on this machine.
HERE = re.compile(r"http://127\.0\.0\.1:\d+")


def shown(told: Any) -> Any:
    """Return what was said as an example shows it: lists cut short, what is told once and where we listen made up."""
    if isinstance(told, list):
        return [shown(one) for one in told[:SHOWN]]
    if isinstance(told, dict):
        return {name: TOLD_ONCE.get(name) or shown(value) for name, value in told.items()}
    return HERE.sub("https://erp.example", told) if isinstance(told, str) else told


def _as_text(file: Any) -> Any:
    """Return the bytes of a file of a form as text."""
    content: bytes | str = file[1]
    return content if isinstance(content, str) else content.decode("cp1252")
