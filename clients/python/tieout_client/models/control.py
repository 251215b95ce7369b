from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.control_state import ControlState, check_control_state

T = TypeVar("T", bound="Control")


@_attrs_define
class Control:
    """One control of a run.

    Attributes:
        about (str):
        control (str):
        found (str):
        state (ControlState):
    """

    about: str
    control: str
    found: str
    state: ControlState

    def to_dict(self) -> dict[str, Any]:
        about = self.about

        control = self.control

        found = self.found

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "about": about,
                "control": control,
                "found": found,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        about = d.pop("about")

        control = d.pop("control")

        found = d.pop("found")

        state = check_control_state(d.pop("state"))

        control = cls(
            about=about,
            control=control,
            found=found,
            state=state,
        )

        return control
