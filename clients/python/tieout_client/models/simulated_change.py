from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.simulated_change_area import SimulatedChangeArea, check_simulated_change_area
from ..models.simulated_change_change import SimulatedChangeChange, check_simulated_change_change

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="SimulatedChange")


@_attrs_define
class SimulatedChange:
    """One thing that the rules bring otherwise; `before` or `after` is empty where it is added or removed.

    Attributes:
        after (str):
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        area (SimulatedChangeArea):
        before (str):
        change (SimulatedChangeChange):
        customer_number (str):
        on (datetime.date):
        what (str):
    """

    after: str
    amount: Amount
    area: SimulatedChangeArea
    before: str
    change: SimulatedChangeChange
    customer_number: str
    on: datetime.date
    what: str

    def to_dict(self) -> dict[str, Any]:
        after = self.after

        amount = self.amount.to_dict()

        area: str = self.area

        before = self.before

        change: str = self.change

        customer_number = self.customer_number

        on = self.on.isoformat()

        what = self.what

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "after": after,
                "amount": amount,
                "area": area,
                "before": before,
                "change": change,
                "customer_number": customer_number,
                "on": on,
                "what": what,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        after = d.pop("after")

        amount = Amount.from_dict(d.pop("amount"))

        area = check_simulated_change_area(d.pop("area"))

        before = d.pop("before")

        change = check_simulated_change_change(d.pop("change"))

        customer_number = d.pop("customer_number")

        on = datetime.date.fromisoformat(d.pop("on"))

        what = d.pop("what")

        simulated_change = cls(
            after=after,
            amount=amount,
            area=area,
            before=before,
            change=change,
            customer_number=customer_number,
            on=on,
            what=what,
        )

        return simulated_change
