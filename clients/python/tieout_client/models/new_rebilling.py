from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewRebilling")


@_attrs_define
class NewRebilling:
    """An invoice that is to be credited wholly and billed again.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        item (str): The invoice's number or id.
        number (str): Of the corrected invoice.
        reason (str):
        as_of (datetime.date | None | Unset):
        by (str | Unset):  Default: ''.
        freight (int | None | Unset): The part that is freight; null: what it was.
        tax (int | Unset): The part of it that is sales tax, minor units. Default: 0.
    """

    amount: Amount
    item: str
    number: str
    reason: str
    as_of: datetime.date | None | Unset = UNSET
    by: str | Unset = ""
    freight: int | None | Unset = UNSET
    tax: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        item = self.item

        number = self.number

        reason = self.reason

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        by = self.by

        freight: int | None | Unset
        if isinstance(self.freight, Unset):
            freight = UNSET
        else:
            freight = self.freight

        tax = self.tax

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "item": item,
                "number": number,
                "reason": reason,
            }
        )
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if by is not UNSET:
            field_dict["by"] = by
        if freight is not UNSET:
            field_dict["freight"] = freight
        if tax is not UNSET:
            field_dict["tax"] = tax

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        item = d.pop("item")

        number = d.pop("number")

        reason = d.pop("reason")

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

        def _parse_freight(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        freight = _parse_freight(d.pop("freight", UNSET))

        tax = d.pop("tax", UNSET)

        new_rebilling = cls(
            amount=amount,
            item=item,
            number=number,
            reason=reason,
            as_of=as_of,
            by=by,
            freight=freight,
            tax=tax,
        )

        return new_rebilling
