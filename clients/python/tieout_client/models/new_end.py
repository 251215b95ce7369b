from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_end_end import NewEndEnd, check_new_end_end
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewEnd")


@_attrs_define
class NewEnd:
    """Why a case ends, as denied or closed.

    Attributes:
        end (NewEndEnd):
        reason (str):
        by (str | Unset):  Default: ''.
    """

    end: NewEndEnd
    reason: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        end: str = self.end

        reason = self.reason

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "end": end,
                "reason": reason,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        end = check_new_end_end(d.pop("end"))

        reason = d.pop("reason")

        by = d.pop("by", UNSET)

        new_end = cls(
            end=end,
            reason=reason,
            by=by,
        )

        return new_end
