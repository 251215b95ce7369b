"""What is worked out of a string is remembered while it may be asked again, and forgotten all at once.

Small strings that are kept are strewn over memory, and Python gives none back of what lies around them: after a million
strings were read, a few thousand that are remembered can hold half a gigabyte.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Found = TypeVar("Found")

_FORGETTING: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[Given, Found]], Callable[Given, Found]]:
    """Return the work with its last answers remembered, so many at most, until `forget`."""

    def remembering(work: Callable[Given, Found]) -> Callable[Given, Found]:
        kept = lru_cache(maxsize=most)(work)
        _FORGETTING.append(kept.cache_clear)
        return cast("Callable[Given, Found]", kept)

    return remembering


def forget() -> None:
    """Forget every answer that is remembered: it is worked out again when it is asked again."""
    for each in _FORGETTING:
        each()
