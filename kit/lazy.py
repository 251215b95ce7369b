"""A value worked out once an object, when it is first asked for; without the lock that `functools` takes each time."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Found = TypeVar("Found")


class lazy(Generic[Found]):  # noqa: N801 - it is used as a decorator, like `property`
    """Keep what a method returns in the object's own dictionary: the next look at it finds it there."""

    def __init__(self, work: Callable[[Any], Found]) -> None:
        self.work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, one: None, owner: type) -> "lazy[Found]": ...

    @overload
    def __get__(self, one: object, owner: type) -> Found: ...

    def __get__(self, one: object | None, owner: type) -> "lazy[Found] | Found":
        """Work the value out and keep it."""
        if one is None:
            return self
        found = self.work(one)
        one.__dict__[self.name] = found
        return found
