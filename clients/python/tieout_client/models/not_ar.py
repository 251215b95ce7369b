from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NotAr")


@_attrs_define
class NotAr:
    """The money is no customer's payment.

    Attributes:
        act (Literal['not_ar']):
        by (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    act: Literal["not_ar"]
    by: str | Unset = ""
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        act = self.act

        by = self.by

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "act": act,
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
        act = cast(Literal["not_ar"], d.pop("act"))
        if act != "not_ar":
            raise ValueError(f"act must match const 'not_ar', got '{act}'")

        by = d.pop("by", UNSET)

        note = d.pop("note", UNSET)

        not_ar = cls(
            act=act,
            by=by,
            note=note,
        )

        return not_ar
