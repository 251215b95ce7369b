from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Key")


@_attrs_define
class Key:
    """A key as it is listed.

    Attributes:
        ended (bool):
        expires_on (datetime.date):
        key_id (str):
        login (str):
        name (str):
        scopes (list[str]):
    """

    ended: bool
    expires_on: datetime.date
    key_id: str
    login: str
    name: str
    scopes: list[str]

    def to_dict(self) -> dict[str, Any]:
        ended = self.ended

        expires_on = self.expires_on.isoformat()

        key_id = self.key_id

        login = self.login

        name = self.name

        scopes = self.scopes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "ended": ended,
                "expires_on": expires_on,
                "key_id": key_id,
                "login": login,
                "name": name,
                "scopes": scopes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ended = d.pop("ended")

        expires_on = datetime.date.fromisoformat(d.pop("expires_on"))

        key_id = d.pop("key_id")

        login = d.pop("login")

        name = d.pop("name")

        scopes = cast(list[str], d.pop("scopes"))

        key = cls(
            ended=ended,
            expires_on=expires_on,
            key_id=key_id,
            login=login,
            name=name,
            scopes=scopes,
        )

        return key
