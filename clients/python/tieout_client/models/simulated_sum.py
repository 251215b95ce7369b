from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.simulated_sum_area import SimulatedSumArea, check_simulated_sum_area
from ..models.simulated_sum_change import SimulatedSumChange, check_simulated_sum_change

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="SimulatedSum")


@_attrs_define
class SimulatedSum:
    """How much of an area differs in a currency.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        area (SimulatedSumArea):
        change (SimulatedSumChange):
        count (int):
    """

    amount: Amount
    area: SimulatedSumArea
    change: SimulatedSumChange
    count: int

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        area: str = self.area

        change: str = self.change

        count = self.count

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "area": area,
                "change": change,
                "count": count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        area = check_simulated_sum_area(d.pop("area"))

        change = check_simulated_sum_change(d.pop("change"))

        count = d.pop("count")

        simulated_sum = cls(
            amount=amount,
            area=area,
            change=change,
            count=count,
        )

        return simulated_sum
