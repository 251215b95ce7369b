"""OpenID Connect, the code flow with PKCE: where to send a browser, and who it was when it comes back.

OpenID Connect Core 1.0 section 3.1, RFC 7636 (PKCE, S256), RFC 9207 (the issuer in the answer).
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from kit import outside
from kit.refusals import AddressNotAllowed, Refused
from services.people.providers import Provider
from services.people.refusals import SignOnRefused
from services.workspace import Workspace

#: Signatures that a public key proves; never one of a shared secret, and never none.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")
#: How far the provider's clock and ours may differ.
LEEWAY_SECONDS = 60
#: How long what the provider says of itself is believed; and how soon its keys may be asked for once more.
KNOWN_SECONDS, AGAIN_SECONDS = 3600, 10
SECONDS_MAX, BYTES_MAX = 10, 1 << 20
WELL_KNOWN = "/.well-known/openid-configuration"


class ProviderAway(Refused):
    """The provider where people sign in cannot be reached, or says nothing that can be used."""

    code = "provider_away"
    retry = True


@dataclass(frozen=True, slots=True)
class Begun:
    """What is remembered of a sign-in while the browser is at the provider. `at` is in seconds since 1970."""

    state: str
    nonce: str
    verifier: str
    at: int


def begun(now: int) -> Begun:
    """Return a fresh sign-in: three words that nobody can guess."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Begun(state, nonce, verifier, now)


class Client:
    """Speaks to one provider; what it says of itself and its keys is kept for a while."""

    def __init__(self, workspace: Workspace, provider: Provider) -> None:
        self.workspace = workspace
        self.provider = provider
        self._lock = threading.Lock()
        self._said: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._said_at = self._keys_at = 0

    def address(self, begun: Begun) -> str:
        """Return where the browser is sent. Refused: ProviderAway."""
        digest = hashlib.sha256(begun.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": self.provider.redirect_url,
            "scope": self.provider.scopes,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        there = self._endpoint("authorization_endpoint")
        return f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}"

    def claims(self, begun: Begun, answer: Mapping[str, str]) -> dict[str, Any]:
        """Return what the provider says of who came back. Refused: SignOnRefused with why, ProviderAway."""
        if answer.get("error"):
            raise SignOnRefused(f"the provider refused: {answer['error'][:100]}")
        if not secrets.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
            raise SignOnRefused("this answer belongs to no sign-in that was begun here: begin again")
        if answer.get("iss", self.provider.issuer) != self.provider.issuer:
            raise SignOnRefused("the answer comes from another provider")
        return self._proven(self._token(answer.get("code", ""), begun.verifier), begun.nonce)

    def _token(self, code: str, verifier: str) -> str:
        """Return the id token that a code stands for."""
        said = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.provider.redirect_url,
            "code_verifier": verifier,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        given = self.workspace.settings.oidc_secret
        if given is None:
            said["client_id"] = self.provider.client_id
        elif "client_secret_basic" in self._about().get(
            "token_endpoint_auth_methods_supported", ["client_secret_basic"]
        ):
            both = ":".join(map(quote_plus, (self.provider.client_id, given.get_secret_value())))
            headers["Authorization"] = f"Basic {base64.b64encode(both.encode()).decode()}"
        else:
            said |= {"client_id": self.provider.client_id, "client_secret": given.get_secret_value()}
        status, told = self._asked(self._endpoint("token_endpoint"), headers, urlencode(said).encode())
        if status != 200 or not isinstance(told.get("id_token"), str):
            raise SignOnRefused(f"the provider did not take the code: {str(told.get('error', status))[:100]}")
        return str(told["id_token"])

    def _proven(self, token: str, nonce: str) -> dict[str, Any]:
        """Return the claims of a token that the provider signed for us, for this sign-in, just now."""
        try:
            try:
                read = jwt.decode(token, self._key_set(), algorithms=ALGORITHMS)
            except (InvalidKeyIdError, ValueError):  # it signs with a key that we have not seen yet
                read = jwt.decode(token, self._key_set(again=True), algorithms=ALGORITHMS)
            held = jwt.JWTClaimsRegistry(
                now=self.workspace.seconds,
                leeway=LEEWAY_SECONDS,
                iss={"essential": True, "value": self.provider.issuer},
                aud={"essential": True, "value": self.provider.client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            held.validate(read.claims)
        except (JoseError, ValueError, TypeError) as wrong:
            raise SignOnRefused(f"what the provider says cannot be proven: {type(wrong).__name__}") from wrong
        party = read.claims.get("azp", self.provider.client_id)
        if party != self.provider.client_id:
            raise SignOnRefused("what the provider says is meant for somebody else")
        return dict(read.claims)

    def _key_set(self, *, again: bool = False) -> KeySet:
        """Return the provider's keys; `again` asks for them anew, where that was not done just now."""
        now = self.workspace.seconds()
        with self._lock:
            age = now - self._keys_at
            if self._keys is not None and age < (AGAIN_SECONDS if again else KNOWN_SECONDS):
                return self._keys
        _, told = self._asked(self._endpoint("jwks_uri"))
        try:
            signing = [key for key in told["keys"] if key.get("use", "sig") == "sig" and key.get("kty") != "oct"]
            keys = KeySet.import_key_set({"keys": signing})
        except (JoseError, KeyError, TypeError, ValueError, AttributeError) as wrong:
            raise ProviderAway(f"{self.provider.issuer}: its keys cannot be read") from wrong
        with self._lock:
            self._keys, self._keys_at = keys, now
        return keys

    def _endpoint(self, name: str) -> str:
        """Return an address that the provider says of itself."""
        found = self._about().get(name)
        if not isinstance(found, str):
            raise ProviderAway(f"{self.provider.issuer}: it names no {name}")
        return found

    def _about(self) -> dict[str, Any]:
        """Return what the provider says of itself; it must call itself what we call it (Discovery 1.0, 4.3)."""
        now = self.workspace.seconds()
        with self._lock:
            if self._said and now - self._said_at < KNOWN_SECONDS:
                return self._said
        _, told = self._asked(self.provider.issuer.rstrip("/") + WELL_KNOWN)
        if told.get("issuer") != self.provider.issuer:
            raise ProviderAway(f"{self.provider.issuer}: it calls itself something else")
        with self._lock:
            self._said, self._said_at = told, now
        return told

    def _asked(
        self, url: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> tuple[int, dict[str, Any]]:
        """Return status and JSON of a call. Refused: ProviderAway."""
        settings = self.workspace.settings
        try:
            target = outside.checked(url, outside.Reach(outside.networks(settings.outside_allowed)))
            said = {"Accept": "application/json", **(headers or {})}
            limits = {"seconds_max": SECONDS_MAX, "bytes_max": BYTES_MAX}
            answer = outside.call(target, "POST" if body else "GET", said, body, **limits)
            told = json.loads(answer.body)
        except (outside.UnreachedError, outside.UnansweredError, AddressNotAllowed, ValueError) as wrong:
            raise ProviderAway(f"{self.provider.issuer}: {wrong}") from wrong
        return answer.status, told if isinstance(told, dict) else {}
