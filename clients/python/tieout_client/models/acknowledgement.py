from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.acknowledgement_state import AcknowledgementState, check_acknowledgement_state
from ..types import UNSET, Unset

T = TypeVar("T", bound="Acknowledgement")


@_attrs_define
class Acknowledgement:
    """How the ERP took postings `first` to `last`, both included.

    Attributes:
        first (int):
        last (int):
        state (AcknowledgementState):
        reason (str | Unset): Why, where it was rejected. Default: ''.
        reference (str | Unset): The ERP's own id of the batch. Default: ''.
    """

    first: int
    last: int
    state: AcknowledgementState
    reason: str | Unset = ""
    reference: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        first = self.first

        last = self.last

        state: str = self.state

        reason = self.reason

        reference = self.reference

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "first": first,
                "last": last,
                "state": state,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if reference is not UNSET:
            field_dict["reference"] = reference

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        first = d.pop("first")

        last = d.pop("last")

        state = check_acknowledgement_state(d.pop("state"))

        reason = d.pop("reason", UNSET)

        reference = d.pop("reference", UNSET)

        acknowledgement = cls(
            first=first,
            last=last,
            state=state,
            reason=reason,
            reference=reference,
        )

        return acknowledgement
