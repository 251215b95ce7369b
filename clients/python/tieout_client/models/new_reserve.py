from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
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
        reason (str | Unset):  Default: ''.
        specifics (list[SpecificDebt] | Unset):
    """

    as_of: datetime.date
    rates: list[int]
    adjustment: int | Unset = 0
    by: str | Unset = ""
    currency: str | Unset = ""
    reason: str | Unset = ""
    specifics: list[SpecificDebt] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        rates = self.rates

        adjustment = self.adjustment

        by = self.by

        currency = self.currency

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
        if reason is not UNSET:
            field_dict["reason"] = reason
        if specifics is not UNSET:
            field_dict["specifics"] = specifics

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.specific_debt import SpecificDebt  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        rates = cast(list[int], d.pop("rates"))

        adjustment = d.pop("adjustment", UNSET)

        by = d.pop("by", UNSET)

        currency = d.pop("currency", UNSET)

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
            reason=reason,
            specifics=specifics,
        )

        return new_reserve
