"""What stands in front of every route: the host asked for, who asks, where a write came from, and the headers back."""

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import addresses, admission, proposing
from api.acting import Acting, People, cookie
from api.admission import OPEN, SAFE, SIGN_IN
from api.problems import ForeignOrigin, NoToken, SessionEnded, SignedOut, UnknownHost, refuse
from api.rate_limits import Rates
from kit.refusals import NotAllowed, Refused, TooLarge
from services.people import roles
from services.people.refusals import SignInNeeded

#: How much of a refused body is read and thrown away.
DRAINED_BYTES_MAX = 256 * 1024 * 1024
#: What one subscriber has of IPv6 (RFC 6177).
NETWORK_BITS = 64
COOKIE = "tieout_session"
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
#: Set on every answer (OWASP ASVS 5.0 §3.4, §14.3.2).
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: Set where the request came over TLS, or over a proxy we trust that says so (ASVS 3.4.1); a year, in seconds.
TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
#: path -> how long it may be kept; everything else is data and is not kept.
KEEPING = {
    "/static/vendor/": "public, max-age=31536000, immutable",
    "/static/": "no-cache",
}


@dataclass(frozen=True, slots=True)
class Session:
    """One browser: an unguessable id, and whether its person has shown the token."""

    id: str
    signed_in: bool


@dataclass(frozen=True, slots=True)
class Sessions:
    """Writes and reads session cookies; the secret lives as long as the process, so a restart signs everybody out."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def cookie(self, session: Session) -> str:
        """Return the cookie's value, signed."""
        value = f"{session.id}.{int(session.signed_in)}"
        return f"{value}.{self._signed('session', value)}"

    def read(self, cookie: str) -> Session | None:
        """Return the session of a cookie we signed, else None."""
        value, _, signature = cookie.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signed("session", value).encode()):
            return None
        name, _, signed_in = value.partition(".")
        return Session(name, signed_in == "1")

    def csrf(self, session: Session) -> str:
        """Return what a page of this session must send with every write."""
        return self._signed("csrf", session.id)

    def signature(self, purpose: str, value: str) -> str:
        """Return the signature of a value that a browser holds for us."""
        return self._signed(purpose, value)

    def signed_so(self, purpose: str, value: str, signature: str) -> bool:
        """Tell, in constant time, whether a signature is ours."""
        return hmac.compare_digest(signature.encode(), self._signed(purpose, value).encode())

    def _signed(self, purpose: str, value: str) -> str:
        """Return the signature of a value for one purpose."""
        return hmac.new(self.secret, f"{purpose}\x1f{value}".encode(), hashlib.sha256).hexdigest()


class Guard:
    """Checks in this order: host, origin, who, what they may do, size, page token; then adds the headers to the answer.

    Before anybody was added (`tieout user add`) the token stands for everybody, or on loopback nothing does.
    """

    def __init__(
        self,
        app: ASGIApp,
        token: str | None,
        sessions: Sessions,
        people: People,
        *,
        rates: Rates,
        sign_ins: Rates,
        body_bytes_max: int,
    ) -> None:
        self.app = app
        self.rates = rates
        self.sign_ins = sign_ins
        self.people = people
        self.body_bytes_max = body_bytes_max
        self.token = token
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with the refusal."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        known = self.sessions.read(request.cookies.get(COOKIE, ""))
        session = known or Session(secrets.token_urlsafe(32), signed_in=False)
        request.state.session = session
        request.state.csrf = self.sessions.csrf(session)
        cookie = None if known or not _is_page(scope["path"]) else self.sessions.cookie(session)
        leaving = _Headers(send, scope["path"], cookie, secure=scope["scheme"] == "https")
        request.state.people, request.state.acting = await run_in_threadpool(self._acting, request)
        try:
            leaving.also = self._counted(request)
            self._admit(request, session)
        except Refused as refused:
            await _drain(request)
            await refuse(request, refused)(scope, receive, leaving)
            return
        if proposing.proposes(request, request.state.acting):
            await self._keep(request, leaving)
            return
        await self.app(scope, receive, leaving)

    async def _keep(self, request: Request, leaving: Send) -> None:
        """Keep what a trainee sends as a proposal."""
        try:
            response = await proposing.keep(request)
        except Refused as refused:
            response = refuse(request, refused)
        await response(request.scope, request.receive, leaving)

    def _acting(self, request: Request) -> tuple[bool, Acting]:
        """Return whether people are known, asked once a request, and who asks."""
        people = self.people.anybody()
        known = self.people.known(request) if people and not addresses.of(request).startswith("/static/") else None
        return people, known or Acting()

    def _counted(self, request: Request) -> dict[str, str]:
        """Count the request of a key, a login or, of nobody known, a place; who signs in apart. Refused: TooMany."""
        if not (self.token or request.state.people):
            return {}
        path, place = addresses.of(request), _place(request.client.host if request.client else "")
        if path.startswith(SIGN_IN):
            return self.sign_ins.take(place)
        if path.startswith(OPEN):
            return {}
        person = request.state.acting.person
        shown = request.headers.get("Authorization", "").rpartition("_")[0]
        return self.rates.take(f"{person.login} {shown}" if person else place)

    def _allow(self, request: Request, acting: Acting) -> None:
        """Refuse what the roles of who asks do not allow. Refused: SignInNeeded, NotAllowed."""
        need = admission.scope(request.method, addresses.of(request))
        if need == "":
            return
        if acting.person is None:
            raise _nobody(request, SignInNeeded(), "Sign in in another tab, then do it again here.")
        if need is None and request.method not in addresses.methods(request):
            return  # there is nothing to protect: the router says so
        if not roles.allow(acting.scopes, need or "") and not proposing.proposes(request, acting):
            holding = f"the scope {need}" if need else "a scope that nobody has been given"
            raise NotAllowed(f"{request.method} {addresses.of(request)} asks for {holding}")

    def _admit(self, request: Request, session: Session) -> None:
        """Refuse what may not come in."""
        people = request.state.people
        if self.token is None and not people and _hostname(request.headers.get("Host", "")) not in LOOPBACK:
            raise UnknownHost
        writes = request.method not in SAFE
        if writes and not _same_site(request.headers):
            raise ForeignOrigin
        if self.token is not None and not people and not self._shown(request, session):
            raise _nobody(request, NoToken(), "Load the page again and sign in, then do it once more.")
        if people:
            self._allow(request, request.state.acting)
        if int(request.headers.get("Content-Length", "0")) > self.body_bytes_max:
            raise TooLarge(f"the request is larger than the limit of {self.body_bytes_max:,} bytes: send less at once")
        sent = request.headers.get("X-CSRF-Token", "")
        if (
            writes
            and getattr(request.state, "approval", None) is None  # its own request has shown the token
            and _is_page(addresses.of(request))
            and not hmac.compare_digest(sent.encode(), request.state.csrf.encode())
        ):
            raise SessionEnded if sent else ForeignOrigin

    def _shown(self, request: HTTPConnection, session: Session) -> bool:
        """Tell whether the token was shown, now or at sign-in, or is not needed here."""
        if session.signed_in or addresses.of(request).startswith(OPEN):
            return True
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self.is_token(token)

    def is_token(self, given: str) -> bool:
        """Compare with the token in constant time."""
        return self.token is not None and hmac.compare_digest(given.strip().encode(), self.token.encode())


async def _drain(request: Request) -> None:
    """Read what a refused caller is still sending, within reason: they shall hear the answer, not a broken pipe."""
    read = 0
    async for part in request.stream():
        read += len(part)
        if read > DRAINED_BYTES_MAX:
            return


class _Headers:
    """Adds the headers of this house to an answer as it starts."""

    def __init__(self, send: Send, path: str, cookie: str | None, *, secure: bool) -> None:
        self.send = send
        self.keeping = next((kept for start, kept in KEEPING.items() if path.startswith(start)), "no-store")
        self.cookie = cookie
        self.secure = secure
        self.also: dict[str, str] = {}
        self.house = HEADERS | TRANSPORT if secure else HEADERS

    async def __call__(self, message: Message) -> None:
        """Pass the message on, with the headers on the first."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in (*self.house.items(), *self.also.items()):
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", self.keeping)
            if message["status"] == HTTPStatus.TEMPORARY_REDIRECT:  # the router's own, to the host that a caller names
                headers["Location"] = urlsplit(headers["Location"])._replace(scheme="", netloc="").geturl()
            own = f"{COOKIE}="
            if self.cookie and not any(one.startswith(own) for one in headers.getlist("set-cookie")):
                headers.append("Set-Cookie", as_cookie(self.cookie, secure=self.secure))
        await self.send(message)


def as_cookie(value: str, *, secure: bool) -> str:
    """Return the Set-Cookie header of a session."""
    return cookie(COOKIE, value, secure=secure)


def _is_page(path: str) -> bool:
    """Tell whether a path is a page's: pages have sessions, programs have none."""
    return not path.startswith(("/v1", "/static/", "/healthz", "/readyz", "/openapi.json"))


def _place(host: str) -> str:
    """Return where somebody unknown is: of an IPv6 address its network, since each has addresses without end."""
    try:
        network = ipaddress.IPv6Network((host, NETWORK_BITS), strict=False)
    except ValueError:
        return host
    return str(network)


def _hostname(host: str) -> str:
    """Return the name in a Host header without its port."""
    name, bracket, _ = host.partition("]")
    return f"{name}]" if bracket else host.partition(":")[0].lower()


def _same_site(headers: Headers) -> bool:
    """Tell whether a browser says the write comes from our own page; a program says nothing."""
    if headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("Origin")
    return origin is None or origin.partition("://")[2] == headers.get("Host")


def _nobody(request: Request, asks: Refused, again: str) -> Refused:
    """Return what somebody unknown is told: a piece of a page is asked for by who had signed in before."""
    return SignedOut(again) if request.headers.get("HX-Request") else asks
