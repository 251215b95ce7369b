from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.channel import Channel, check_channel
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewPromise")


@_attrs_define
class NewPromise:
    """What somebody promised to pay, and by when; without an amount all that is open.

    Attributes:
        document (str): Number or id.
        person (str):
        promised_on (datetime.date):
        amount (Amount | None | Unset):
        by (str | Unset):  Default: ''.
        channel (Channel | Unset): How somebody was spoken to.
        made_on (datetime.date | None | Unset):
        note (str | Unset):  Default: ''.
        tolerance (int | Unset): Days after which money still keeps it. Default: 3.
    """

    document: str
    person: str
    promised_on: datetime.date
    amount: Amount | None | Unset = UNSET
    by: str | Unset = ""
    channel: Channel | Unset = UNSET
    made_on: datetime.date | None | Unset = UNSET
    note: str | Unset = ""
    tolerance: int | Unset = 3

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        document = self.document

        person = self.person

        promised_on = self.promised_on.isoformat()

        amount: dict[str, Any] | None | Unset
        if isinstance(self.amount, Unset):
            amount = UNSET
        elif isinstance(self.amount, Amount):
            amount = self.amount.to_dict()
        else:
            amount = self.amount

        by = self.by

        channel: str | Unset = UNSET
        if not isinstance(self.channel, Unset):
            channel = self.channel

        made_on: None | str | Unset
        if isinstance(self.made_on, Unset):
            made_on = UNSET
        elif isinstance(self.made_on, datetime.date):
            made_on = self.made_on.isoformat()
        else:
            made_on = self.made_on

        note = self.note

        tolerance = self.tolerance

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "document": document,
                "person": person,
                "promised_on": promised_on,
            }
        )
        if amount is not UNSET:
            field_dict["amount"] = amount
        if by is not UNSET:
            field_dict["by"] = by
        if channel is not UNSET:
            field_dict["channel"] = channel
        if made_on is not UNSET:
            field_dict["made_on"] = made_on
        if note is not UNSET:
            field_dict["note"] = note
        if tolerance is not UNSET:
            field_dict["tolerance"] = tolerance

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        document = d.pop("document")

        person = d.pop("person")

        promised_on = datetime.date.fromisoformat(d.pop("promised_on"))

        def _parse_amount(data: object) -> Amount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                amount_type_0 = Amount.from_dict(data)

                return amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None | Unset, data)

        amount = _parse_amount(d.pop("amount", UNSET))

        by = d.pop("by", UNSET)

        _channel = d.pop("channel", UNSET)
        channel: Channel | Unset
        if isinstance(_channel, Unset):
            channel = UNSET
        else:
            channel = check_channel(_channel)

        def _parse_made_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                made_on_type_0 = datetime.date.fromisoformat(data)

                return made_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        made_on = _parse_made_on(d.pop("made_on", UNSET))

        note = d.pop("note", UNSET)

        tolerance = d.pop("tolerance", UNSET)

        new_promise = cls(
            document=document,
            person=person,
            promised_on=promised_on,
            amount=amount,
            by=by,
            channel=channel,
            made_on=made_on,
            note=note,
            tolerance=tolerance,
        )

        return new_promise
