from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Verdict")


@_attrs_define
class Verdict:
    """What was decided, and how many entries that made.

    Attributes:
        entries (int):
        request_id (str):
        verdict (str):
    """

    entries: int
    request_id: str
    verdict: str

    def to_dict(self) -> dict[str, Any]:
        entries = self.entries

        request_id = self.request_id

        verdict = self.verdict

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "entries": entries,
                "request_id": request_id,
                "verdict": verdict,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        entries = d.pop("entries")

        request_id = d.pop("request_id")

        verdict = d.pop("verdict")

        verdict = cls(
            entries=entries,
            request_id=request_id,
            verdict=verdict,
        )

        return verdict
