from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="DepartmentTask")


@_attrs_define
class DepartmentTask:
    """A task as it stands.

    Attributes:
        case_id (str):
        department (str):
        done_on (datetime.date | None):
        due_on (datetime.date):
        escalated_on (datetime.date | None):
        resolution (str):
        task_id (str):
        what (str):
    """

    case_id: str
    department: str
    done_on: datetime.date | None
    due_on: datetime.date
    escalated_on: datetime.date | None
    resolution: str
    task_id: str
    what: str

    def to_dict(self) -> dict[str, Any]:
        case_id = self.case_id

        department = self.department

        done_on: None | str
        if isinstance(self.done_on, datetime.date):
            done_on = self.done_on.isoformat()
        else:
            done_on = self.done_on

        due_on = self.due_on.isoformat()

        escalated_on: None | str
        if isinstance(self.escalated_on, datetime.date):
            escalated_on = self.escalated_on.isoformat()
        else:
            escalated_on = self.escalated_on

        resolution = self.resolution

        task_id = self.task_id

        what = self.what

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "case_id": case_id,
                "department": department,
                "done_on": done_on,
                "due_on": due_on,
                "escalated_on": escalated_on,
                "resolution": resolution,
                "task_id": task_id,
                "what": what,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        case_id = d.pop("case_id")

        department = d.pop("department")

        def _parse_done_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                done_on_type_0 = datetime.date.fromisoformat(data)

                return done_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        done_on = _parse_done_on(d.pop("done_on"))

        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        def _parse_escalated_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                escalated_on_type_0 = datetime.date.fromisoformat(data)

                return escalated_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        escalated_on = _parse_escalated_on(d.pop("escalated_on"))

        resolution = d.pop("resolution")

        task_id = d.pop("task_id")

        what = d.pop("what")

        department_task = cls(
            case_id=case_id,
            department=department,
            done_on=done_on,
            due_on=due_on,
            escalated_on=escalated_on,
            resolution=resolution,
            task_id=task_id,
            what=what,
        )

        return department_task
