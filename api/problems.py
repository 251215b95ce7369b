"""Every no leaves the edge as one kind of answer: an RFC 9457 problem for programs, a short notice for pages."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import addresses
from api.paper import paper
from api.rate_limits import TooMany
from api.schemas.resolutions import ACTS
from kit import refusals
from kit.card_numbers import CardNumber
from kit.readers import ReaderAway
from ledger.refusals import BeyondAuthority, ConflictOfInterest, SamePerson, Trainee, Unapproved, Unwritable
from services.banking.taking import RowRefused
from services.bulk import BulkRefused
from services.dunning.mailbox import MailboxAway
from services.people import refusals as people
from services.people.openid import ProviderAway
from services.running.readiness import NotReady
from services.workspace import Unreachable

MEDIA_TYPE = "application/problem+json"
#: Where each code has its page.
HELP = "/refusals"


class NoToken(refusals.Refused):
    """This installation asks for its token: send it as `Authorization: Bearer …`, or sign in on the page."""

    code = "token_required"


class ForeignOrigin(refusals.Refused):
    """The request was started by another site, or by no page of ours: load the page again."""

    code = "foreign_origin"


class SessionEnded(refusals.Refused):
    """The session of this page has ended and nothing was done: load the page again, sign in if it asks, and go on."""

    code = "session_ended"


class SignedOut(refusals.Refused):
    """Your session has ended, and nothing was done."""

    code = "signed_out"


class UnknownHost(refusals.Refused):
    """Without a token this installation answers only under a loopback name."""

    code = "unknown_host"


class TakenAs(refusals.AlreadyTaken):
    """This file has been taken before."""

    def __init__(self, detail: str, file_id: str) -> None:
        super().__init__(detail)
        self.file_id = file_id  # of the file taken first: the same bytes


class NotAsSeen(refusals.Refused):
    """It changed after you read it: look again, then decide."""

    code = "not_as_seen"
    retry = True


class VersionNeeded(refusals.Refused):
    """This installation asks which version you decided on: send the `ETag` you read as `If-Match`."""

    code = "version_needed"


#: refusal -> HTTP status. The code is the `type` of the problem and never changes; the status may become more exact.
STATUSES: dict[type[refusals.Refused], int] = {
    refusals.NotFound: 404,
    refusals.Invalid: 422,
    CardNumber: 422,
    MailboxAway: 503,
    refusals.NotAllowed: 403,
    refusals.Unreadable: 422,
    RowRefused: 422,
    refusals.AlreadyTaken: 409,
    refusals.TooLarge: 413,
    refusals.Conflict: 409,
    refusals.Busy: 503,
    refusals.KeyReused: 422,
    refusals.Stale: 409,
    refusals.PeriodClosed: 409,
    refusals.OverApplied: 422,
    refusals.AddressNotAllowed: 422,
    SamePerson: 409,
    Trainee: 403,
    Unapproved: 409,
    BeyondAuthority: 403,
    Unwritable: 503,
    ConflictOfInterest: 403,
    NoToken: 401,
    SignedOut: 401,
    people.SignInNeeded: 401,
    people.SignInRefused: 401,
    people.NewPasswordNeeded: 401,
    people.SignInHeld: 429,
    people.DutiesConflict: 409,
    people.WeakPassword: 422,
    ForeignOrigin: 403,
    SessionEnded: 403,
    UnknownHost: 421,
    ReaderAway: 503,
    Unreachable: 503,
    NotReady: 503,
    ProviderAway: 503,
    NotAsSeen: 412,
    VersionNeeded: 428,
    TooMany: 429,
}
#: What the framework says no to by itself -> our code for it.
CODES: dict[int, str] = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "file_too_large",
    415: "unsupported_media_type",
    422: "invalid",
}


#: What the framework says -> what to do about it.
ADVICE: dict[str, str] = {
    "Not Found": "There is nothing at this address: /openapi.json lists what there is.",
    "Method Not Allowed": "This address takes other methods: /openapi.json lists them.",
}


def status_of(kind: type[refusals.Refused]) -> int:
    """Return the status of the nearest class in the table; a refusal that is in none is a 400."""
    return next((STATUSES[one] for one in kind.__mro__ if one in STATUSES), 400)


def problem(refused: refusals.Refused, *, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """Return the problem document of a refusal."""
    title = (type(refused).__doc__ or "").strip().splitlines()[0]
    said = _document(refused.code, title, status_of(type(refused)), refused.detail, retry=refused.retry, errors=errors)
    if isinstance(refused, BulkRefused):
        said["errors"] = [_of_one(place, one) for place, one in sorted(refused.wrong.items())]
    return {**said, "file_id": refused.file_id} if isinstance(refused, TakenAs) else said


def _of_one(place: int, refused: refusals.Refused) -> dict[str, str]:
    """Return which of many was refused, and why."""
    return {"pointer": f"#/data/{place}", "type": refused.code, "detail": refused.detail}


def _document(
    code: str, title: str, status: int, detail: str, *, retry: bool = False, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """Return the members of RFC 9457 §3.1, and ours: the code's page, whether again can help, where it went wrong."""
    members: dict[str, Any] = {"type": code, "title": title, "status": status, "detail": detail, "retry": retry}
    members["help"] = f"{HELP}/{code}"
    return {**members, "errors": errors} if errors else members


def answer(request: Request, document: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    """Return the document as the asker reads it: a notice for htmx, a page for a browser, else problem+json."""
    status = document["status"]
    if request.headers.get("HX-Request"):
        notice = {"HX-Retarget": "#notice", "HX-Reswap": "innerHTML", "HX-Push-Url": "false", **(headers or {})}
        return paper(request, "parts/refusal.html", {"problem": document}, status_code=status, headers=notice)
    if not addresses.of(request).startswith("/v1") and "text/html" in request.headers.get("Accept", ""):
        return paper(request, "refused.html", {"problem": document}, status_code=status, headers=headers)
    linked = {"Link": f'<{document["help"]}>; rel="help"', **(headers or {})}
    return JSONResponse(document, status, headers=linked, media_type=MEDIA_TYPE)


def refuse(request: Request, refused: Exception) -> Response:
    """Answer one of our own refusals."""
    assert isinstance(refused, refusals.Refused), refused
    status = status_of(type(refused))
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else {}
    if isinstance(refused, TakenAs):
        headers["Location"] = f"/v1/bank-files/{refused.file_id}"
    if isinstance(refused, TooMany):
        headers |= refused.headers
    return answer(request, problem(refused), headers)


#: Key that tells the shapes of a body apart -> the values it may have.
TAGS = {"act": ", ".join(ACTS)}
#: What pydantic finds of such a key -> what we say.
UNTOLD = {"union_tag_not_found": "`{told}` is missing", "union_tag_invalid": "`{told}` {tag!r} is none we know"}


def _invalid(request: Request, invalid: Exception) -> Response:
    """Answer a body or query that is not what the route takes, naming each place; what was sent is not repeated."""
    assert isinstance(invalid, RequestValidationError), invalid
    errors = [_error(error) for error in invalid.errors()]
    return answer(request, problem(refusals.Invalid("The request is not what this route takes."), errors=errors))


def _error(error: dict[str, Any]) -> dict[str, str]:
    """Return where (a JSON pointer into the body, or the parameter's name) and what."""
    place, *path = error["loc"]
    said = error["msg"]
    if wrong := UNTOLD.get(error["type"]):
        told = error["ctx"]["discriminator"].strip("'")
        path, said = [*path, told], f"{wrong.format(told=told, tag=error['ctx'].get('tag'))}: say one of {TAGS[told]}."
    where = {"pointer": "#" + "".join(f"/{step}" for step in path)} if place == "body" else {"parameter": str(path[-1])}
    return {**where, "detail": said}


def _http(request: Request, refused: Exception) -> Response:
    """Answer what the framework refuses: no such route, no such method, too large a body."""
    assert isinstance(refused, HTTPException), refused
    title = HTTPStatus(refused.status_code).phrase
    code = CODES.get(refused.status_code, "refused")
    said = str(refused.detail)
    headers = dict(refused.headers or {})
    if refused.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(addresses.methods(request)))
    return answer(request, _document(code, title, refused.status_code, ADVICE.get(said, said)), headers)


def _our_bug(request: Request, _bug: Exception) -> Response:
    """Say that it is our fault, and nothing about the inside."""
    return answer(
        request, _document("our_bug", "Something is wrong on our side", 500, "It is logged; try again later.")
    )


def install(app: FastAPI) -> None:
    """Let every refusal of the application leave as a problem."""
    app.add_exception_handler(refusals.Refused, refuse)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _our_bug)
