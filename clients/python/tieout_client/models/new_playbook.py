from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewPlaybook")


@_attrs_define
class NewPlaybook:
    """A new version of how a queue is worked, in Markdown.

    Attributes:
        markdown (str):
        reason (str):
        by (str | Unset):  Default: ''.
    """

    markdown: str
    reason: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        markdown = self.markdown

        reason = self.reason

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "markdown": markdown,
                "reason": reason,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        markdown = d.pop("markdown")

        reason = d.pop("reason")

        by = d.pop("by", UNSET)

        new_playbook = cls(
            markdown=markdown,
            reason=reason,
            by=by,
        )

        return new_playbook
