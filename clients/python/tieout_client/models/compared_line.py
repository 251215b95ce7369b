from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.compared_line_state import ComparedLineState, check_compared_line_state

T = TypeVar("T", bound="ComparedLine")


@_attrs_define
class ComparedLine:
    """A document as both lists have it; decimals, null where a list has none.

    Attributes:
        difference (str):
        document_number (str):
        ours (None | str):
        state (ComparedLineState):
        theirs (None | str):
    """

    difference: str
    document_number: str
    ours: None | str
    state: ComparedLineState
    theirs: None | str

    def to_dict(self) -> dict[str, Any]:
        difference = self.difference

        document_number = self.document_number

        ours: None | str
        ours = self.ours

        state: str = self.state

        theirs: None | str
        theirs = self.theirs

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "difference": difference,
                "document_number": document_number,
                "ours": ours,
                "state": state,
                "theirs": theirs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        difference = d.pop("difference")

        document_number = d.pop("document_number")

        def _parse_ours(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ours = _parse_ours(d.pop("ours"))

        state = check_compared_line_state(d.pop("state"))

        def _parse_theirs(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        theirs = _parse_theirs(d.pop("theirs"))

        compared_line = cls(
            difference=difference,
            document_number=document_number,
            ours=ours,
            state=state,
            theirs=theirs,
        )

        return compared_line
