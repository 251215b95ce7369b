from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewPlacement")


@_attrs_define
class NewPlacement:
    """Whose old documents are placed with which agency, and where it has to be licensed.

    Attributes:
        agency (str):
        customer_number (str):
        jurisdiction (str):
        reason (str):
        by (str | Unset):  Default: ''.
        days (int | Unset):  Default: 90.
        floor (int | Unset):  Default: 500.
    """

    agency: str
    customer_number: str
    jurisdiction: str
    reason: str
    by: str | Unset = ""
    days: int | Unset = 90
    floor: int | Unset = 500

    def to_dict(self) -> dict[str, Any]:
        agency = self.agency

        customer_number = self.customer_number

        jurisdiction = self.jurisdiction

        reason = self.reason

        by = self.by

        days = self.days

        floor = self.floor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "agency": agency,
                "customer_number": customer_number,
                "jurisdiction": jurisdiction,
                "reason": reason,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if days is not UNSET:
            field_dict["days"] = days
        if floor is not UNSET:
            field_dict["floor"] = floor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agency = d.pop("agency")

        customer_number = d.pop("customer_number")

        jurisdiction = d.pop("jurisdiction")

        reason = d.pop("reason")

        by = d.pop("by", UNSET)

        days = d.pop("days", UNSET)

        floor = d.pop("floor", UNSET)

        new_placement = cls(
            agency=agency,
            customer_number=customer_number,
            jurisdiction=jurisdiction,
            reason=reason,
            by=by,
            days=days,
            floor=floor,
        )

        return new_placement
