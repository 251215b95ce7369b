from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="AuditLine")


@_attrs_define
class AuditLine:
    """A line of an answer, ours or the reviewer's.

    Attributes:
        cash (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        deduction (Amount): An amount: whole minor units of an ISO 4217 currency.
        discount (Amount): An amount: whole minor units of an ISO 4217 currency.
        document_number (str):
        document_type (str):
        write_off (Amount): An amount: whole minor units of an ISO 4217 currency.
    """

    cash: Amount
    customer_number: str
    deduction: Amount
    discount: Amount
    document_number: str
    document_type: str
    write_off: Amount

    def to_dict(self) -> dict[str, Any]:
        cash = self.cash.to_dict()

        customer_number = self.customer_number

        deduction = self.deduction.to_dict()

        discount = self.discount.to_dict()

        document_number = self.document_number

        document_type = self.document_type

        write_off = self.write_off.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "cash": cash,
                "customer_number": customer_number,
                "deduction": deduction,
                "discount": discount,
                "document_number": document_number,
                "document_type": document_type,
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

        discount = Amount.from_dict(d.pop("discount"))

        document_number = d.pop("document_number")

        document_type = d.pop("document_type")

        write_off = Amount.from_dict(d.pop("write_off"))

        audit_line = cls(
            cash=cash,
            customer_number=customer_number,
            deduction=deduction,
            discount=discount,
            document_number=document_number,
            document_type=document_type,
            write_off=write_off,
        )

        return audit_line
