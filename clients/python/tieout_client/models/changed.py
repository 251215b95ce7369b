from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.changed_would import ChangedWould, check_changed_would

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Changed")


@_attrs_define
class Changed:
    """What would become of a waiting receipt: it would post, leave receivables (`not_ar`), or ask with another one.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        becomes (str):
        customer_number (str):
        decision_id (str):
        documents (list[str]):
        explanation (str):
        payer_name (str):
        receipt_id (str):
        was (str):
        would (ChangedWould):
    """

    amount: Amount
    becomes: str
    customer_number: str
    decision_id: str
    documents: list[str]
    explanation: str
    payer_name: str
    receipt_id: str
    was: str
    would: ChangedWould

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        becomes = self.becomes

        customer_number = self.customer_number

        decision_id = self.decision_id

        documents = self.documents

        explanation = self.explanation

        payer_name = self.payer_name

        receipt_id = self.receipt_id

        was = self.was

        would: str = self.would

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "becomes": becomes,
                "customer_number": customer_number,
                "decision_id": decision_id,
                "documents": documents,
                "explanation": explanation,
                "payer_name": payer_name,
                "receipt_id": receipt_id,
                "was": was,
                "would": would,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        becomes = d.pop("becomes")

        customer_number = d.pop("customer_number")

        decision_id = d.pop("decision_id")

        documents = cast(list[str], d.pop("documents"))

        explanation = d.pop("explanation")

        payer_name = d.pop("payer_name")

        receipt_id = d.pop("receipt_id")

        was = d.pop("was")

        would = check_changed_would(d.pop("would"))

        changed = cls(
            amount=amount,
            becomes=becomes,
            customer_number=customer_number,
            decision_id=decision_id,
            documents=documents,
            explanation=explanation,
            payer_name=payer_name,
            receipt_id=receipt_id,
            was=was,
            would=would,
        )

        return changed
