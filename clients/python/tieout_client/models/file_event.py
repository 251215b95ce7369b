from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.file_event_state import FileEventState, check_file_event_state

if TYPE_CHECKING:
    from ..models.file_event_by_status import FileEventByStatus


T = TypeVar("T", bound="FileEvent")


@_attrs_define
class FileEvent:
    """A moment of the matching that follows a file; `state` `matched` or `failed` is the last.

    Attributes:
        by_status (FileEventByStatus):
        done (int):
        state (FileEventState):
        step (str):
        total (int):
    """

    by_status: FileEventByStatus
    done: int
    state: FileEventState
    step: str
    total: int

    def to_dict(self) -> dict[str, Any]:
        by_status = self.by_status.to_dict()

        done = self.done

        state: str = self.state

        step = self.step

        total = self.total

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "by_status": by_status,
                "done": done,
                "state": state,
                "step": step,
                "total": total,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_event_by_status import FileEventByStatus  # noqa: PLC0415

        d = dict(src_dict)
        by_status = FileEventByStatus.from_dict(d.pop("by_status"))

        done = d.pop("done")

        state = check_file_event_state(d.pop("state"))

        step = d.pop("step")

        total = d.pop("total")

        file_event = cls(
            by_status=by_status,
            done=done,
            state=state,
            step=step,
            total=total,
        )

        return file_event
