from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.blocked_kind import BlockedKind, check_blocked_kind

T = TypeVar("T", bound="Blocked")


@_attrs_define
class Blocked:
    """A customer that nobody writes to, or that somebody does again.

    Attributes:
        customer_number (str):
        kind (BlockedKind):
        until (datetime.date | None):
    """

    customer_number: str
    kind: BlockedKind
    until: datetime.date | None

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        kind: str = self.kind

        until: None | str
        if isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "kind": kind,
                "until": until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        kind = check_blocked_kind(d.pop("kind"))

        def _parse_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        until = _parse_until(d.pop("until"))

        blocked = cls(
            customer_number=customer_number,
            kind=kind,
            until=until,
        )

        return blocked
