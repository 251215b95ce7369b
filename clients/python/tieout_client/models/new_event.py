from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.event import Event, check_event
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewEvent")


@_attrs_define
class NewEvent:
    """What happened, by what it is known, and the money it is about.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        kind (Event): What happened. The value is the kind of the request, and of the entry where one kind makes it.
        reason (str):
        reference (str): A payout, a deposit, a month: booked once.
        as_of (datetime.date | None | Unset):
        by (str | Unset):  Default: ''.
        customer (str | Unset): Whose money was received. Default: ''.
        fee (int | Unset): What a processor or an agency kept, minor units of the amount's currency. Default: 0.
        item (str | Unset): What an agency's remittance pays. Default: ''.
        receipt (str | Unset): The receipt it is about, or that a settlement explains. Default: ''.
    """

    amount: Amount
    kind: Event
    reason: str
    reference: str
    as_of: datetime.date | None | Unset = UNSET
    by: str | Unset = ""
    customer: str | Unset = ""
    fee: int | Unset = 0
    item: str | Unset = ""
    receipt: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        kind: str = self.kind

        reason = self.reason

        reference = self.reference

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        by = self.by

        customer = self.customer

        fee = self.fee

        item = self.item

        receipt = self.receipt

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "kind": kind,
                "reason": reason,
                "reference": reference,
            }
        )
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if by is not UNSET:
            field_dict["by"] = by
        if customer is not UNSET:
            field_dict["customer"] = customer
        if fee is not UNSET:
            field_dict["fee"] = fee
        if item is not UNSET:
            field_dict["item"] = item
        if receipt is not UNSET:
            field_dict["receipt"] = receipt

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        kind = check_event(d.pop("kind"))

        reason = d.pop("reason")

        reference = d.pop("reference")

        def _parse_as_of(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.date.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        by = d.pop("by", UNSET)

        customer = d.pop("customer", UNSET)

        fee = d.pop("fee", UNSET)

        item = d.pop("item", UNSET)

        receipt = d.pop("receipt", UNSET)

        new_event = cls(
            amount=amount,
            kind=kind,
            reason=reason,
            reference=reference,
            as_of=as_of,
            by=by,
            customer=customer,
            fee=fee,
            item=item,
            receipt=receipt,
        )

        return new_event
