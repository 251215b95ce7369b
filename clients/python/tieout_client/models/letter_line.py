from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="LetterLine")


@_attrs_define
class LetterLine:
    """What a letter asks for.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        charge (Amount): An amount: whole minor units of an ISO 4217 currency.
        days_late (int):
        document_number (str):
        instalment (int):
        item_id (str):
        level (int):
    """

    amount: Amount
    charge: Amount
    days_late: int
    document_number: str
    instalment: int
    item_id: str
    level: int

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        charge = self.charge.to_dict()

        days_late = self.days_late

        document_number = self.document_number

        instalment = self.instalment

        item_id = self.item_id

        level = self.level

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "charge": charge,
                "days_late": days_late,
                "document_number": document_number,
                "instalment": instalment,
                "item_id": item_id,
                "level": level,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        charge = Amount.from_dict(d.pop("charge"))

        days_late = d.pop("days_late")

        document_number = d.pop("document_number")

        instalment = d.pop("instalment")

        item_id = d.pop("item_id")

        level = d.pop("level")

        letter_line = cls(
            amount=amount,
            charge=charge,
            days_late=days_late,
            document_number=document_number,
            instalment=instalment,
            item_id=item_id,
            level=level,
        )

        return letter_line
