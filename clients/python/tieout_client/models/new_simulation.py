from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewSimulation")


@_attrs_define
class NewSimulation:
    """A strategy as TOML, tried on some days.

    Attributes:
        first (datetime.date):
        toml (str):
        days (int | Unset):  Default: 30.
    """

    first: datetime.date
    toml: str
    days: int | Unset = 30

    def to_dict(self) -> dict[str, Any]:
        first = self.first.isoformat()

        toml = self.toml

        days = self.days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "first": first,
                "toml": toml,
            }
        )
        if days is not UNSET:
            field_dict["days"] = days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        first = datetime.date.fromisoformat(d.pop("first"))

        toml = d.pop("toml")

        days = d.pop("days", UNSET)

        new_simulation = cls(
            first=first,
            toml=toml,
            days=days,
        )

        return new_simulation
