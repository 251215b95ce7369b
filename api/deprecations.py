"""What will go: one table, said in the answers' headers (RFC 9745, RFC 8594) and in the OpenAPI document."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from fastapi import Request, Response

from api.idempotency import Handle


@dataclass(frozen=True, slots=True)
class Going:
    """Since when a route is not to be used, on which day it goes, and what is used instead."""

    since: date
    until: date
    instead: str

    def headers(self) -> dict[str, str]:
        """Return what its answers say of it."""
        return {
            "Deprecation": f"@{int(_begin(self.since).timestamp())}",
            "Sunset": format_datetime(_begin(self.until), usegmt=True),
            "Link": f'<{self.instead}>; rel="successor-version"',
        }


#: operation id -> when it goes. A route stays here for a year before it goes.
DEPRECATED: dict[str, Going] = {}


def announced(handle: Handle, name: str) -> Handle:
    """Return a handler whose answers say that the route will go, where it is in the table."""

    async def told(request: Request) -> Response:
        response = await handle(request)
        if going := DEPRECATED.get(name):
            response.headers.update(going.headers())
        return response

    return told


def _begin(day: date) -> datetime:
    """Return when a day begins in UTC."""
    return datetime.combine(day, time.min, UTC)
