from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="CardAuthorisation")


@_attrs_define
class CardAuthorisation:
    """An authorisation as it stands today; `held` is what can be captured of it, until a day.

    Attributes:
        authorised (Amount): An amount: whole minor units of an ISO 4217 currency.
        captured (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        held (Amount): An amount: whole minor units of an ISO 4217 currency.
        operation_id (str):
        order_number (str):
        state (str):
        until (datetime.date | None):
    """

    authorised: Amount
    captured: Amount
    customer_number: str
    held: Amount
    operation_id: str
    order_number: str
    state: str
    until: datetime.date | None

    def to_dict(self) -> dict[str, Any]:
        authorised = self.authorised.to_dict()

        captured = self.captured.to_dict()

        customer_number = self.customer_number

        held = self.held.to_dict()

        operation_id = self.operation_id

        order_number = self.order_number

        state = self.state

        until: None | str
        if isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "authorised": authorised,
                "captured": captured,
                "customer_number": customer_number,
                "held": held,
                "operation_id": operation_id,
                "order_number": order_number,
                "state": state,
                "until": until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        authorised = Amount.from_dict(d.pop("authorised"))

        captured = Amount.from_dict(d.pop("captured"))

        customer_number = d.pop("customer_number")

        held = Amount.from_dict(d.pop("held"))

        operation_id = d.pop("operation_id")

        order_number = d.pop("order_number")

        state = d.pop("state")

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

        card_authorisation = cls(
            authorised=authorised,
            captured=captured,
            customer_number=customer_number,
            held=held,
            operation_id=operation_id,
            order_number=order_number,
            state=state,
            until=until,
        )

        return card_authorisation
