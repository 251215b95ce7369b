from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Command")


@_attrs_define
class Command:
    """One command that was carried out: who, what, when, chained to the one before by its hash.

    Attributes:
        actor (str):
        command (str):
        entity (str):
        hash_ (str):
        number (int):
        recorded_at (str):
    """

    actor: str
    command: str
    entity: str
    hash_: str
    number: int
    recorded_at: str

    def to_dict(self) -> dict[str, Any]:
        actor = self.actor

        command = self.command

        entity = self.entity

        hash_ = self.hash_

        number = self.number

        recorded_at = self.recorded_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "actor": actor,
                "command": command,
                "entity": entity,
                "hash": hash_,
                "number": number,
                "recorded_at": recorded_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        actor = d.pop("actor")

        command = d.pop("command")

        entity = d.pop("entity")

        hash_ = d.pop("hash")

        number = d.pop("number")

        recorded_at = d.pop("recorded_at")

        command = cls(
            actor=actor,
            command=command,
            entity=entity,
            hash_=hash_,
            number=number,
            recorded_at=recorded_at,
        )

        return command
