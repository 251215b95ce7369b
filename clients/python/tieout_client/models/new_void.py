from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewVoid")


@_attrs_define
class NewVoid:
    """An authorisation is let go.

    Attributes:
        by (str | Unset):  Default: ''.
        reason (str | Unset):  Default: ''.
    """

    by: str | Unset = ""
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        by = self.by

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if by is not UNSET:
            field_dict["by"] = by
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        by = d.pop("by", UNSET)

        reason = d.pop("reason", UNSET)

        new_void = cls(
            by=by,
            reason=reason,
        )

        return new_void
