from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Person")


@_attrs_define
class Person:
    """Somebody, as they stand now in this legal entity.

    Attributes:
        active (bool):
        login (str):
        name (str):
        roles (list[str]):
        scopes (list[str]):
    """

    active: bool
    login: str
    name: str
    roles: list[str]
    scopes: list[str]

    def to_dict(self) -> dict[str, Any]:
        active = self.active

        login = self.login

        name = self.name

        roles = self.roles

        scopes = self.scopes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "active": active,
                "login": login,
                "name": name,
                "roles": roles,
                "scopes": scopes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        active = d.pop("active")

        login = d.pop("login")

        name = d.pop("name")

        roles = cast(list[str], d.pop("roles"))

        scopes = cast(list[str], d.pop("scopes"))

        person = cls(
            active=active,
            login=login,
            name=name,
            roles=roles,
            scopes=scopes,
        )

        return person
