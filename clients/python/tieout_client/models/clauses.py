from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Clauses")


@_attrs_define
class Clauses:
    """What an agreement says: late interest in basis points a year, where courts sit, who guarantees.

    Attributes:
        guaranty (str | Unset):  Default: ''.
        interest (int | None | Unset):
        venue (str | Unset):  Default: ''.
    """

    guaranty: str | Unset = ""
    interest: int | None | Unset = UNSET
    venue: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        guaranty = self.guaranty

        interest: int | None | Unset
        if isinstance(self.interest, Unset):
            interest = UNSET
        else:
            interest = self.interest

        venue = self.venue

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if guaranty is not UNSET:
            field_dict["guaranty"] = guaranty
        if interest is not UNSET:
            field_dict["interest"] = interest
        if venue is not UNSET:
            field_dict["venue"] = venue

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        guaranty = d.pop("guaranty", UNSET)

        def _parse_interest(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        interest = _parse_interest(d.pop("interest", UNSET))

        venue = d.pop("venue", UNSET)

        clauses = cls(
            guaranty=guaranty,
            interest=interest,
            venue=venue,
        )

        return clauses
