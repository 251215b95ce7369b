from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.case_state import CaseState, check_case_state

T = TypeVar("T", bound="DisputeState")


@_attrs_define
class DisputeState:
    """Where a case is.

    Attributes:
        case_id (str):
        state (CaseState): Where a case is on its way.
    """

    case_id: str
    state: CaseState

    def to_dict(self) -> dict[str, Any]:
        case_id = self.case_id

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "case_id": case_id,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        case_id = d.pop("case_id")

        state = check_case_state(d.pop("state"))

        dispute_state = cls(
            case_id=case_id,
            state=state,
        )

        return dispute_state
