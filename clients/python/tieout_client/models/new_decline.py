from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewDecline")


@_attrs_define
class NewDecline:
    """Why an application is declined: one code or more.

    Attributes:
        reasons (list[str]):
        by (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    reasons: list[str]
    by: str | Unset = ""
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        reasons = self.reasons

        by = self.by

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reasons": reasons,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reasons = cast(list[str], d.pop("reasons"))

        by = d.pop("by", UNSET)

        note = d.pop("note", UNSET)

        new_decline = cls(
            reasons=reasons,
            by=by,
            note=note,
        )

        return new_decline
