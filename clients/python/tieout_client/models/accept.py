from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Accept")


@_attrs_define
class Accept:
    """Carry out proposal `rank` as it was offered.

    Attributes:
        act (Literal['accept']):
        rank (int):
        by (str | Unset):  Default: ''.
    """

    act: Literal["accept"]
    rank: int
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        act = self.act

        rank = self.rank

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "act": act,
                "rank": rank,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        act = cast(Literal["accept"], d.pop("act"))
        if act != "accept":
            raise ValueError(f"act must match const 'accept', got '{act}'")

        rank = d.pop("rank")

        by = d.pop("by", UNSET)

        accept = cls(
            act=act,
            rank=rank,
            by=by,
        )

        return accept
