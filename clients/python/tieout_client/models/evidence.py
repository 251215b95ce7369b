from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Evidence")


@_attrs_define
class Evidence:
    """A place in `text` and what it shows.

    Attributes:
        end (int):
        start (int):
        what (str):
    """

    end: int
    start: int
    what: str

    def to_dict(self) -> dict[str, Any]:
        end = self.end

        start = self.start

        what = self.what

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "end": end,
                "start": start,
                "what": what,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        end = d.pop("end")

        start = d.pop("start")

        what = d.pop("what")

        evidence = cls(
            end=end,
            start=start,
            what=what,
        )

        return evidence
