"""An OpenID provider on loopback, spoken to over real HTTP: code flow, PKCE, keys that change, and lies on demand."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "tieout", "a secret: with marks & more"
#: Keys are dear to make: these serve every test.
KEYS = {name: RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"}) for name in ("one", "two")}


class Provider:
    """What the provider knows, and how it shall behave."""

    def __init__(self, now: Callable[[], int]) -> None:
        self.now = now
        self.issuer = ""
        self.who: dict[str, Any] = {}  # the claims of who sits at the browser
        self.signs = self.shows = "one"  # the key that signs, the one that the key set shows
        self.lies: dict[str, Any] = {}  # claims that are told other than they are
        self.forged = ""  # how a token is signed instead: `none`, `shared`
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def told(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, str], dict[str, Any]]:
        """Answer a GET."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            return 200, {}, {"issuer": self.issuer, **{name: f"{self.issuer}/{name}" for name in names}}
        if path == "/jwks_uri":
            return 200, {}, {"keys": [KEYS[self.shows].as_dict(private=False)]}
        assert path == "/authorization_endpoint"
        assert (query["response_type"], query["client_id"], query["code_challenge_method"]) == ("code", CLIENT, "S256")
        code = f"code{len(self.codes)}"
        self.codes[code] = query
        back = {"code": code, "state": query["state"], "iss": self.issuer}
        return 303, {"Location": f"{query['redirect_uri']}?{urlencode(back)}"}, {}

    def changed(self, form: dict[str, str], proof: str) -> tuple[int, dict[str, str], dict[str, Any]]:
        """Answer the token endpoint: a code is taken once, from our client, with what its challenge was made of."""
        begun = self.codes.pop(form.get("code", ""), None)
        both = f"{CLIENT}:a+secret%3A+with+marks+%26+more"
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        right = (
            begun is not None
            and proof == f"Basic {base64.b64encode(both.encode()).decode()}"
            and begun["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
            and begun["redirect_uri"] == form.get("redirect_uri")
        )
        if begun is None or not right:
            return 400, {}, {"error": "invalid_grant"}
        times = {"iat": self.now(), "exp": self.now() + 300}
        claims = {"iss": self.issuer, "aud": CLIENT, **times, "nonce": begun["nonce"], **self.who, **self.lies}
        told = {name: value for name, value in claims.items() if value is not None}
        return 200, {}, {"access_token": "x", "token_type": "Bearer", "id_token": self._signed(told)}

    def _signed(self, claims: dict[str, Any]) -> str:
        """Return the token, signed as it shall be."""
        if self.forged:  # not signed; or by the public key, taken for a shared secret
            algorithm = {"alg": "none" if self.forged == "none" else "HS256", "kid": self.shows}
            said = ".".join(_letters(json.dumps(part).encode()) for part in (algorithm, claims))
            public = KEYS[self.shows].as_pem(private=False)
            proof = hmac.digest(public, said.encode(), "sha256") if self.forged == "shared" else b""
            return f"{said}.{_letters(proof)}"
        return jwt.encode({"alg": "RS256", "kid": self.signs}, claims, KEYS[self.signs])


def _letters(data: bytes) -> str:
    """Return bytes as JOSE writes them."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@contextmanager
def provided(now: Callable[[], int]) -> Iterator[Provider]:
    """Run a provider for as long as a test needs it."""
    provider = Provider(now)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            self._tell(*provider.told(parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}))

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            given = {name: values[0] for name, values in form.items()}
            self._tell(*provider.changed(given, self.headers.get("Authorization", "")))

        def _tell(self, status: int, headers: dict[str, str], told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
