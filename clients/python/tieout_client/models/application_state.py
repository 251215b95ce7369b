from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.stage import Stage, check_stage

T = TypeVar("T", bound="ApplicationState")


@_attrs_define
class ApplicationState:
    """An application, and how far it is.

    Attributes:
        application_id (str):
        state (Stage): How far an application is (DOMAIN section 8.1).
    """

    application_id: str
    state: Stage

    def to_dict(self) -> dict[str, Any]:
        application_id = self.application_id

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "application_id": application_id,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        application_id = d.pop("application_id")

        state = check_stage(d.pop("state"))

        application_state = cls(
            application_id=application_id,
            state=state,
        )

        return application_state
