from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.card_operation_kind import CardOperationKind, check_card_operation_kind
from ..models.card_operation_state import CardOperationState, check_card_operation_state

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="CardOperation")


@_attrs_define
class CardOperation:
    """What a processor was asked, and how it stands; `approved` is what it says it is.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        approved (Amount): An amount: whole minor units of an ISO 4217 currency.
        authorisation_id (str):
        customer_number (str):
        kind (CardOperationKind):
        message (str):
        operation_id (str):
        order_number (str):
        processor (str):
        processor_id (str):
        state (CardOperationState):
        until (datetime.date | None):
    """

    amount: Amount
    approved: Amount
    authorisation_id: str
    customer_number: str
    kind: CardOperationKind
    message: str
    operation_id: str
    order_number: str
    processor: str
    processor_id: str
    state: CardOperationState
    until: datetime.date | None

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        approved = self.approved.to_dict()

        authorisation_id = self.authorisation_id

        customer_number = self.customer_number

        kind: str = self.kind

        message = self.message

        operation_id = self.operation_id

        order_number = self.order_number

        processor = self.processor

        processor_id = self.processor_id

        state: str = self.state

        until: None | str
        if isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "approved": approved,
                "authorisation_id": authorisation_id,
                "customer_number": customer_number,
                "kind": kind,
                "message": message,
                "operation_id": operation_id,
                "order_number": order_number,
                "processor": processor,
                "processor_id": processor_id,
                "state": state,
                "until": until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        approved = Amount.from_dict(d.pop("approved"))

        authorisation_id = d.pop("authorisation_id")

        customer_number = d.pop("customer_number")

        kind = check_card_operation_kind(d.pop("kind"))

        message = d.pop("message")

        operation_id = d.pop("operation_id")

        order_number = d.pop("order_number")

        processor = d.pop("processor")

        processor_id = d.pop("processor_id")

        state = check_card_operation_state(d.pop("state"))

        def _parse_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        until = _parse_until(d.pop("until"))

        card_operation = cls(
            amount=amount,
            approved=approved,
            authorisation_id=authorisation_id,
            customer_number=customer_number,
            kind=kind,
            message=message,
            operation_id=operation_id,
            order_number=order_number,
            processor=processor,
            processor_id=processor_id,
            state=state,
            until=until,
        )

        return card_operation
