from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="DepartmentLoad")


@_attrs_define
class DepartmentLoad:
    """What a department has to do, and what is disputed in it.

    Attributes:
        department (str):
        disputed (Amount): An amount: whole minor units of an ISO 4217 currency.
        oldest_days (int):
        overdue (int):
        tasks (int):
    """

    department: str
    disputed: Amount
    oldest_days: int
    overdue: int
    tasks: int

    def to_dict(self) -> dict[str, Any]:
        department = self.department

        disputed = self.disputed.to_dict()

        oldest_days = self.oldest_days

        overdue = self.overdue

        tasks = self.tasks

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "department": department,
                "disputed": disputed,
                "oldest_days": oldest_days,
                "overdue": overdue,
                "tasks": tasks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        department = d.pop("department")

        disputed = Amount.from_dict(d.pop("disputed"))

        oldest_days = d.pop("oldest_days")

        overdue = d.pop("overdue")

        tasks = d.pop("tasks")

        department_load = cls(
            department=department,
            disputed=disputed,
            oldest_days=oldest_days,
            overdue=overdue,
            tasks=tasks,
        )

        return department_load
