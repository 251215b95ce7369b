from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewAuthorisation")


@_attrs_define
class NewAuthorisation:
    """An amount to authorise on a card, for an order where one is named.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        token_id (str):
        by (str | Unset):  Default: ''.
        order_number (str | Unset):  Default: ''.
        reason (str | Unset):  Default: ''.
    """

    amount: Amount
    token_id: str
    by: str | Unset = ""
    order_number: str | Unset = ""
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        token_id = self.token_id

        by = self.by

        order_number = self.order_number

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "token_id": token_id,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if order_number is not UNSET:
            field_dict["order_number"] = order_number
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        token_id = d.pop("token_id")

        by = d.pop("by", UNSET)

        order_number = d.pop("order_number", UNSET)

        reason = d.pop("reason", UNSET)

        new_authorisation = cls(
            amount=amount,
            token_id=token_id,
            by=by,
            order_number=order_number,
            reason=reason,
        )

        return new_authorisation
