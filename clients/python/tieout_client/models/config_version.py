from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ConfigVersion")


@_attrs_define
class ConfigVersion:
    """A version: from when it holds, who asked for it and who decided it.

    Attributes:
        decided_by (str):
        effective_from (datetime.date):
        ends (bool): It ends the kind: a file or the defaults hold again.
        kind (str):
        name (str):
        proposed_by (str):
        recorded_at (str):
        request_id (str):
        restores (int): The older version it brings back; 0: none.
        version (int):
        why (str):
    """

    decided_by: str
    effective_from: datetime.date
    ends: bool
    kind: str
    name: str
    proposed_by: str
    recorded_at: str
    request_id: str
    restores: int
    version: int
    why: str

    def to_dict(self) -> dict[str, Any]:
        decided_by = self.decided_by

        effective_from = self.effective_from.isoformat()

        ends = self.ends

        kind = self.kind

        name = self.name

        proposed_by = self.proposed_by

        recorded_at = self.recorded_at

        request_id = self.request_id

        restores = self.restores

        version = self.version

        why = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "decided_by": decided_by,
                "effective_from": effective_from,
                "ends": ends,
                "kind": kind,
                "name": name,
                "proposed_by": proposed_by,
                "recorded_at": recorded_at,
                "request_id": request_id,
                "restores": restores,
                "version": version,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        decided_by = d.pop("decided_by")

        effective_from = datetime.date.fromisoformat(d.pop("effective_from"))

        ends = d.pop("ends")

        kind = d.pop("kind")

        name = d.pop("name")

        proposed_by = d.pop("proposed_by")

        recorded_at = d.pop("recorded_at")

        request_id = d.pop("request_id")

        restores = d.pop("restores")

        version = d.pop("version")

        why = d.pop("why")

        config_version = cls(
            decided_by=decided_by,
            effective_from=effective_from,
            ends=ends,
            kind=kind,
            name=name,
            proposed_by=proposed_by,
            recorded_at=recorded_at,
            request_id=request_id,
            restores=restores,
            version=version,
            why=why,
        )

        return config_version
