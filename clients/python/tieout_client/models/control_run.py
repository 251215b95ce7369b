from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.control_run_state import ControlRunState, check_control_run_state

if TYPE_CHECKING:
    from ..models.control import Control


T = TypeVar("T", bound="ControlRun")


@_attrs_define
class ControlRun:
    """A run of the daily controls.

    Attributes:
        as_of (datetime.date):
        batch (int):
        controls (list[Control]):
        ran_at (str):
        ran_by (str):
        state (ControlRunState):
    """

    as_of: datetime.date
    batch: int
    controls: list[Control]
    ran_at: str
    ran_by: str
    state: ControlRunState

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        batch = self.batch

        controls = []
        for controls_item_data in self.controls:
            controls_item = controls_item_data.to_dict()
            controls.append(controls_item)

        ran_at = self.ran_at

        ran_by = self.ran_by

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "batch": batch,
                "controls": controls,
                "ran_at": ran_at,
                "ran_by": ran_by,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.control import Control  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        batch = d.pop("batch")

        controls = []
        _controls = d.pop("controls")
        for controls_item_data in _controls:
            controls_item = Control.from_dict(controls_item_data)

            controls.append(controls_item)

        ran_at = d.pop("ran_at")

        ran_by = d.pop("ran_by")

        state = check_control_run_state(d.pop("state"))

        control_run = cls(
            as_of=as_of,
            batch=batch,
            controls=controls,
            ran_at=ran_at,
            ran_by=ran_by,
            state=state,
        )

        return control_run
