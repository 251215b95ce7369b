from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_block_kind import NewBlockKind, check_new_block_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewBlock")


@_attrs_define
class NewBlock:
    """Nobody writes to a customer until a day; `bankrupt` and `legal` need none, `lifted` ends it.

    Attributes:
        customer_number (str):
        kind (NewBlockKind):
        reason (str):
        by (str | Unset):  Default: ''.
        until (datetime.date | None | Unset):
    """

    customer_number: str
    kind: NewBlockKind
    reason: str
    by: str | Unset = ""
    until: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        kind: str = self.kind

        reason = self.reason

        by = self.by

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
                "customer_number": customer_number,
                "kind": kind,
                "reason": reason,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if until is not UNSET:
            field_dict["until"] = until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        kind = check_new_block_kind(d.pop("kind"))

        reason = d.pop("reason")

        by = d.pop("by", UNSET)

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

        new_block = cls(
            customer_number=customer_number,
            kind=kind,
            reason=reason,
            by=by,
            until=until,
        )

        return new_block
