from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bulk_customer import BulkCustomer


T = TypeVar("T", bound="ManyCustomers")


@_attrs_define
class ManyCustomers:
    """Customers that are made or changed.

    Attributes:
        data (list[BulkCustomer]):
        atomic (bool | Unset): All in one transaction, or nothing: the answer is then one refusal. Default: False.
        by (str | Unset):  Default: ''.
        reason (str | Unset): Needed where something waits for a second person. Default: ''.
    """

    data: list[BulkCustomer]
    atomic: bool | Unset = False
    by: str | Unset = ""
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        atomic = self.atomic

        by = self.by

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "data": data,
            }
        )
        if atomic is not UNSET:
            field_dict["atomic"] = atomic
        if by is not UNSET:
            field_dict["by"] = by
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bulk_customer import BulkCustomer  # noqa: PLC0415

        d = dict(src_dict)
        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = BulkCustomer.from_dict(data_item_data)

            data.append(data_item)

        atomic = d.pop("atomic", UNSET)

        by = d.pop("by", UNSET)

        reason = d.pop("reason", UNSET)

        many_customers = cls(
            data=data,
            atomic=atomic,
            by=by,
            reason=reason,
        )

        return many_customers
