from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Line")


@_attrs_define
class Line:
    """What leaves, or would leave, one item.

    Attributes:
        cash (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        deduction (Amount): An amount: whole minor units of an ISO 4217 currency.
        deduction_reason (str):
        discount (Amount): An amount: whole minor units of an ISO 4217 currency.
        document_number (str):
        item_id (str):
        write_off (Amount): An amount: whole minor units of an ISO 4217 currency.
    """

    cash: Amount
    customer_number: str
    deduction: Amount
    deduction_reason: str
    discount: Amount
    document_number: str
    item_id: str
    write_off: Amount

    def to_dict(self) -> dict[str, Any]:
        cash = self.cash.to_dict()

        customer_number = self.customer_number

        deduction = self.deduction.to_dict()

        deduction_reason = self.deduction_reason

        discount = self.discount.to_dict()

        document_number = self.document_number

        item_id = self.item_id

        write_off = self.write_off.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "cash": cash,
                "customer_number": customer_number,
                "deduction": deduction,
                "deduction_reason": deduction_reason,
                "discount": discount,
                "document_number": document_number,
                "item_id": item_id,
                "write_off": write_off,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        cash = Amount.from_dict(d.pop("cash"))

        customer_number = d.pop("customer_number")

        deduction = Amount.from_dict(d.pop("deduction"))

        deduction_reason = d.pop("deduction_reason")

        discount = Amount.from_dict(d.pop("discount"))

        document_number = d.pop("document_number")

        item_id = d.pop("item_id")

        write_off = Amount.from_dict(d.pop("write_off"))

        line = cls(
            cash=cash,
            customer_number=customer_number,
            deduction=deduction,
            deduction_reason=deduction_reason,
            discount=discount,
            document_number=document_number,
            item_id=item_id,
            write_off=write_off,
        )

        return line
