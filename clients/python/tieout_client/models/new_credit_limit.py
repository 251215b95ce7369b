from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.limit_kind import LimitKind, check_limit_kind
from ..models.scope import Scope, check_scope
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewCreditLimit")


@_attrs_define
class NewCreditLimit:
    """A limit that is wanted; of insurance `share` basis points count.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        reason (str):
        valid_from (datetime.date):
        by (str | Unset):  Default: ''.
        kind (LimitKind | Unset): What sort of limit: the base holds until the next, the others between their days.
        scope (Scope | Unset): Whom a limit is for: the customer alone, or the family of which the customer is the head.
        share (int | Unset):  Default: 10000.
        valid_until (datetime.date | None | Unset):
    """

    amount: Amount
    customer_number: str
    reason: str
    valid_from: datetime.date
    by: str | Unset = ""
    kind: LimitKind | Unset = UNSET
    scope: Scope | Unset = UNSET
    share: int | Unset = 10000
    valid_until: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        customer_number = self.customer_number

        reason = self.reason

        valid_from = self.valid_from.isoformat()

        by = self.by

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        scope: str | Unset = UNSET
        if not isinstance(self.scope, Unset):
            scope = self.scope

        share = self.share

        valid_until: None | str | Unset
        if isinstance(self.valid_until, Unset):
            valid_until = UNSET
        elif isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "customer_number": customer_number,
                "reason": reason,
                "valid_from": valid_from,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if kind is not UNSET:
            field_dict["kind"] = kind
        if scope is not UNSET:
            field_dict["scope"] = scope
        if share is not UNSET:
            field_dict["share"] = share
        if valid_until is not UNSET:
            field_dict["valid_until"] = valid_until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        customer_number = d.pop("customer_number")

        reason = d.pop("reason")

        valid_from = datetime.date.fromisoformat(d.pop("valid_from"))

        by = d.pop("by", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: LimitKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_limit_kind(_kind)

        _scope = d.pop("scope", UNSET)
        scope: Scope | Unset
        if isinstance(_scope, Unset):
            scope = UNSET
        else:
            scope = check_scope(_scope)

        share = d.pop("share", UNSET)

        def _parse_valid_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)

                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_until = _parse_valid_until(d.pop("valid_until", UNSET))

        new_credit_limit = cls(
            amount=amount,
            customer_number=customer_number,
            reason=reason,
            valid_from=valid_from,
            by=by,
            kind=kind,
            scope=scope,
            share=share,
            valid_until=valid_until,
        )

        return new_credit_limit
