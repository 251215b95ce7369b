from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewPerson")


@_attrs_define
class NewPerson:
    """Somebody to be let in, with roles in every legal entity.

    Attributes:
        login (str):
        name (str | Unset):  Default: ''.
        roles (list[str] | Unset):
    """

    login: str
    name: str | Unset = ""
    roles: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        login = self.login

        name = self.name

        roles: list[str] | Unset = UNSET
        if not isinstance(self.roles, Unset):
            roles = self.roles

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "login": login,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if roles is not UNSET:
            field_dict["roles"] = roles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        login = d.pop("login")

        name = d.pop("name", UNSET)

        roles = cast(list[str], d.pop("roles", UNSET))

        new_person = cls(
            login=login,
            name=name,
            roles=roles,
        )

        return new_person
