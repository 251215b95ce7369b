from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewDelegation")


@_attrs_define
class NewDelegation:
    """Who stands in for whom, from a day to a day.

    Attributes:
        first_on (datetime.date):
        last_on (datetime.date):
        login (str):
        reason (str):
        substitute (str):
        by (str | Unset):  Default: ''.
    """

    first_on: datetime.date
    last_on: datetime.date
    login: str
    reason: str
    substitute: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        first_on = self.first_on.isoformat()

        last_on = self.last_on.isoformat()

        login = self.login

        reason = self.reason

        substitute = self.substitute

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "first_on": first_on,
                "last_on": last_on,
                "login": login,
                "reason": reason,
                "substitute": substitute,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        first_on = datetime.date.fromisoformat(d.pop("first_on"))

        last_on = datetime.date.fromisoformat(d.pop("last_on"))

        login = d.pop("login")

        reason = d.pop("reason")

        substitute = d.pop("substitute")

        by = d.pop("by", UNSET)

        new_delegation = cls(
            first_on=first_on,
            last_on=last_on,
            login=login,
            reason=reason,
            substitute=substitute,
            by=by,
        )

        return new_delegation
