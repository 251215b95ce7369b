from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Reserved")


@_attrs_define
class Reserved:
    """A reserve that waits for its signature, in minor units.

    Attributes:
        allowance (int):
        kind (str):
        provision (int):
        request_id (str):
        required (int):
    """

    allowance: int
    kind: str
    provision: int
    request_id: str
    required: int

    def to_dict(self) -> dict[str, Any]:
        allowance = self.allowance

        kind = self.kind

        provision = self.provision

        request_id = self.request_id

        required = self.required

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "allowance": allowance,
                "kind": kind,
                "provision": provision,
                "request_id": request_id,
                "required": required,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        allowance = d.pop("allowance")

        kind = d.pop("kind")

        provision = d.pop("provision")

        request_id = d.pop("request_id")

        required = d.pop("required")

        reserved = cls(
            allowance=allowance,
            kind=kind,
            provision=provision,
            request_id=request_id,
            required=required,
        )

        return reserved
