from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Granting")


@_attrs_define
class Granting:
    """A role to be given or taken; an empty place is every legal entity, `MAIN/ana` the customers of ana in MAIN.

    Attributes:
        role (str):
        place (str | Unset):  Default: ''.
        reason (str | Unset):  Default: ''.
    """

    role: str
    place: str | Unset = ""
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        role = self.role

        place = self.place

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "role": role,
            }
        )
        if place is not UNSET:
            field_dict["place"] = place
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = d.pop("role")

        place = d.pop("place", UNSET)

        reason = d.pop("reason", UNSET)

        granting = cls(
            role=role,
            place=place,
            reason=reason,
        )

        return granting
