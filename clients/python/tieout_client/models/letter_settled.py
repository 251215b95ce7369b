from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.letter_state import LetterState, check_letter_state

T = TypeVar("T", bound="LetterSettled")


@_attrs_define
class LetterSettled:
    """A letter whose state is known again.

    Attributes:
        notice_id (str):
        state (LetterState): What became of a letter.
    """

    notice_id: str
    state: LetterState

    def to_dict(self) -> dict[str, Any]:
        notice_id = self.notice_id

        state: str = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "notice_id": notice_id,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        notice_id = d.pop("notice_id")

        state = check_letter_state(d.pop("state"))

        letter_settled = cls(
            notice_id=notice_id,
            state=state,
        )

        return letter_settled
