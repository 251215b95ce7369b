from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PoolRates")


@_attrs_define
class PoolRates:
    """Customers that share their risk, by the risk class or region they have on the day, and their losses by bucket.

    Attributes:
        pool (str):
        rates (list[int]): Millionths, current first.
    """

    pool: str
    rates: list[int]

    def to_dict(self) -> dict[str, Any]:
        pool = self.pool

        rates = self.rates

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pool": pool,
                "rates": rates,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pool = d.pop("pool")

        rates = cast(list[int], d.pop("rates"))

        pool_rates = cls(
            pool=pool,
            rates=rates,
        )

        return pool_rates
