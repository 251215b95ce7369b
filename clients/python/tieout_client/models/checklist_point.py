from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ChecklistPoint")


@_attrs_define
class ChecklistPoint:
    """A point of the checklist; terms are given once every one is done.

    Attributes:
        done (bool):
        says (str):
        state (str):
        what (str):
    """

    done: bool
    says: str
    state: str
    what: str

    def to_dict(self) -> dict[str, Any]:
        done = self.done

        says = self.says

        state = self.state

        what = self.what

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "done": done,
                "says": says,
                "state": state,
                "what": what,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        done = d.pop("done")

        says = d.pop("says")

        state = d.pop("state")

        what = d.pop("what")

        checklist_point = cls(
            done=done,
            says=says,
            state=state,
            what=what,
        )

        return checklist_point
