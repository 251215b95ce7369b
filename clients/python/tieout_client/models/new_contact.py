from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.channel import Channel, check_channel
from ..models.outcome import Outcome, check_outcome
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewContact")


@_attrs_define
class NewContact:
    """A contact to write down; an outcome that ends nothing names its next action and the day of it.

    Attributes:
        channel (Channel): How somebody was spoken to.
        outcome (Outcome): What came of a contact (DOMAIN section 9.3); the last three end the matter.
        by (str | Unset):  Default: ''.
        documents (list[str] | Unset): Numbers or ids of what was discussed.
        happened_on (datetime.date | None | Unset):
        next_action (str | Unset):  Default: ''.
        next_on (datetime.date | None | Unset):
        note (str | Unset):  Default: ''.
        person (str | Unset):  Default: ''.
    """

    channel: Channel
    outcome: Outcome
    by: str | Unset = ""
    documents: list[str] | Unset = UNSET
    happened_on: datetime.date | None | Unset = UNSET
    next_action: str | Unset = ""
    next_on: datetime.date | None | Unset = UNSET
    note: str | Unset = ""
    person: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        channel: str = self.channel

        outcome: str = self.outcome

        by = self.by

        documents: list[str] | Unset = UNSET
        if not isinstance(self.documents, Unset):
            documents = self.documents

        happened_on: None | str | Unset
        if isinstance(self.happened_on, Unset):
            happened_on = UNSET
        elif isinstance(self.happened_on, datetime.date):
            happened_on = self.happened_on.isoformat()
        else:
            happened_on = self.happened_on

        next_action = self.next_action

        next_on: None | str | Unset
        if isinstance(self.next_on, Unset):
            next_on = UNSET
        elif isinstance(self.next_on, datetime.date):
            next_on = self.next_on.isoformat()
        else:
            next_on = self.next_on

        note = self.note

        person = self.person

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "channel": channel,
                "outcome": outcome,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if documents is not UNSET:
            field_dict["documents"] = documents
        if happened_on is not UNSET:
            field_dict["happened_on"] = happened_on
        if next_action is not UNSET:
            field_dict["next_action"] = next_action
        if next_on is not UNSET:
            field_dict["next_on"] = next_on
        if note is not UNSET:
            field_dict["note"] = note
        if person is not UNSET:
            field_dict["person"] = person

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        channel = check_channel(d.pop("channel"))

        outcome = check_outcome(d.pop("outcome"))

        by = d.pop("by", UNSET)

        documents = cast(list[str], d.pop("documents", UNSET))

        def _parse_happened_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                happened_on_type_0 = datetime.date.fromisoformat(data)

                return happened_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        happened_on = _parse_happened_on(d.pop("happened_on", UNSET))

        next_action = d.pop("next_action", UNSET)

        def _parse_next_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_on_type_0 = datetime.date.fromisoformat(data)

                return next_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        next_on = _parse_next_on(d.pop("next_on", UNSET))

        note = d.pop("note", UNSET)

        person = d.pop("person", UNSET)

        new_contact = cls(
            channel=channel,
            outcome=outcome,
            by=by,
            documents=documents,
            happened_on=happened_on,
            next_action=next_action,
            next_on=next_on,
            note=note,
            person=person,
        )

        return new_contact
