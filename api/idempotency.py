"""A POST under one key is carried out once: the same request again gets the first answer, another one is refused.

The answers are kept for thirty days; here is what is under way at this moment, and what makes two requests the same.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import Header, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api import addresses
from kit.refusals import Conflict, Invalid
from services.running import answers
from services.running.answers import Answer
from services.workspace import Workspace

KEY_LENGTH_MAX = 255
REPLAYED = "Idempotent-Replayed"
#: What a form may hold.
FILES_MAX, FIELDS_MAX = 50, 400
#: The headers that belong to an answer; the others are of the moment.
KEPT_HEADERS = ("content-type", "location", "etag")
#: Members of an answer that are told once, and never to a repeat.
TOLD_ONCE = ("bearer", "secret")

Handle = Callable[[Request], Coroutine[Any, Any, Response]]


async def key_shown(
    idempotency_key: Annotated[
        str, Header(description="Makes the request safe to repeat: the same key and body give the first answer again.")
    ] = "",
) -> str:
    """Return the caller's key as a route is given it."""
    return as_key(idempotency_key)


def as_key(shown: str) -> str:
    """Return a key as it is kept; the draft standard writes it in quotes, most clients do not. Refused: Invalid."""
    key = shown.strip()
    key = key[1:-1] if len(key) >= 2 and key[0] == key[-1] == '"' else key
    if len(key) > KEY_LENGTH_MAX or not key.isprintable():
        raise Invalid(f"An Idempotency-Key has at most {KEY_LENGTH_MAX} printable characters.")
    return key


class UnderWay:
    """The keys whose first request this process is carrying out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[str] = set()

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Hold a key while its request is carried out; no key, nothing to hold. Refused: Conflict where it is held."""
        with self._lock:
            if key in self._keys:
                raise Conflict("The first request under this key is still under way: ask again in a moment.")
            if key:
                self._keys.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(key)


def once(handle: Handle) -> Handle:
    """Return a handler that carries out a request under a key once, and keeps its answer; a refusal is not kept."""

    async def carried_out(request: Request) -> Response:
        key = as_key(request.headers.get("Idempotency-Key", ""))
        if not key:
            return await handle(request)
        with request.app.state.under_way.alone(key):
            try:
                return await _first(handle, request, key)
            finally:
                await request.close()  # the files of a form that nobody read on

    return carried_out


async def _first(handle: Handle, request: Request, key: str) -> Response:
    """Return the answer that was given under a key; else carry the request out and keep what it was answered."""
    workspace: Workspace = request.app.state.workspace
    asked = await _digest(request)
    first = await run_in_threadpool(answers.given, workspace, key, asked)
    if first:
        return _again(first)
    response = await handle(request)
    first = await run_in_threadpool(answers.keep, workspace, key, asked, _answer(response))
    return _again(first) if first else response


def _again(first: Answer) -> Response:
    """Return an answer as it was given before; another process may have given it while this one was at it."""
    return Response(first.body, first.status, {**first.headers, REPLAYED: "true"})


def _answer(response: Response) -> Answer:
    """Return an answer as it is kept: without what is told once."""
    headers = {name: value for name, value in response.headers.items() if name in KEPT_HEADERS}
    body = bytes(response.body)
    if any(f'"{name}"'.encode() in body for name in TOLD_ONCE):
        told = json.loads(body)
        body = json.dumps({**told, **{name: "" for name in TOLD_ONCE if name in told}}).encode()
    return Answer(response.status_code, headers, body.decode())


async def _digest(request: Request) -> str:
    """Return the digest of who asks for what: a JSON body by its meaning, a form by its fields and files."""
    who = request.state.acting.person
    if request.headers.get("Content-Type", "").startswith("multipart/form-data"):
        form = await request.form(max_files=FILES_MAX, max_fields=FIELDS_MAX)
        said: Any = [[name, await run_in_threadpool(_field, value)] for name, value in form.multi_items()]
    else:
        said = _meaning(await request.body())
    there = [
        request.method,
        addresses.of(request),
        sorted(request.query_params.multi_items()),
        who.login if who else "",
    ]
    return hashlib.sha256(json.dumps([there, said], sort_keys=True).encode()).hexdigest()


def _field(value: UploadFile | str) -> str | list[str | None]:
    """Return a text as it is, a file as its name and the hash of its bytes."""
    if isinstance(value, str):
        return value
    found = hashlib.file_digest(value.file, "sha256").hexdigest()  # type: ignore[arg-type]
    value.file.seek(0)
    return [value.filename, found]


def _meaning(body: bytes) -> Any:
    """Return what a JSON body says, however it is spaced; what is no JSON as its letters."""
    try:
        return json.loads(body)
    except ValueError:
        return body.hex()
