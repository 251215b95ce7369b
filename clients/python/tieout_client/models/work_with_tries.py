from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.try_ import Try
    from ..models.work import Work


T = TypeVar("T", bound="WorkWithTries")


@_attrs_define
class WorkWithTries:
    """A piece of work with every try of it.

    Attributes:
        tries (list[Try]):
        work (Work): One piece of work; `done` of `total` counts what its step works on, where that is known.
    """

    tries: list[Try]
    work: Work

    def to_dict(self) -> dict[str, Any]:
        tries = []
        for tries_item_data in self.tries:
            tries_item = tries_item_data.to_dict()
            tries.append(tries_item)

        work = self.work.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "tries": tries,
                "work": work,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.try_ import Try  # noqa: PLC0415
        from ..models.work import Work  # noqa: PLC0415

        d = dict(src_dict)
        tries = []
        _tries = d.pop("tries")
        for tries_item_data in _tries:
            tries_item = Try.from_dict(tries_item_data)

            tries.append(tries_item)

        work = Work.from_dict(d.pop("work"))

        work_with_tries = cls(
            tries=tries,
            work=work,
        )

        return work_with_tries
