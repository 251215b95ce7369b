"""The secrets of endpoints: which of them sign now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from ledger import sealed


def valid(connection: Connection, endpoint: Mapping[str, Any], now: int) -> list[str]:
    """Return the secrets that sign at an instant in seconds: the present one, and the one before while it holds."""
    told = sealed.row(connection, "webhook_endpoint", endpoint)
    return [told["secret"], *([told["before"]] if told["before_until"] > now else [])]
