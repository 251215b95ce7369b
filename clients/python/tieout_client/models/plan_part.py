from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PlanPart")


@_attrs_define
class PlanPart:
    """A part of what is to be paid, in the documents' currency, and its day.

    Attributes:
        due_on (datetime.date):
        minor (int):
    """

    due_on: datetime.date
    minor: int

    def to_dict(self) -> dict[str, Any]:
        due_on = self.due_on.isoformat()

        minor = self.minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "due_on": due_on,
                "minor": minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        minor = d.pop("minor")

        plan_part = cls(
            due_on=due_on,
            minor=minor,
        )

        return plan_part
