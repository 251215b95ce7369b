from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.work_state import WorkState, check_work_state

if TYPE_CHECKING:
    from ..models.work_result import WorkResult


T = TypeVar("T", bound="Work")


@_attrs_define
class Work:
    """One piece of work; `done` of `total` counts what its step works on, where that is known.

    Attributes:
        asked_at (str):
        asked_by (str):
        done (int):
        due_at (str):
        ended_at (None | str):
        entity (str):
        failures (int):
        kind (str):
        reason (str):
        result (WorkResult):
        state (WorkState):
        step (str):
        total (int):
        work_id (str):
    """

    asked_at: str
    asked_by: str
    done: int
    due_at: str
    ended_at: None | str
    entity: str
    failures: int
    kind: str
    reason: str
    result: WorkResult
    state: WorkState
    step: str
    total: int
    work_id: str

    def to_dict(self) -> dict[str, Any]:
        asked_at = self.asked_at

        asked_by = self.asked_by

        done = self.done

        due_at = self.due_at

        ended_at: None | str
        ended_at = self.ended_at

        entity = self.entity

        failures = self.failures

        kind = self.kind

        reason = self.reason

        result = self.result.to_dict()

        state: str = self.state

        step = self.step

        total = self.total

        work_id = self.work_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "asked_at": asked_at,
                "asked_by": asked_by,
                "done": done,
                "due_at": due_at,
                "ended_at": ended_at,
                "entity": entity,
                "failures": failures,
                "kind": kind,
                "reason": reason,
                "result": result,
                "state": state,
                "step": step,
                "total": total,
                "work_id": work_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.work_result import WorkResult  # noqa: PLC0415

        d = dict(src_dict)
        asked_at = d.pop("asked_at")

        asked_by = d.pop("asked_by")

        done = d.pop("done")

        due_at = d.pop("due_at")

        def _parse_ended_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        entity = d.pop("entity")

        failures = d.pop("failures")

        kind = d.pop("kind")

        reason = d.pop("reason")

        result = WorkResult.from_dict(d.pop("result"))

        state = check_work_state(d.pop("state"))

        step = d.pop("step")

        total = d.pop("total")

        work_id = d.pop("work_id")

        work = cls(
            asked_at=asked_at,
            asked_by=asked_by,
            done=done,
            due_at=due_at,
            ended_at=ended_at,
            entity=entity,
            failures=failures,
            kind=kind,
            reason=reason,
            result=result,
            state=state,
            step=step,
            total=total,
            work_id=work_id,
        )

        return work
