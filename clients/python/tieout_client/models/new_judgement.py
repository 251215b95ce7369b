from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.new_judgement_state import NewJudgementState, check_new_judgement_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewJudgement")


@_attrs_define
class NewJudgement:
    """What was found of a document.

    Attributes:
        state (NewJudgementState):
        by (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    state: NewJudgementState
    by: str | Unset = ""
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        state: str = self.state

        by = self.by

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "state": state,
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
        state = check_new_judgement_state(d.pop("state"))

        by = d.pop("by", UNSET)

        note = d.pop("note", UNSET)

        new_judgement = cls(
            state=state,
            by=by,
            note=note,
        )

        return new_judgement
