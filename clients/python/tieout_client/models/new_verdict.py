from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_verdict_verdict import NewVerdictVerdict, check_new_verdict_verdict
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewVerdict")


@_attrs_define
class NewVerdict:
    """What a second person decides.

    Attributes:
        verdict (NewVerdictVerdict):
        by (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    verdict: NewVerdictVerdict
    by: str | Unset = ""
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        verdict: str = self.verdict

        by = self.by

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "verdict": verdict,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        verdict = check_new_verdict_verdict(d.pop("verdict"))

        by = d.pop("by", UNSET)

        note = d.pop("note", UNSET)

        new_verdict = cls(
            verdict=verdict,
            by=by,
            note=note,
        )

        return new_verdict
