from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewAssignment")


@_attrs_define
class NewAssignment:
    """Who is given an item; an empty owner gives it back to the queue.

    Attributes:
        item (str):
        by (str | Unset):  Default: ''.
        owner (str | Unset):  Default: ''.
        reason (str | Unset):  Default: ''.
    """

    item: str
    by: str | Unset = ""
    owner: str | Unset = ""
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        item = self.item

        by = self.by

        owner = self.owner

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "item": item,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if owner is not UNSET:
            field_dict["owner"] = owner
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item = d.pop("item")

        by = d.pop("by", UNSET)

        owner = d.pop("owner", UNSET)

        reason = d.pop("reason", UNSET)

        new_assignment = cls(
            item=item,
            by=by,
            owner=owner,
            reason=reason,
        )

        return new_assignment
