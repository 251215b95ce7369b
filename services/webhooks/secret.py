"""The secrets of endpoints: which of them sign now."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection


def valid(_connection: Connection, endpoint: Mapping[str, Any], now: int) -> list[str]:
    """Return the secrets that sign at an instant in seconds: the present one, and the one before while it holds."""
    return [endpoint["secret"], *([endpoint["before"]] if endpoint["before_until"] > now else [])]
