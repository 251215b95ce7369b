from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Ended")


@_attrs_define
class Ended:
    """Why it ends.

    Attributes:
        reason (str):
        by (str | Unset):  Default: ''.
    """

    reason: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = d.pop("reason")

        by = d.pop("by", UNSET)

        ended = cls(
            reason=reason,
            by=by,
        )

        return ended
