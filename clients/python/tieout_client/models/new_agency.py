from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewAgency")


@_attrs_define
class NewAgency:
    """An agency as TOML: licences, fees by age and size, days of free demand and of notice.

    Attributes:
        reason (str):
        toml (str):
        by (str | Unset):  Default: ''.
    """

    reason: str
    toml: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        toml = self.toml

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
                "toml": toml,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = d.pop("reason")

        toml = d.pop("toml")

        by = d.pop("by", UNSET)

        new_agency = cls(
            reason=reason,
            toml=toml,
            by=by,
        )

        return new_agency
