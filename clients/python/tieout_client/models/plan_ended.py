from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.plan_state import PlanState, check_plan_state

T = TypeVar("T", bound="PlanEnded")


@_attrs_define
class PlanEnded:
    """A plan or a settlement that ended.

    Attributes:
        arrangement_id (str):
        state (PlanState): What became of an arrangement.
    """

    arrangement_id: str
    state: PlanState

    def to_dict(self) -> dict[str, Any]:
        arrangement_id = self.arrangement_id

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "arrangement_id": arrangement_id,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        arrangement_id = d.pop("arrangement_id")

        state = check_plan_state(d.pop("state"))

        plan_ended = cls(
            arrangement_id=arrangement_id,
            state=state,
        )

        return plan_ended
