from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.delivery_state import DeliveryState, check_delivery_state

if TYPE_CHECKING:
    from ..models.attempt import Attempt
    from ..models.delivery_body import DeliveryBody


T = TypeVar("T", bound="Delivery")


@_attrs_define
class Delivery:
    """A message with the state of its delivery: `ready` waits until `due_at`, `dead` was given up.

    Attributes:
        attempts (list[Attempt]):
        body (DeliveryBody):
        due_at (str):
        event (str):
        made_at (str):
        message_id (str):
        reason (str):
        state (DeliveryState):
    """

    attempts: list[Attempt]
    body: DeliveryBody
    due_at: str
    event: str
    made_at: str
    message_id: str
    reason: str
    state: DeliveryState

    def to_dict(self) -> dict[str, Any]:
        attempts = []
        for attempts_item_data in self.attempts:
            attempts_item = attempts_item_data.to_dict()
            attempts.append(attempts_item)

        body = self.body.to_dict()

        due_at = self.due_at

        event = self.event

        made_at = self.made_at

        message_id = self.message_id

        reason = self.reason

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "attempts": attempts,
                "body": body,
                "due_at": due_at,
                "event": event,
                "made_at": made_at,
                "message_id": message_id,
                "reason": reason,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attempt import Attempt  # noqa: PLC0415
        from ..models.delivery_body import DeliveryBody  # noqa: PLC0415

        d = dict(src_dict)
        attempts = []
        _attempts = d.pop("attempts")
        for attempts_item_data in _attempts:
            attempts_item = Attempt.from_dict(attempts_item_data)

            attempts.append(attempts_item)

        body = DeliveryBody.from_dict(d.pop("body"))

        due_at = d.pop("due_at")

        event = d.pop("event")

        made_at = d.pop("made_at")

        message_id = d.pop("message_id")

        reason = d.pop("reason")

        state = check_delivery_state(d.pop("state"))

        delivery = cls(
            attempts=attempts,
            body=body,
            due_at=due_at,
            event=event,
            made_at=made_at,
            message_id=message_id,
            reason=reason,
            state=state,
        )

        return delivery
