from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewCopy")


@_attrs_define
class NewCopy:
    """Which invoice a copy is sent of.

    Attributes:
        document (str): Its number or id.
        by (str | Unset):  Default: ''.
    """

    document: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        document = self.document

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "document": document,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        document = d.pop("document")

        by = d.pop("by", UNSET)

        new_copy = cls(
            document=document,
            by=by,
        )

        return new_copy
