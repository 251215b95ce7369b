from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Delegation")


@_attrs_define
class Delegation:
    """Somebody stands in for somebody.

    Attributes:
        actor (str):
        delegation_id (str):
        first_on (datetime.date):
        last_on (datetime.date):
        login (str):
        reason (str):
        substitute (str):
    """

    actor: str
    delegation_id: str
    first_on: datetime.date
    last_on: datetime.date
    login: str
    reason: str
    substitute: str

    def to_dict(self) -> dict[str, Any]:
        actor = self.actor

        delegation_id = self.delegation_id

        first_on = self.first_on.isoformat()

        last_on = self.last_on.isoformat()

        login = self.login

        reason = self.reason

        substitute = self.substitute

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "actor": actor,
                "delegation_id": delegation_id,
                "first_on": first_on,
                "last_on": last_on,
                "login": login,
                "reason": reason,
                "substitute": substitute,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        actor = d.pop("actor")

        delegation_id = d.pop("delegation_id")

        first_on = datetime.date.fromisoformat(d.pop("first_on"))

        last_on = datetime.date.fromisoformat(d.pop("last_on"))

        login = d.pop("login")

        reason = d.pop("reason")

        substitute = d.pop("substitute")

        delegation = cls(
            actor=actor,
            delegation_id=delegation_id,
            first_on=first_on,
            last_on=last_on,
            login=login,
            reason=reason,
            substitute=substitute,
        )

        return delegation
