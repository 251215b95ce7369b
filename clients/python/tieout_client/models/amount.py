from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Amount")


@_attrs_define
class Amount:
    """An amount: whole minor units of an ISO 4217 currency.

    Attributes:
        currency (str):
        minor (int): Sent, at most 10000000000000; a sum over the books may be larger.
    """

    currency: str
    minor: int

    def to_dict(self) -> dict[str, Any]:
        currency = self.currency

        minor = self.minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "currency": currency,
                "minor": minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        currency = d.pop("currency")

        minor = d.pop("minor")

        amount = cls(
            currency=currency,
            minor=minor,
        )

        return amount
