from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_reserve_pool_by import NewReservePoolBy, check_new_reserve_pool_by
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pool_rates import PoolRates
    from ..models.specific_debt import SpecificDebt


T = TypeVar("T", bound="NewReserve")


@_attrs_define
class NewReserve:
    """Losses expected of each bucket on a day, current first, in millionths; `adjustment`: beyond history.

    Attributes:
        as_of (datetime.date):
        rates (list[int]):
        adjustment (int | Unset):  Default: 0.
        by (str | Unset):  Default: ''.
        currency (str | Unset): Else the entity's. Default: ''.
        pool_by (NewReservePoolBy | Unset):  Default: 'risk_class'.
        pools (list[PoolRates] | Unset): Others go by `rates`.
        reason (str | Unset):  Default: ''.
        specifics (list[SpecificDebt] | Unset):
    """

    as_of: datetime.date
    rates: list[int]
    adjustment: int | Unset = 0
    by: str | Unset = ""
    currency: str | Unset = ""
    pool_by: NewReservePoolBy | Unset = "risk_class"
    pools: list[PoolRates] | Unset = UNSET
    reason: str | Unset = ""
    specifics: list[SpecificDebt] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        rates = self.rates

        adjustment = self.adjustment

        by = self.by

        currency = self.currency

        pool_by: str | Unset = UNSET
        if not isinstance(self.pool_by, Unset):
            pool_by = self.pool_by

        pools: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.pools, Unset):
            pools = []
            for pools_item_data in self.pools:
                pools_item = pools_item_data.to_dict()
                pools.append(pools_item)

        reason = self.reason

        specifics: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.specifics, Unset):
            specifics = []
            for specifics_item_data in self.specifics:
                specifics_item = specifics_item_data.to_dict()
                specifics.append(specifics_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "rates": rates,
            }
        )
        if adjustment is not UNSET:
            field_dict["adjustment"] = adjustment
        if by is not UNSET:
            field_dict["by"] = by
        if currency is not UNSET:
            field_dict["currency"] = currency
        if pool_by is not UNSET:
            field_dict["pool_by"] = pool_by
        if pools is not UNSET:
            field_dict["pools"] = pools
        if reason is not UNSET:
            field_dict["reason"] = reason
        if specifics is not UNSET:
            field_dict["specifics"] = specifics

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pool_rates import PoolRates  # noqa: PLC0415
        from ..models.specific_debt import SpecificDebt  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        rates = cast(list[int], d.pop("rates"))

        adjustment = d.pop("adjustment", UNSET)

        by = d.pop("by", UNSET)

        currency = d.pop("currency", UNSET)

        _pool_by = d.pop("pool_by", UNSET)
        pool_by: NewReservePoolBy | Unset
        if isinstance(_pool_by, Unset):
            pool_by = UNSET
        else:
            pool_by = check_new_reserve_pool_by(_pool_by)

        _pools = d.pop("pools", UNSET)
        pools: list[PoolRates] | Unset = UNSET
        if _pools is not UNSET:
            pools = []
            for pools_item_data in _pools:
                pools_item = PoolRates.from_dict(pools_item_data)

                pools.append(pools_item)

        reason = d.pop("reason", UNSET)

        _specifics = d.pop("specifics", UNSET)
        specifics: list[SpecificDebt] | Unset = UNSET
        if _specifics is not UNSET:
            specifics = []
            for specifics_item_data in _specifics:
                specifics_item = SpecificDebt.from_dict(specifics_item_data)

                specifics.append(specifics_item)

        new_reserve = cls(
            as_of=as_of,
            rates=rates,
            adjustment=adjustment,
            by=by,
            currency=currency,
            pool_by=pool_by,
            pools=pools,
            reason=reason,
            specifics=specifics,
        )

        return new_reserve
