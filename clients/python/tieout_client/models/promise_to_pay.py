from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.state import State, check_state

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="PromiseToPay")


@_attrs_define
class PromiseToPay:
    """A promise as cash has judged it.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        by (str):
        customer_number (str):
        document_number (str):
        item_id (str):
        level (int):
        made_on (datetime.date):
        note (str):
        paid (Amount): An amount: whole minor units of an ISO 4217 currency.
        person (str):
        promise_id (str):
        promised_on (datetime.date):
        state (State): What became of a promise.
        until (datetime.date):
    """

    amount: Amount
    by: str
    customer_number: str
    document_number: str
    item_id: str
    level: int
    made_on: datetime.date
    note: str
    paid: Amount
    person: str
    promise_id: str
    promised_on: datetime.date
    state: State
    until: datetime.date

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        by = self.by

        customer_number = self.customer_number

        document_number = self.document_number

        item_id = self.item_id

        level = self.level

        made_on = self.made_on.isoformat()

        note = self.note

        paid = self.paid.to_dict()

        person = self.person

        promise_id = self.promise_id

        promised_on = self.promised_on.isoformat()

        state: str = self.state

        until = self.until.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "by": by,
                "customer_number": customer_number,
                "document_number": document_number,
                "item_id": item_id,
                "level": level,
                "made_on": made_on,
                "note": note,
                "paid": paid,
                "person": person,
                "promise_id": promise_id,
                "promised_on": promised_on,
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

        by = d.pop("by")

        customer_number = d.pop("customer_number")

        document_number = d.pop("document_number")

        item_id = d.pop("item_id")

        level = d.pop("level")

        made_on = datetime.date.fromisoformat(d.pop("made_on"))

        note = d.pop("note")

        paid = Amount.from_dict(d.pop("paid"))

        person = d.pop("person")

        promise_id = d.pop("promise_id")

        promised_on = datetime.date.fromisoformat(d.pop("promised_on"))

        state = check_state(d.pop("state"))

        until = datetime.date.fromisoformat(d.pop("until"))

        promise_to_pay = cls(
            amount=amount,
            by=by,
            customer_number=customer_number,
            document_number=document_number,
            item_id=item_id,
            level=level,
            made_on=made_on,
            note=note,
            paid=paid,
            person=person,
            promise_id=promise_id,
            promised_on=promised_on,
            state=state,
            until=until,
        )

        return promise_to_pay
