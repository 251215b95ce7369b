from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Application")


@_attrs_define
class Application:
    """An application that stands; DELETE it to reverse it.

    Attributes:
        application_id (str):
        cash (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        deduction (Amount): An amount: whole minor units of an ISO 4217 currency.
        deduction_reason (str):
        discount (Amount): An amount: whole minor units of an ISO 4217 currency.
        document_number (str):
        explanation (str):
        item_id (str):
        rule (str):
        write_off (Amount): An amount: whole minor units of an ISO 4217 currency.
    """

    application_id: str
    cash: Amount
    customer_number: str
    deduction: Amount
    deduction_reason: str
    discount: Amount
    document_number: str
    explanation: str
    item_id: str
    rule: str
    write_off: Amount

    def to_dict(self) -> dict[str, Any]:
        application_id = self.application_id

        cash = self.cash.to_dict()

        customer_number = self.customer_number

        deduction = self.deduction.to_dict()

        deduction_reason = self.deduction_reason

        discount = self.discount.to_dict()

        document_number = self.document_number

        explanation = self.explanation

        item_id = self.item_id

        rule = self.rule

        write_off = self.write_off.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "application_id": application_id,
                "cash": cash,
                "customer_number": customer_number,
                "deduction": deduction,
                "deduction_reason": deduction_reason,
                "discount": discount,
                "document_number": document_number,
                "explanation": explanation,
                "item_id": item_id,
                "rule": rule,
                "write_off": write_off,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        application_id = d.pop("application_id")

        cash = Amount.from_dict(d.pop("cash"))

        customer_number = d.pop("customer_number")

        deduction = Amount.from_dict(d.pop("deduction"))

        deduction_reason = d.pop("deduction_reason")

        discount = Amount.from_dict(d.pop("discount"))

        document_number = d.pop("document_number")

        explanation = d.pop("explanation")

        item_id = d.pop("item_id")

        rule = d.pop("rule")

        write_off = Amount.from_dict(d.pop("write_off"))

        application = cls(
            application_id=application_id,
            cash=cash,
            customer_number=customer_number,
            deduction=deduction,
            deduction_reason=deduction_reason,
            discount=discount,
            document_number=document_number,
            explanation=explanation,
            item_id=item_id,
            rule=rule,
            write_off=write_off,
        )

        return application
