from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RefusedRow")


@_attrs_define
class RefusedRow:
    """A file that was refused.

    Attributes:
        actor (str):
        id (str): The SHA-256 of its bytes, which are not kept; of name and size where it is too large.
        name (str):
        reason (str):
        refused_at (str):
        since_taken (bool): The same bytes were taken afterwards.
        size (int):
        type_ (str): The code of the refusal.
    """

    actor: str
    id: str
    name: str
    reason: str
    refused_at: str
    since_taken: bool
    size: int
    type_: str

    def to_dict(self) -> dict[str, Any]:
        actor = self.actor

        id = self.id

        name = self.name

        reason = self.reason

        refused_at = self.refused_at

        since_taken = self.since_taken

        size = self.size

        type_ = self.type_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "actor": actor,
                "id": id,
                "name": name,
                "reason": reason,
                "refused_at": refused_at,
                "since_taken": since_taken,
                "size": size,
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        actor = d.pop("actor")

        id = d.pop("id")

        name = d.pop("name")

        reason = d.pop("reason")

        refused_at = d.pop("refused_at")

        since_taken = d.pop("since_taken")

        size = d.pop("size")

        type_ = d.pop("type")

        refused_row = cls(
            actor=actor,
            id=id,
            name=name,
            reason=reason,
            refused_at=refused_at,
            since_taken=since_taken,
            size=size,
            type_=type_,
        )

        return refused_row
