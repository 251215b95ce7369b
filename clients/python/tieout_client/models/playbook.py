from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Playbook")


@_attrs_define
class Playbook:
    """How a queue is worked; what it began with has no author.

    Attributes:
        author (str):
        markdown (str):
        reason (str):
        written_at (None | str):
    """

    author: str
    markdown: str
    reason: str
    written_at: None | str

    def to_dict(self) -> dict[str, Any]:
        author = self.author

        markdown = self.markdown

        reason = self.reason

        written_at: None | str
        written_at = self.written_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "author": author,
                "markdown": markdown,
                "reason": reason,
                "written_at": written_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        author = d.pop("author")

        markdown = d.pop("markdown")

        reason = d.pop("reason")

        def _parse_written_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        written_at = _parse_written_at(d.pop("written_at"))

        playbook = cls(
            author=author,
            markdown=markdown,
            reason=reason,
            written_at=written_at,
        )

        return playbook
