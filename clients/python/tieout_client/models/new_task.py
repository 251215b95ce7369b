from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewTask")


@_attrs_define
class NewTask:
    """What a department is asked; without one that of the case's reason.

    Attributes:
        due_on (datetime.date):
        what (str):
        by (str | Unset):  Default: ''.
        department (str | Unset):  Default: ''.
    """

    due_on: datetime.date
    what: str
    by: str | Unset = ""
    department: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        due_on = self.due_on.isoformat()

        what = self.what

        by = self.by

        department = self.department

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "due_on": due_on,
                "what": what,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if department is not UNSET:
            field_dict["department"] = department

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        what = d.pop("what")

        by = d.pop("by", UNSET)

        department = d.pop("department", UNSET)

        new_task = cls(
            due_on=due_on,
            what=what,
            by=by,
            department=department,
        )

        return new_task
