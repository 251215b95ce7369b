from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Waiting")


@_attrs_define
class Waiting:
    """A request that waits for a second person.

    Attributes:
        kind (str):
        request_id (str):
    """

    kind: str
    request_id: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        request_id = self.request_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "request_id": request_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = d.pop("kind")

        request_id = d.pop("request_id")

        waiting = cls(
            kind=kind,
            request_id=request_id,
        )

        return waiting
