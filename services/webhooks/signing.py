"""Signatures by the Standard Webhooks scheme: `webhook-id`, `webhook-timestamp`, `webhook-signature` (v1, HMAC-SHA256).

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
SECRET_BYTES = 32


def fresh() -> str:
    """Return a new secret as the receiver is told it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed(secret: str, message_id: str, at: int, body: bytes) -> str:
    """Return one signature of a message at an instant in seconds since 1970."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    said = f"{message_id}.{at}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, said, "sha256")).decode()


def headers(keys: Sequence[str], message_id: str, at: int, body: bytes) -> dict[str, str]:
    """Return the headers of a message; while secrets change it carries a signature of each."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "tieout-webhooks/1",
        "Webhook-Id": message_id,
        "Webhook-Timestamp": str(at),
        "Webhook-Signature": " ".join(signed(key, message_id, at, body) for key in keys),
    }
