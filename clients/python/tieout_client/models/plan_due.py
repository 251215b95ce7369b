from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="PlanDue")


@_attrs_define
class PlanDue:
    """A part of what is to be paid, and its day.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        due_on (datetime.date):
    """

    amount: Amount
    due_on: datetime.date

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        due_on = self.due_on.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "due_on": due_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        plan_due = cls(
            amount=amount,
            due_on=due_on,
        )

        return plan_due
