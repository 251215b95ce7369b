from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Document")


@_attrs_define
class Document:
    """A document of a receipt in its newest state; `erp_id` is what the ERP calls it.

    Attributes:
        erp (str):
        erp_id (str):
        message (str):
        receipt_id (str):
        reference (str):
        state (str):
        step (int):
        told_at (str):
        version (int):
    """

    erp: str
    erp_id: str
    message: str
    receipt_id: str
    reference: str
    state: str
    step: int
    told_at: str
    version: int

    def to_dict(self) -> dict[str, Any]:
        erp = self.erp

        erp_id = self.erp_id

        message = self.message

        receipt_id = self.receipt_id

        reference = self.reference

        state = self.state

        step = self.step

        told_at = self.told_at

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "erp": erp,
                "erp_id": erp_id,
                "message": message,
                "receipt_id": receipt_id,
                "reference": reference,
                "state": state,
                "step": step,
                "told_at": told_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        erp = d.pop("erp")

        erp_id = d.pop("erp_id")

        message = d.pop("message")

        receipt_id = d.pop("receipt_id")

        reference = d.pop("reference")

        state = d.pop("state")

        step = d.pop("step")

        told_at = d.pop("told_at")

        version = d.pop("version")

        document = cls(
            erp=erp,
            erp_id=erp_id,
            message=message,
            receipt_id=receipt_id,
            reference=reference,
            state=state,
            step=step,
            told_at=told_at,
            version=version,
        )

        return document
