from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewAccessReview")


@_attrs_define
class NewAccessReview:
    """A role of a campaign is kept, or ended at once.

    Attributes:
        kept (bool):
        login (str):
        reason (str):
        role (str):
        by (str | Unset):  Default: ''.
        place (str | Unset):  Default: ''.
    """

    kept: bool
    login: str
    reason: str
    role: str
    by: str | Unset = ""
    place: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        kept = self.kept

        login = self.login

        reason = self.reason

        role = self.role

        by = self.by

        place = self.place

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kept": kept,
                "login": login,
                "reason": reason,
                "role": role,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if place is not UNSET:
            field_dict["place"] = place

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kept = d.pop("kept")

        login = d.pop("login")

        reason = d.pop("reason")

        role = d.pop("role")

        by = d.pop("by", UNSET)

        place = d.pop("place", UNSET)

        new_access_review = cls(
            kept=kept,
            login=login,
            reason=reason,
            role=role,
            by=by,
            place=place,
        )

        return new_access_review
