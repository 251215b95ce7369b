"""A trainee's write is kept as a proposal; whoever may do what it says decides it, as a request of theirs."""

import json
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.types import Message

from api import addresses, admission, problems
from api.acting import Acting
from api.idempotency import as_key
from api.paper import paper
from kit.refusals import Conflict, Invalid, NotAllowed, TooLarge
from ledger.approvals import REFUSED
from services import control, proposals
from services.control import Settled
from services.people import roles
from services.proposals import Proposed
from services.workspace import Approval, Workspace

FORM = "application/x-www-form-urlencoded"
#: Who asks, as the decision itself is asked; nothing of how the answer is to look.
KEPT = frozenset({b"host", b"cookie", b"authorization", b"user-agent"})
#: Many at once are for programs: they are not proposed.
MANY = "/v1/bulk/"
OK_MAX = 399


def proposes(request: Request, acting: Acting) -> bool:
    """Tell whether a request is kept as a proposal: its person may propose such a decision, and not make it."""
    need = admission.scope(request.method, addresses.of(request))
    writes = request.method not in admission.SAFE
    alone = not addresses.of(request).startswith(MANY)
    return (
        writes
        and alone
        and need in roles.PROPOSED
        and "propose" in acting.scopes
        and not roles.allow(acting.scopes, need)
    )


async def keep(request: Request) -> Response:
    """Keep a request as a proposal, and say so: 202."""
    what = await _sent(request)
    workspace: Workspace = request.app.state.workspace
    person = request.state.acting.person.login
    key = as_key(request.headers.get("Idempotency-Key", ""))
    asked = await run_in_threadpool(proposals.propose, workspace.by(person), what, actor=person, key=key)
    if request.headers.get("HX-Request"):
        shown = {"HX-Retarget": "#notice", "HX-Reswap": "innerHTML", "HX-Push-Url": "false"}
        return paper(request, "parts/proposed.html", {"asked": asked}, status_code=202, headers=shown)
    return JSONResponse({"request_id": asked.request_id, "kind": asked.kind}, 202)


async def decide(
    request: Request, request_id: str, verdict: Literal["approved", "refused"], note: str, key: str = ""
) -> Settled | Response:
    """Carry a proposal out as who asks, or refuse it; a Response says how the decision was refused.

    Refused: NotFound, Decided, NotAllowed for who may not do what it says, SamePerson.
    """
    workspace: Workspace = request.state.workspace
    acting: Acting = request.state.acting
    what = await run_in_threadpool(proposals.waiting, workspace, request_id)
    need = admission.scope(what.method, what.path) or ""
    if acting.person is None or not roles.allow(acting.scopes, need):
        raise NotAllowed(f"{what.method} {what.path} asks for the scope {need}: so does deciding about it")
    if verdict == REFUSED:
        return await run_in_threadpool(
            control.refuse, workspace, request_id, actor=acting.person.login, note=note, key=key
        )
    approval = Approval(request_id, note)
    status, body = await _again(request, what, approval)
    if status > OK_MAX:
        return problems.answer(request, json.loads(body))
    if not approval.done:
        raise Conflict(f"{request_id} changed nothing: it stands so already; refuse it")
    return Settled(request_id, verdict)


async def _sent(request: Request) -> Proposed:
    """Return a request as a proposal keeps it, without who sent it. Refused: Invalid, TooLarge."""
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > proposals.LETTERS_MAX:
            raise TooLarge(f"a proposal has at most {proposals.LETTERS_MAX:,} letters: files are not proposed")
    try:
        given: Any = _fields(body) if kind == FORM else json.loads(body or b"null")
    except ValueError as wrong:
        raise Invalid("a proposal is JSON, or a form without files") from wrong
    said = given.pop("by", "") if isinstance(given, dict) else ""
    request.app.state.workspace.by(request.state.acting.person.login).named(said[0] if kind == FORM and said else said)
    seen = request.headers.get("If-Match", "")
    return Proposed(request.method, addresses.of(request), request.url.query, given, kind == FORM, seen)


def _fields(body: bytes) -> dict[str, list[str]]:
    """Return the fields of a form, each with its values."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(body.decode(), keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


async def _again(request: Request, what: Proposed, approval: Approval) -> tuple[int, bytes]:
    """Send a proposal as the request of who decides, through everything that stands in front of a route."""
    body = urlencode(what.given, doseq=True).encode() if what.form else json.dumps(what.given).encode()
    kind = FORM if what.form else "application/json"
    more = {"content-type": kind, "content-length": str(len(body)), "accept": "application/json", "if-match": what.seen}
    headers = [pair for pair in request.scope["headers"] if pair[0] in KEPT]
    headers += [(name.encode(), value.encode()) for name, value in more.items() if value]
    same = ("type", "asgi", "http_version", "server", "client", "scheme", "root_path", "extensions")
    scope = {name: request.scope[name] for name in same if name in request.scope}
    scope |= {"method": what.method, "path": what.path, "raw_path": what.path.encode(), "headers": headers}
    scope |= {"query_string": what.query.encode(), "state": {"approval": approval}}
    status, parts = 500, []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        parts.append(message.get("body", b""))

    await request.app(scope, receive, send)
    return status, b"".join(parts)
