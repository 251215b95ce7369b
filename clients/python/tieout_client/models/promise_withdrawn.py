from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PromiseWithdrawn")


@_attrs_define
class PromiseWithdrawn:
    """A promise that no longer counts.

    Attributes:
        promise_id (str):
        state (Literal['withdrawn']):
    """

    promise_id: str
    state: Literal["withdrawn"]

    def to_dict(self) -> dict[str, Any]:
        promise_id = self.promise_id

        state = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "promise_id": promise_id,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        promise_id = d.pop("promise_id")

        state = cast(Literal["withdrawn"], d.pop("state"))
        if state != "withdrawn":
            raise ValueError(f"state must match const 'withdrawn', got '{state}'")

        promise_withdrawn = cls(
            promise_id=promise_id,
            state=state,
        )

        return promise_withdrawn
