from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.limit_kind import LimitKind, check_limit_kind
from ..models.scope import Scope, check_scope

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="GrantedLimit")


@_attrs_define
class GrantedLimit:
    """A limit that was granted, by whom and when.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        checker (str):
        customer_number (str):
        decided_at (str):
        kind (LimitKind): What sort of limit: the base holds until the next, the others between their days.
        maker (str):
        reason (str):
        scope (Scope): Whom a limit is for: the customer alone, or the family of which the customer is the head.
        share (int):
        valid_from (datetime.date):
        valid_until (datetime.date | None):
    """

    amount: Amount
    checker: str
    customer_number: str
    decided_at: str
    kind: LimitKind
    maker: str
    reason: str
    scope: Scope
    share: int
    valid_from: datetime.date
    valid_until: datetime.date | None

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        checker = self.checker

        customer_number = self.customer_number

        decided_at = self.decided_at

        kind: str = self.kind

        maker = self.maker

        reason = self.reason

        scope: str = self.scope

        share = self.share

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
                "checker": checker,
                "customer_number": customer_number,
                "decided_at": decided_at,
                "kind": kind,
                "maker": maker,
                "reason": reason,
                "scope": scope,
                "share": share,
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

        checker = d.pop("checker")

        customer_number = d.pop("customer_number")

        decided_at = d.pop("decided_at")

        kind = check_limit_kind(d.pop("kind"))

        maker = d.pop("maker")

        reason = d.pop("reason")

        scope = check_scope(d.pop("scope"))

        share = d.pop("share")

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

        granted_limit = cls(
            amount=amount,
            checker=checker,
            customer_number=customer_number,
            decided_at=decided_at,
            kind=kind,
            maker=maker,
            reason=reason,
            scope=scope,
            share=share,
            valid_from=valid_from,
            valid_until=valid_until,
        )

        return granted_limit
