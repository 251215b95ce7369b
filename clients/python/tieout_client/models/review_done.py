from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReviewDone")


@_attrs_define
class ReviewDone:
    """A review, and until when it holds.

    Attributes:
        customer_number (str):
        until (datetime.date):
    """

    customer_number: str
    until: datetime.date

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        until = self.until.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "until": until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        until = datetime.date.fromisoformat(d.pop("until"))

        review_done = cls(
            customer_number=customer_number,
            until=until,
        )

        return review_done
