from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewCredit")


@_attrs_define
class NewCredit:
    """What the customer is right about.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        reason (str):
        by (str | Unset):  Default: ''.
    """

    amount: Amount
    reason: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        reason = self.reason

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "reason": reason,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        reason = d.pop("reason")

        by = d.pop("by", UNSET)

        new_credit = cls(
            amount=amount,
            reason=reason,
            by=by,
        )

        return new_credit
