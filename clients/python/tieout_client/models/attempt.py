from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Attempt")


@_attrs_define
class Attempt:
    """One attempt; `status` 0 where no answer came.

    Attributes:
        at (str):
        milliseconds (int):
        number (int):
        said (str):
        status (int):
    """

    at: str
    milliseconds: int
    number: int
    said: str
    status: int

    def to_dict(self) -> dict[str, Any]:
        at = self.at

        milliseconds = self.milliseconds

        number = self.number

        said = self.said

        status = self.status

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "milliseconds": milliseconds,
                "number": number,
                "said": said,
                "status": status,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = d.pop("at")

        milliseconds = d.pop("milliseconds")

        number = d.pop("number")

        said = d.pop("said")

        status = d.pop("status")

        attempt = cls(
            at=at,
            milliseconds=milliseconds,
            number=number,
            said=said,
            status=status,
        )

        return attempt
