from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Signed")


@_attrs_define
class Signed:
    """An act by hand: `by` is the person, as the trail names him; a second person is another name.

    Attributes:
        by (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    by: str | Unset = ""
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        by = self.by

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if by is not UNSET:
            field_dict["by"] = by
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        by = d.pop("by", UNSET)

        note = d.pop("note", UNSET)

        signed = cls(
            by=by,
            note=note,
        )

        return signed
