from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PromiseMade")


@_attrs_define
class PromiseMade:
    """A promise that is written down, and the contact it was made in.

    Attributes:
        contact_id (str):
        promise_id (str):
    """

    contact_id: str
    promise_id: str

    def to_dict(self) -> dict[str, Any]:
        contact_id = self.contact_id

        promise_id = self.promise_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "contact_id": contact_id,
                "promise_id": promise_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contact_id = d.pop("contact_id")

        promise_id = d.pop("promise_id")

        promise_made = cls(
            contact_id=contact_id,
            promise_id=promise_id,
        )

        return promise_made
