from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.document import Document
    from ..models.problem import Problem


T = TypeVar("T", bound="CameDocument")


@_attrs_define
class CameDocument:
    """
    Attributes:
        answer (Document | None):
        place (int):
        problem (None | Problem):
        status (int):
    """

    answer: Document | None
    place: int
    problem: None | Problem
    status: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.document import Document  # noqa: PLC0415
        from ..models.problem import Problem  # noqa: PLC0415

        answer: dict[str, Any] | None
        if isinstance(self.answer, Document):
            answer = self.answer.to_dict()
        else:
            answer = self.answer

        place = self.place

        problem: dict[str, Any] | None
        if isinstance(self.problem, Problem):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        status = self.status

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "answer": answer,
                "place": place,
                "problem": problem,
                "status": status,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.document import Document  # noqa: PLC0415
        from ..models.problem import Problem  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_answer(data: object) -> Document | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                answer_type_0 = Document.from_dict(data)

                return answer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Document | None, data)

        answer = _parse_answer(d.pop("answer"))

        place = d.pop("place")

        def _parse_problem(data: object) -> None | Problem:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_0 = Problem.from_dict(data)

                return problem_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Problem, data)

        problem = _parse_problem(d.pop("problem"))

        status = d.pop("status")

        came_document = cls(
            answer=answer,
            place=place,
            problem=problem,
            status=status,
        )

        return came_document
