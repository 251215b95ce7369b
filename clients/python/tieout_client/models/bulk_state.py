from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.bulk_state_state import BulkStateState, check_bulk_state_state

T = TypeVar("T", bound="BulkState")


@_attrs_define
class BulkState:
    """What came of one: `new`, `known`, `changed`, `same`, or `waits` for a second person.

    Attributes:
        state (BulkStateState):
    """

    state: BulkStateState

    def to_dict(self) -> dict[str, Any]:
        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        state = check_bulk_state_state(d.pop("state"))

        bulk_state = cls(
            state=state,
        )

        return bulk_state
