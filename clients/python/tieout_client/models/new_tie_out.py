from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.reconciling_item import ReconcilingItem


T = TypeVar("T", bound="NewTieOut")


@_attrs_define
class NewTieOut:
    """The general ledger's control balance on a day, and what explains the gap to what is open.

    Attributes:
        as_of (datetime.date):
        gl (Amount): An amount: whole minor units of an ISO 4217 currency.
        by (str | Unset):  Default: ''.
        items (list[ReconcilingItem] | Unset):
        reason (str | Unset): Why something may stay unexplained. Default: ''.
    """

    as_of: datetime.date
    gl: Amount
    by: str | Unset = ""
    items: list[ReconcilingItem] | Unset = UNSET
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        gl = self.gl.to_dict()

        by = self.by

        items: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.items, Unset):
            items = []
            for items_item_data in self.items:
                items_item = items_item_data.to_dict()
                items.append(items_item)

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "gl": gl,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if items is not UNSET:
            field_dict["items"] = items
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.reconciling_item import ReconcilingItem  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        gl = Amount.from_dict(d.pop("gl"))

        by = d.pop("by", UNSET)

        _items = d.pop("items", UNSET)
        items: list[ReconcilingItem] | Unset = UNSET
        if _items is not UNSET:
            items = []
            for items_item_data in _items:
                items_item = ReconcilingItem.from_dict(items_item_data)

                items.append(items_item)

        reason = d.pop("reason", UNSET)

        new_tie_out = cls(
            as_of=as_of,
            gl=gl,
            by=by,
            items=items,
            reason=reason,
        )

        return new_tie_out
