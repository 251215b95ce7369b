from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.letter_channel import LetterChannel, check_letter_channel
from ..models.letter_state import LetterState, check_letter_state

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Letter")


@_attrs_define
class Letter:
    """A letter and what became of it.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        attempt (int):
        channel (LetterChannel):
        customer_number (str):
        detail (str):
        fell_back (str):
        language (str):
        level (int):
        notice_id (str):
        recipient (str):
        run_on (datetime.date):
        state (LetterState): What became of a letter.
        strategy (str):
        subject (str):
    """

    amount: Amount
    attempt: int
    channel: LetterChannel
    customer_number: str
    detail: str
    fell_back: str
    language: str
    level: int
    notice_id: str
    recipient: str
    run_on: datetime.date
    state: LetterState
    strategy: str
    subject: str

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        attempt = self.attempt

        channel: str = self.channel

        customer_number = self.customer_number

        detail = self.detail

        fell_back = self.fell_back

        language = self.language

        level = self.level

        notice_id = self.notice_id

        recipient = self.recipient

        run_on = self.run_on.isoformat()

        state: str = self.state

        strategy = self.strategy

        subject = self.subject

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "attempt": attempt,
                "channel": channel,
                "customer_number": customer_number,
                "detail": detail,
                "fell_back": fell_back,
                "language": language,
                "level": level,
                "notice_id": notice_id,
                "recipient": recipient,
                "run_on": run_on,
                "state": state,
                "strategy": strategy,
                "subject": subject,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        attempt = d.pop("attempt")

        channel = check_letter_channel(d.pop("channel"))

        customer_number = d.pop("customer_number")

        detail = d.pop("detail")

        fell_back = d.pop("fell_back")

        language = d.pop("language")

        level = d.pop("level")

        notice_id = d.pop("notice_id")

        recipient = d.pop("recipient")

        run_on = datetime.date.fromisoformat(d.pop("run_on"))

        state = check_letter_state(d.pop("state"))

        strategy = d.pop("strategy")

        subject = d.pop("subject")

        letter = cls(
            amount=amount,
            attempt=attempt,
            channel=channel,
            customer_number=customer_number,
            detail=detail,
            fell_back=fell_back,
            language=language,
            level=level,
            notice_id=notice_id,
            recipient=recipient,
            run_on=run_on,
            state=state,
            strategy=strategy,
            subject=subject,
        )

        return letter
