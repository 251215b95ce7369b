from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AccountTask")


@_attrs_define
class AccountTask:
    """What somebody has to see to about an account.

    Attributes:
        customer_number (str):
        department (str):
        due_on (datetime.date):
        task_id (str):
        what (str):
    """

    customer_number: str
    department: str
    due_on: datetime.date
    task_id: str
    what: str

    def to_dict(self) -> dict[str, Any]:
        customer_number = self.customer_number

        department = self.department

        due_on = self.due_on.isoformat()

        task_id = self.task_id

        what = self.what

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "department": department,
                "due_on": due_on,
                "task_id": task_id,
                "what": what,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        department = d.pop("department")

        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        task_id = d.pop("task_id")

        what = d.pop("what")

        account_task = cls(
            customer_number=customer_number,
            department=department,
            due_on=due_on,
            task_id=task_id,
            what=what,
        )

        return account_task
