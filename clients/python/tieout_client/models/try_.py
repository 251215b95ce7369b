from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.try_outcome import TryOutcome, check_try_outcome

T = TypeVar("T", bound="Try")


@_attrs_define
class Try:
    """One time a worker had it in hand; `outcome` is empty while it has.

    Attributes:
        began_at (str):
        ended_at (None | str):
        number (int):
        outcome (TryOutcome):
        reason (str):
        worker (str):
    """

    began_at: str
    ended_at: None | str
    number: int
    outcome: TryOutcome
    reason: str
    worker: str

    def to_dict(self) -> dict[str, Any]:
        began_at = self.began_at

        ended_at: None | str
        ended_at = self.ended_at

        number = self.number

        outcome: str = self.outcome

        reason = self.reason

        worker = self.worker

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "began_at": began_at,
                "ended_at": ended_at,
                "number": number,
                "outcome": outcome,
                "reason": reason,
                "worker": worker,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        began_at = d.pop("began_at")

        def _parse_ended_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        number = d.pop("number")

        outcome = check_try_outcome(d.pop("outcome"))

        reason = d.pop("reason")

        worker = d.pop("worker")

        try_ = cls(
            began_at=began_at,
            ended_at=ended_at,
            number=number,
            outcome=outcome,
            reason=reason,
            worker=worker,
        )

        return try_
