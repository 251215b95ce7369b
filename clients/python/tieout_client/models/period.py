from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.period_state import PeriodState, check_period_state

T = TypeVar("T", bound="Period")


@_attrs_define
class Period:
    """A month of the books, and who opened or closed it last.

    Attributes:
        changed_at (str):
        changed_by (str):
        changes (int):
        month (str):
        state (PeriodState):
    """

    changed_at: str
    changed_by: str
    changes: int
    month: str
    state: PeriodState

    def to_dict(self) -> dict[str, Any]:
        changed_at = self.changed_at

        changed_by = self.changed_by

        changes = self.changes

        month = self.month

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "changed_at": changed_at,
                "changed_by": changed_by,
                "changes": changes,
                "month": month,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        changed_at = d.pop("changed_at")

        changed_by = d.pop("changed_by")

        changes = d.pop("changes")

        month = d.pop("month")

        state = check_period_state(d.pop("state"))

        period = cls(
            changed_at=changed_at,
            changed_by=changed_by,
            changes=changes,
            month=month,
            state=state,
        )

        return period
