"""What a model finds wrong with what it was given, in words."""

from pydantic import ValidationError


def in_words(error: ValidationError, whole: str = "") -> str:
    """Return each fault with its place; `whole` is the place of what is wrong as a whole."""
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or whole}: {one['msg']}" for one in error.errors())
