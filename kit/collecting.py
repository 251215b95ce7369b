"""Work that makes millions of small objects and no cycles, done without the collector that looks for cycles."""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


def uncollected(work: Callable[Given, Found]) -> Callable[Given, Found]:
    """Return the work with Python's cycle collector at rest; it would walk everything that is held again and again."""

    @wraps(work)
    def rested(*given: Given.args, **named: Given.kwargs) -> Found:
        was = gc.isenabled()
        gc.disable()
        try:
            return work(*given, **named)
        finally:
            if was:
                gc.enable()

    return rested
