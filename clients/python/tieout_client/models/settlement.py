from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.shown import Shown


T = TypeVar("T", bound="Settlement")


@_attrs_define
class Settlement:
    """What of a preview is carried out.

    Attributes:
        receipts (list[Shown]):
        by (str | Unset):  Default: ''.
    """

    receipts: list[Shown]
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        receipts = []
        for receipts_item_data in self.receipts:
            receipts_item = receipts_item_data.to_dict()
            receipts.append(receipts_item)

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "receipts": receipts,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.shown import Shown  # noqa: PLC0415

        d = dict(src_dict)
        receipts = []
        _receipts = d.pop("receipts")
        for receipts_item_data in _receipts:
            receipts_item = Shown.from_dict(receipts_item_data)

            receipts.append(receipts_item)

        by = d.pop("by", UNSET)

        settlement = cls(
            receipts=receipts,
            by=by,
        )

        return settlement
