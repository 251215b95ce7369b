from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="TiedOut")


@_attrs_define
class TiedOut:
    """A tie-out that waits for its signature, in minor units.

    Attributes:
        currency (str):
        difference (int):
        explained (int):
        gl (int):
        kind (str):
        request_id (str):
        subledger (int):
        unexplained (int):
    """

    currency: str
    difference: int
    explained: int
    gl: int
    kind: str
    request_id: str
    subledger: int
    unexplained: int

    def to_dict(self) -> dict[str, Any]:
        currency = self.currency

        difference = self.difference

        explained = self.explained

        gl = self.gl

        kind = self.kind

        request_id = self.request_id

        subledger = self.subledger

        unexplained = self.unexplained

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "currency": currency,
                "difference": difference,
                "explained": explained,
                "gl": gl,
                "kind": kind,
                "request_id": request_id,
                "subledger": subledger,
                "unexplained": unexplained,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        currency = d.pop("currency")

        difference = d.pop("difference")

        explained = d.pop("explained")

        gl = d.pop("gl")

        kind = d.pop("kind")

        request_id = d.pop("request_id")

        subledger = d.pop("subledger")

        unexplained = d.pop("unexplained")

        tied_out = cls(
            currency=currency,
            difference=difference,
            explained=explained,
            gl=gl,
            kind=kind,
            request_id=request_id,
            subledger=subledger,
            unexplained=unexplained,
        )

        return tied_out
