from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.release_reason import ReleaseReason, check_release_reason
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewRelease")


@_attrs_define
class NewRelease:
    """Why a held order goes, how far it may grow and until when.

    Attributes:
        reason (ReleaseReason): Why somebody let an order go, or turned it down (DOMAIN section 14).
        by (str | Unset):  Default: ''.
        cap (int | None | Unset): Minor units of the order's currency; else the policy's share.
        customer (bool | Unset): Let the customer's other orders go as well. Default: False.
        note (str | Unset):  Default: ''.
        until (datetime.date | None | Unset):
    """

    reason: ReleaseReason
    by: str | Unset = ""
    cap: int | None | Unset = UNSET
    customer: bool | Unset = False
    note: str | Unset = ""
    until: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        reason: str = self.reason

        by = self.by

        cap: int | None | Unset
        if isinstance(self.cap, Unset):
            cap = UNSET
        else:
            cap = self.cap

        customer = self.customer

        note = self.note

        until: None | str | Unset
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if cap is not UNSET:
            field_dict["cap"] = cap
        if customer is not UNSET:
            field_dict["customer"] = customer
        if note is not UNSET:
            field_dict["note"] = note
        if until is not UNSET:
            field_dict["until"] = until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = check_release_reason(d.pop("reason"))

        by = d.pop("by", UNSET)

        def _parse_cap(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        cap = _parse_cap(d.pop("cap", UNSET))

        customer = d.pop("customer", UNSET)

        note = d.pop("note", UNSET)

        def _parse_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        until = _parse_until(d.pop("until", UNSET))

        new_release = cls(
            reason=reason,
            by=by,
            cap=cap,
            customer=customer,
            note=note,
            until=until,
        )

        return new_release
