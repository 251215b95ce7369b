from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SpecificDebt")


@_attrs_define
class SpecificDebt:
    """A debt reserved by itself: `minor` of a bucket, `rate` in millionths.

    Attributes:
        bucket (str):
        customer_number (str):
        minor (int):
        reason (str):
        rate (int | Unset):  Default: 1000000.
    """

    bucket: str
    customer_number: str
    minor: int
    reason: str
    rate: int | Unset = 1000000

    def to_dict(self) -> dict[str, Any]:
        bucket = self.bucket

        customer_number = self.customer_number

        minor = self.minor

        reason = self.reason

        rate = self.rate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "bucket": bucket,
                "customer_number": customer_number,
                "minor": minor,
                "reason": reason,
            }
        )
        if rate is not UNSET:
            field_dict["rate"] = rate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        bucket = d.pop("bucket")

        customer_number = d.pop("customer_number")

        minor = d.pop("minor")

        reason = d.pop("reason")

        rate = d.pop("rate", UNSET)

        specific_debt = cls(
            bucket=bucket,
            customer_number=customer_number,
            minor=minor,
            reason=reason,
            rate=rate,
        )

        return specific_debt
