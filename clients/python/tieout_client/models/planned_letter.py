from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.planned_letter_channel import PlannedLetterChannel, check_planned_letter_channel

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="PlannedLetter")


@_attrs_define
class PlannedLetter:
    """A letter that would be written; `fell_back` says why it is not by e-mail though its level is.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        channel (PlannedLetterChannel):
        customer_number (str):
        document_numbers (list[str]):
        fell_back (str):
        level (int):
        name (str):
        recipient (str):
        strategy (str):
    """

    amount: Amount
    channel: PlannedLetterChannel
    customer_number: str
    document_numbers: list[str]
    fell_back: str
    level: int
    name: str
    recipient: str
    strategy: str

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        channel: str = self.channel

        customer_number = self.customer_number

        document_numbers = self.document_numbers

        fell_back = self.fell_back

        level = self.level

        name = self.name

        recipient = self.recipient

        strategy = self.strategy

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "channel": channel,
                "customer_number": customer_number,
                "document_numbers": document_numbers,
                "fell_back": fell_back,
                "level": level,
                "name": name,
                "recipient": recipient,
                "strategy": strategy,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        channel = check_planned_letter_channel(d.pop("channel"))

        customer_number = d.pop("customer_number")

        document_numbers = cast(list[str], d.pop("document_numbers"))

        fell_back = d.pop("fell_back")

        level = d.pop("level")

        name = d.pop("name")

        recipient = d.pop("recipient")

        strategy = d.pop("strategy")

        planned_letter = cls(
            amount=amount,
            channel=channel,
            customer_number=customer_number,
            document_numbers=document_numbers,
            fell_back=fell_back,
            level=level,
            name=name,
            recipient=recipient,
            strategy=strategy,
        )

        return planned_letter
