from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Acknowledged")


@_attrs_define
class Acknowledged:
    """The acknowledgement as it is kept; up to `accepted_to` everything is accepted without a gap.

    Attributes:
        accepted_to (int):
        first (int):
        last (int):
        state (str):
    """

    accepted_to: int
    first: int
    last: int
    state: str

    def to_dict(self) -> dict[str, Any]:
        accepted_to = self.accepted_to

        first = self.first

        last = self.last

        state = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "accepted_to": accepted_to,
                "first": first,
                "last": last,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        accepted_to = d.pop("accepted_to")

        first = d.pop("first")

        last = d.pop("last")

        state = d.pop("state")

        acknowledged = cls(
            accepted_to=accepted_to,
            first=first,
            last=last,
            state=state,
        )

        return acknowledged
