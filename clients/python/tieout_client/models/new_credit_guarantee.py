from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.guarantee_kind import GuaranteeKind, check_guarantee_kind
from ..models.scope import Scope, check_scope
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewCreditGuarantee")


@_attrs_define
class NewCreditGuarantee:
    """A guarantee that is wanted: `share` basis points of it count, up to its last day and the day to call it by.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        document_id (str): The verified guaranty it stands on.
        guarantor (str):
        kind (GuaranteeKind): Who stands in for a customer: a parent or another company, a person, or a bank by letter
            or guarantee.
        reason (str):
        valid_from (datetime.date):
        by (str | Unset):  Default: ''.
        call_by (datetime.date | None | Unset): The last day on which payment can be demanded.
        scope (Scope | Unset): Whom a limit is for: the customer alone, or the family of which the customer is the head.
        share (int | Unset):  Default: 10000.
        valid_until (datetime.date | None | Unset): A bank's has one; a company's or a person's may hold on.
    """

    amount: Amount
    customer_number: str
    document_id: str
    guarantor: str
    kind: GuaranteeKind
    reason: str
    valid_from: datetime.date
    by: str | Unset = ""
    call_by: datetime.date | None | Unset = UNSET
    scope: Scope | Unset = UNSET
    share: int | Unset = 10000
    valid_until: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        customer_number = self.customer_number

        document_id = self.document_id

        guarantor = self.guarantor

        kind: str = self.kind

        reason = self.reason

        valid_from = self.valid_from.isoformat()

        by = self.by

        call_by: None | str | Unset
        if isinstance(self.call_by, Unset):
            call_by = UNSET
        elif isinstance(self.call_by, datetime.date):
            call_by = self.call_by.isoformat()
        else:
            call_by = self.call_by

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
                "document_id": document_id,
                "guarantor": guarantor,
                "kind": kind,
                "reason": reason,
                "valid_from": valid_from,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if call_by is not UNSET:
            field_dict["call_by"] = call_by
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

        document_id = d.pop("document_id")

        guarantor = d.pop("guarantor")

        kind = check_guarantee_kind(d.pop("kind"))

        reason = d.pop("reason")

        valid_from = datetime.date.fromisoformat(d.pop("valid_from"))

        by = d.pop("by", UNSET)

        def _parse_call_by(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                call_by_type_0 = datetime.date.fromisoformat(data)

                return call_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        call_by = _parse_call_by(d.pop("call_by", UNSET))

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

        new_credit_guarantee = cls(
            amount=amount,
            customer_number=customer_number,
            document_id=document_id,
            guarantor=guarantor,
            kind=kind,
            reason=reason,
            valid_from=valid_from,
            by=by,
            call_by=call_by,
            scope=scope,
            share=share,
            valid_until=valid_until,
        )

        return new_credit_guarantee
