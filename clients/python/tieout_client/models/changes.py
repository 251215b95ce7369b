from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Changes")


@_attrs_define
class Changes:
    """How many facts or rows were written, and the request that waits for a second person, if one does.

    Attributes:
        request_id (str):
        written (int):
    """

    request_id: str
    written: int

    def to_dict(self) -> dict[str, Any]:
        request_id = self.request_id

        written = self.written

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "request_id": request_id,
                "written": written,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        request_id = d.pop("request_id")

        written = d.pop("written")

        changes = cls(
            request_id=request_id,
            written=written,
        )

        return changes
