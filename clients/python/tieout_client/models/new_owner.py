from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewOwner")


@_attrs_define
class NewOwner:
    """Who owns what of a queue nobody else owns.

    Attributes:
        owner (str):
        by (str | Unset):  Default: ''.
    """

    owner: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        owner = self.owner

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "owner": owner,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        owner = d.pop("owner")

        by = d.pop("by", UNSET)

        new_owner = cls(
            owner=owner,
            by=by,
        )

        return new_owner
