from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewDispute")


@_attrs_define
class NewDispute:
    """What a customer disputes; without an amount all that is open.

    Attributes:
        document (str): Number or id.
        reason (str):
        amount (Amount | None | Unset):
        by (str | Unset):  Default: ''.
        claim_number (str | Unset):  Default: ''.
        customer_reason (str | Unset):  Default: ''.
    """

    document: str
    reason: str
    amount: Amount | None | Unset = UNSET
    by: str | Unset = ""
    claim_number: str | Unset = ""
    customer_reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        document = self.document

        reason = self.reason

        amount: dict[str, Any] | None | Unset
        if isinstance(self.amount, Unset):
            amount = UNSET
        elif isinstance(self.amount, Amount):
            amount = self.amount.to_dict()
        else:
            amount = self.amount

        by = self.by

        claim_number = self.claim_number

        customer_reason = self.customer_reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "document": document,
                "reason": reason,
            }
        )
        if amount is not UNSET:
            field_dict["amount"] = amount
        if by is not UNSET:
            field_dict["by"] = by
        if claim_number is not UNSET:
            field_dict["claim_number"] = claim_number
        if customer_reason is not UNSET:
            field_dict["customer_reason"] = customer_reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        document = d.pop("document")

        reason = d.pop("reason")

        def _parse_amount(data: object) -> Amount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                amount_type_0 = Amount.from_dict(data)

                return amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None | Unset, data)

        amount = _parse_amount(d.pop("amount", UNSET))

        by = d.pop("by", UNSET)

        claim_number = d.pop("claim_number", UNSET)

        customer_reason = d.pop("customer_reason", UNSET)

        new_dispute = cls(
            document=document,
            reason=reason,
            amount=amount,
            by=by,
            claim_number=claim_number,
            customer_reason=customer_reason,
        )

        return new_dispute
