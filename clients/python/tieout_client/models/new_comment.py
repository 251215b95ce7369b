from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewComment")


@_attrs_define
class NewComment:
    """What is said of a customer.

    Attributes:
        said (str):
        by (str | Unset):  Default: ''.
    """

    said: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        said = self.said

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "said": said,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        said = d.pop("said")

        by = d.pop("by", UNSET)

        new_comment = cls(
            said=said,
            by=by,
        )

        return new_comment
