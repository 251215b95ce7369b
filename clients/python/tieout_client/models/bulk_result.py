from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.bulk_result_state import BulkResultState, check_bulk_result_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="BulkResult")


@_attrs_define
class BulkResult:
    """What an ERP made of one document.

    Attributes:
        erp (str):
        reference (str):
        state (BulkResultState):
        erp_id (str | Unset): What the ERP calls it. Default: ''.
        message (str | Unset): Why, where it is no yes. Default: ''.
    """

    erp: str
    reference: str
    state: BulkResultState
    erp_id: str | Unset = ""
    message: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        erp = self.erp

        reference = self.reference

        state: str = self.state

        erp_id = self.erp_id

        message = self.message

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "erp": erp,
                "reference": reference,
                "state": state,
            }
        )
        if erp_id is not UNSET:
            field_dict["erp_id"] = erp_id
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        erp = d.pop("erp")

        reference = d.pop("reference")

        state = check_bulk_result_state(d.pop("state"))

        erp_id = d.pop("erp_id", UNSET)

        message = d.pop("message", UNSET)

        bulk_result = cls(
            erp=erp,
            reference=reference,
            state=state,
            erp_id=erp_id,
            message=message,
        )

        return bulk_result
