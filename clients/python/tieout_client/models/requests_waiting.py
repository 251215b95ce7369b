from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="RequestsWaiting")


@_attrs_define
class RequestsWaiting:
    """Requests that wait for a second person.

    Attributes:
        requests (list[str]):
    """

    requests: list[str]

    def to_dict(self) -> dict[str, Any]:
        requests = self.requests

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "requests": requests,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        requests = cast(list[str], d.pop("requests"))

        requests_waiting = cls(
            requests=requests,
        )

        return requests_waiting
