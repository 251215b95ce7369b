from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.adjust import Adjust, check_adjust
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewAdjustment")


@_attrs_define
class NewAdjustment:
    """An item or receipt that is to change without cash.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        item (str): An item's or receipt's id, or a document's number.
        kind (Adjust): Why an item changes without cash (DOMAIN section 3); which postings that makes is
            `adjustments.ADJUSTED`.
        reason (str):
        as_of (datetime.date | None | Unset):
        by (str | Unset):  Default: ''.
        claim_tax (bool | Unset):  Default: False.
        payee (str | Unset):  Default: ''.
    """

    amount: Amount
    item: str
    kind: Adjust
    reason: str
    as_of: datetime.date | None | Unset = UNSET
    by: str | Unset = ""
    claim_tax: bool | Unset = False
    payee: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        item = self.item

        kind: str = self.kind

        reason = self.reason

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        by = self.by

        claim_tax = self.claim_tax

        payee = self.payee

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "item": item,
                "kind": kind,
                "reason": reason,
            }
        )
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if by is not UNSET:
            field_dict["by"] = by
        if claim_tax is not UNSET:
            field_dict["claim_tax"] = claim_tax
        if payee is not UNSET:
            field_dict["payee"] = payee

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        item = d.pop("item")

        kind = check_adjust(d.pop("kind"))

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

        claim_tax = d.pop("claim_tax", UNSET)

        payee = d.pop("payee", UNSET)

        new_adjustment = cls(
            amount=amount,
            item=item,
            kind=kind,
            reason=reason,
            as_of=as_of,
            by=by,
            claim_tax=claim_tax,
            payee=payee,
        )

        return new_adjustment
