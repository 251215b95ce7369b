from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.line import Line


T = TypeVar("T", bound="Proposal")


@_attrs_define
class Proposal:
    """One ranked answer; accept it by its rank.

    Attributes:
        confidence (float | None): Null where it was only searched for, not weighed: not measured.
        explanation (str):
        lines (list[Line]):
        rank (int):
        rule (str):
    """

    confidence: float | None
    explanation: str
    lines: list[Line]
    rank: int
    rule: str

    def to_dict(self) -> dict[str, Any]:
        confidence: float | None
        confidence = self.confidence

        explanation = self.explanation

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        rank = self.rank

        rule = self.rule

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "confidence": confidence,
                "explanation": explanation,
                "lines": lines,
                "rank": rank,
                "rule": rule,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.line import Line  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_confidence(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        explanation = d.pop("explanation")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = Line.from_dict(lines_item_data)

            lines.append(lines_item)

        rank = d.pop("rank")

        rule = d.pop("rule")

        proposal = cls(
            confidence=confidence,
            explanation=explanation,
            lines=lines,
            rank=rank,
            rule=rule,
        )

        return proposal
