from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.letter_state import LetterState, check_letter_state
from ..models.whole_letter_channel import WholeLetterChannel, check_whole_letter_channel

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.letter_line import LetterLine


T = TypeVar("T", bound="WholeLetter")


@_attrs_define
class WholeLetter:
    """A letter with its words and lines.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        attempt (int):
        body (str):
        channel (WholeLetterChannel):
        customer_number (str):
        detail (str):
        fell_back (str):
        language (str):
        level (int):
        lines (list[LetterLine]):
        message_id (str):
        notice_id (str):
        recipient (str):
        run_on (datetime.date):
        state (LetterState): What became of a letter.
        strategy (str):
        subject (str):
    """

    amount: Amount
    attempt: int
    body: str
    channel: WholeLetterChannel
    customer_number: str
    detail: str
    fell_back: str
    language: str
    level: int
    lines: list[LetterLine]
    message_id: str
    notice_id: str
    recipient: str
    run_on: datetime.date
    state: LetterState
    strategy: str
    subject: str

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        attempt = self.attempt

        body = self.body

        channel: str = self.channel

        customer_number = self.customer_number

        detail = self.detail

        fell_back = self.fell_back

        language = self.language

        level = self.level

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        message_id = self.message_id

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
                "body": body,
                "channel": channel,
                "customer_number": customer_number,
                "detail": detail,
                "fell_back": fell_back,
                "language": language,
                "level": level,
                "lines": lines,
                "message_id": message_id,
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
        from ..models.letter_line import LetterLine  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        attempt = d.pop("attempt")

        body = d.pop("body")

        channel = check_whole_letter_channel(d.pop("channel"))

        customer_number = d.pop("customer_number")

        detail = d.pop("detail")

        fell_back = d.pop("fell_back")

        language = d.pop("language")

        level = d.pop("level")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = LetterLine.from_dict(lines_item_data)

            lines.append(lines_item)

        message_id = d.pop("message_id")

        notice_id = d.pop("notice_id")

        recipient = d.pop("recipient")

        run_on = datetime.date.fromisoformat(d.pop("run_on"))

        state = check_letter_state(d.pop("state"))

        strategy = d.pop("strategy")

        subject = d.pop("subject")

        whole_letter = cls(
            amount=amount,
            attempt=attempt,
            body=body,
            channel=channel,
            customer_number=customer_number,
            detail=detail,
            fell_back=fell_back,
            language=language,
            level=level,
            lines=lines,
            message_id=message_id,
            notice_id=notice_id,
            recipient=recipient,
            run_on=run_on,
            state=state,
            strategy=strategy,
            subject=subject,
        )

        return whole_letter
