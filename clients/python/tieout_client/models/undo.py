from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Undo")


@_attrs_define
class Undo:
    """Reverse what was decided and put it back in the queue; nothing is deleted.

    Attributes:
        act (Literal['undo']):
        by (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    act: Literal["undo"]
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
        act = cast(Literal["undo"], d.pop("act"))
        if act != "undo":
            raise ValueError(f"act must match const 'undo', got '{act}'")

        by = d.pop("by", UNSET)

        note = d.pop("note", UNSET)

        undo = cls(
            act=act,
            by=by,
            note=note,
        )

        return undo
