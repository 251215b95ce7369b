from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewKey")


@_attrs_define
class NewKey:
    """A key for a program; its owner's roles must give each scope.

    Attributes:
        login (str):
        name (str):
        scopes (list[str]):
        days (int | Unset):  Default: 90.
    """

    login: str
    name: str
    scopes: list[str]
    days: int | Unset = 90

    def to_dict(self) -> dict[str, Any]:
        login = self.login

        name = self.name

        scopes = self.scopes

        days = self.days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "login": login,
                "name": name,
                "scopes": scopes,
            }
        )
        if days is not UNSET:
            field_dict["days"] = days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        login = d.pop("login")

        name = d.pop("name")

        scopes = cast(list[str], d.pop("scopes"))

        days = d.pop("days", UNSET)

        new_key = cls(
            login=login,
            name=name,
            scopes=scopes,
            days=days,
        )

        return new_key
