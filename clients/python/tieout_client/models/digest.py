from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Digest")


@_attrs_define
class Digest:
    """What changed for who watches, a line a customer.

    Attributes:
        on (datetime.date):
        said (str):
    """

    on: datetime.date
    said: str

    def to_dict(self) -> dict[str, Any]:
        on = self.on.isoformat()

        said = self.said

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "on": on,
                "said": said,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        on = datetime.date.fromisoformat(d.pop("on"))

        said = d.pop("said")

        digest = cls(
            on=on,
            said=said,
        )

        return digest
