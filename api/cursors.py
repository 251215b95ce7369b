"""A cursor is opaque: callers hand back what they were given, and a made-up one is refused."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from kit.refusals import Invalid

Row = TypeVar("Row")


def encoded(*position: str | int) -> str:
    """Return the cursor that stands behind a position in a fixed order."""
    return base64.urlsafe_b64encode(json.dumps(position, separators=(",", ":")).encode()).decode().rstrip("=")


def decoded(cursor: str) -> list[str | int]:
    """Return the position a cursor stands for."""
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as why:
        raise Invalid("The cursor is none of ours: leave `after` out to begin again.") from why
    if not (isinstance(position, list) and position and all(type(part) in {str, int} for part in position)):
        raise Invalid("The cursor is none of ours: leave `after` out to begin again.")
    return position


def position(cursor: str, *kinds: type) -> Any:
    """Return the position a cursor stands for, of these kinds; another list's cursor is refused."""
    found = decoded(cursor)
    if [type(part) for part in found] != list(kinds):
        raise Invalid("The cursor is none of ours: leave `after` out to begin again.")
    return found


def page(
    rows: Sequence[Row], limit: int, position: Callable[[Row], tuple[str | int, ...]]
) -> tuple[Sequence[Row], str | None]:
    """Return `limit` rows of `limit + 1` asked for, and the cursor to the next ones if there are any."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], encoded(*position(rows[limit - 1]))
