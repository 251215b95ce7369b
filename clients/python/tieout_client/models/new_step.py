from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_step_kind import NewStepKind, check_new_step_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewStep")


@_attrs_define
class NewStep:
    """What became of a placement.

    Attributes:
        kind (NewStepKind):
        note (str):
        by (str | Unset):  Default: ''.
    """

    kind: NewStepKind
    note: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        note = self.note

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "note": note,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_new_step_kind(d.pop("kind"))

        note = d.pop("note")

        by = d.pop("by", UNSET)

        new_step = cls(
            kind=kind,
            note=note,
            by=by,
        )

        return new_step
