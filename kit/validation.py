"""Values on their way into models, and what a model finds wrong with them, in words."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails


def in_words(error: ValidationError, whole: str = "") -> str:
    """Return each fault with its place; `whole` is the place of what is wrong as a whole."""
    return "; ".join(_fault(one, whole) for one in error.errors())


def _fault(one: ErrorDetails, whole: str) -> str:
    """Return one fault; where a model refused in words of its own, those."""
    place = ".".join(map(str, one["loc"])) or whole
    says = str(one.get("ctx", {}).get("error", one["msg"]))
    return f"{place}: {says}" if place else says


def tupled(told: Any) -> Any:
    """Return values with their lists as frozen models hold them, at every depth."""
    if isinstance(told, dict):
        return {name: tupled(value) for name, value in told.items()}
    return tuple(map(tupled, told)) if isinstance(told, list) else told
