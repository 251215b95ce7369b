from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.channel import Channel, check_channel
from ..models.outcome import Outcome, check_outcome

if TYPE_CHECKING:
    from ..models.addendum import Addendum


T = TypeVar("T", bound="Contact")


@_attrs_define
class Contact:
    """A contact: with whom, how, what came of it, what is done next, and what was added.

    Attributes:
        addenda (list[Addendum]):
        author (str):
        channel (Channel): How somebody was spoken to.
        contact_id (str):
        customer_number (str):
        documents (list[str]):
        happened_on (datetime.date):
        newest (bool):
        next_action (str):
        next_on (datetime.date | None):
        note (str):
        outcome (Outcome): What came of a contact (DOMAIN section 9.3); the last three end the matter.
        person (str):
        recorded_at (str):
    """

    addenda: list[Addendum]
    author: str
    channel: Channel
    contact_id: str
    customer_number: str
    documents: list[str]
    happened_on: datetime.date
    newest: bool
    next_action: str
    next_on: datetime.date | None
    note: str
    outcome: Outcome
    person: str
    recorded_at: str

    def to_dict(self) -> dict[str, Any]:
        addenda = []
        for addenda_item_data in self.addenda:
            addenda_item = addenda_item_data.to_dict()
            addenda.append(addenda_item)

        author = self.author

        channel: str = self.channel

        contact_id = self.contact_id

        customer_number = self.customer_number

        documents = self.documents

        happened_on = self.happened_on.isoformat()

        newest = self.newest

        next_action = self.next_action

        next_on: None | str
        if isinstance(self.next_on, datetime.date):
            next_on = self.next_on.isoformat()
        else:
            next_on = self.next_on

        note = self.note

        outcome: str = self.outcome

        person = self.person

        recorded_at = self.recorded_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "addenda": addenda,
                "author": author,
                "channel": channel,
                "contact_id": contact_id,
                "customer_number": customer_number,
                "documents": documents,
                "happened_on": happened_on,
                "newest": newest,
                "next_action": next_action,
                "next_on": next_on,
                "note": note,
                "outcome": outcome,
                "person": person,
                "recorded_at": recorded_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.addendum import Addendum  # noqa: PLC0415

        d = dict(src_dict)
        addenda = []
        _addenda = d.pop("addenda")
        for addenda_item_data in _addenda:
            addenda_item = Addendum.from_dict(addenda_item_data)

            addenda.append(addenda_item)

        author = d.pop("author")

        channel = check_channel(d.pop("channel"))

        contact_id = d.pop("contact_id")

        customer_number = d.pop("customer_number")

        documents = cast(list[str], d.pop("documents"))

        happened_on = datetime.date.fromisoformat(d.pop("happened_on"))

        newest = d.pop("newest")

        next_action = d.pop("next_action")

        def _parse_next_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_on_type_0 = datetime.date.fromisoformat(data)

                return next_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        next_on = _parse_next_on(d.pop("next_on"))

        note = d.pop("note")

        outcome = check_outcome(d.pop("outcome"))

        person = d.pop("person")

        recorded_at = d.pop("recorded_at")

        contact = cls(
            addenda=addenda,
            author=author,
            channel=channel,
            contact_id=contact_id,
            customer_number=customer_number,
            documents=documents,
            happened_on=happened_on,
            newest=newest,
            next_action=next_action,
            next_on=next_on,
            note=note,
            outcome=outcome,
            person=person,
            recorded_at=recorded_at,
        )

        return contact
