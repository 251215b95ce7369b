from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.guarantee_kind import GuaranteeKind, check_guarantee_kind
from ..models.scope import Scope, check_scope

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="CreditGuarantee")


@_attrs_define
class CreditGuarantee:
    """A guarantee as it counts on a day: `counts` is what it comes to, nothing unless it is in force.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        call_by (datetime.date | None):
        checker (str):
        counts (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        document_id (str):
        guarantor (str):
        kind (GuaranteeKind): Who stands in for a customer: a parent or another company, a person, or a bank by letter
            or guarantee.
        maker (str):
        reason (str):
        request_id (str):
        scope (Scope): Whom a limit is for: the customer alone, or the family of which the customer is the head.
        sha256 (str): The hash of its document.
        share (int):
        state (str): in force, to come, replaced, lapsed, not called in time, document rejected
        valid_from (datetime.date):
        valid_until (datetime.date | None):
    """

    amount: Amount
    call_by: datetime.date | None
    checker: str
    counts: Amount
    customer_number: str
    document_id: str
    guarantor: str
    kind: GuaranteeKind
    maker: str
    reason: str
    request_id: str
    scope: Scope
    sha256: str
    share: int
    state: str
    valid_from: datetime.date
    valid_until: datetime.date | None

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        call_by: None | str
        if isinstance(self.call_by, datetime.date):
            call_by = self.call_by.isoformat()
        else:
            call_by = self.call_by

        checker = self.checker

        counts = self.counts.to_dict()

        customer_number = self.customer_number

        document_id = self.document_id

        guarantor = self.guarantor

        kind: str = self.kind

        maker = self.maker

        reason = self.reason

        request_id = self.request_id

        scope: str = self.scope

        sha256 = self.sha256

        share = self.share

        state = self.state

        valid_from = self.valid_from.isoformat()

        valid_until: None | str
        if isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "call_by": call_by,
                "checker": checker,
                "counts": counts,
                "customer_number": customer_number,
                "document_id": document_id,
                "guarantor": guarantor,
                "kind": kind,
                "maker": maker,
                "reason": reason,
                "request_id": request_id,
                "scope": scope,
                "sha256": sha256,
                "share": share,
                "state": state,
                "valid_from": valid_from,
                "valid_until": valid_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        def _parse_call_by(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                call_by_type_0 = datetime.date.fromisoformat(data)

                return call_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        call_by = _parse_call_by(d.pop("call_by"))

        checker = d.pop("checker")

        counts = Amount.from_dict(d.pop("counts"))

        customer_number = d.pop("customer_number")

        document_id = d.pop("document_id")

        guarantor = d.pop("guarantor")

        kind = check_guarantee_kind(d.pop("kind"))

        maker = d.pop("maker")

        reason = d.pop("reason")

        request_id = d.pop("request_id")

        scope = check_scope(d.pop("scope"))

        sha256 = d.pop("sha256")

        share = d.pop("share")

        state = d.pop("state")

        valid_from = datetime.date.fromisoformat(d.pop("valid_from"))

        def _parse_valid_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)

                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_until = _parse_valid_until(d.pop("valid_until"))

        credit_guarantee = cls(
            amount=amount,
            call_by=call_by,
            checker=checker,
            counts=counts,
            customer_number=customer_number,
            document_id=document_id,
            guarantor=guarantor,
            kind=kind,
            maker=maker,
            reason=reason,
            request_id=request_id,
            scope=scope,
            sha256=sha256,
            share=share,
            state=state,
            valid_from=valid_from,
            valid_until=valid_until,
        )

        return credit_guarantee
