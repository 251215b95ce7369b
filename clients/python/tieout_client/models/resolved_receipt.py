from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.changed import Changed


T = TypeVar("T", bound="ResolvedReceipt")


@_attrs_define
class ResolvedReceipt:
    """How the receipt stands after the act; `version` is its new entity tag.

    Attributes:
        applied (Amount): An amount: whole minor units of an ISO 4217 currency.
        reason (str):
        receipt_id (str):
        resolution_id (str):
        status (str):
        unapplied (Amount): An amount: whole minor units of an ISO 4217 currency.
        version (int):
        also_settles (list[Changed] | Unset): Waiting receipts that what was learned decides otherwise;
            `/v1/knowledge/settlements` does so.
        learned (list[str] | Unset): What the act taught, or took back: ids under `/v1/knowledge`.
    """

    applied: Amount
    reason: str
    receipt_id: str
    resolution_id: str
    status: str
    unapplied: Amount
    version: int
    also_settles: list[Changed] | Unset = UNSET
    learned: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        applied = self.applied.to_dict()

        reason = self.reason

        receipt_id = self.receipt_id

        resolution_id = self.resolution_id

        status = self.status

        unapplied = self.unapplied.to_dict()

        version = self.version

        also_settles: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.also_settles, Unset):
            also_settles = []
            for also_settles_item_data in self.also_settles:
                also_settles_item = also_settles_item_data.to_dict()
                also_settles.append(also_settles_item)

        learned: list[str] | Unset = UNSET
        if not isinstance(self.learned, Unset):
            learned = self.learned

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "applied": applied,
                "reason": reason,
                "receipt_id": receipt_id,
                "resolution_id": resolution_id,
                "status": status,
                "unapplied": unapplied,
                "version": version,
            }
        )
        if also_settles is not UNSET:
            field_dict["also_settles"] = also_settles
        if learned is not UNSET:
            field_dict["learned"] = learned

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.changed import Changed  # noqa: PLC0415

        d = dict(src_dict)
        applied = Amount.from_dict(d.pop("applied"))

        reason = d.pop("reason")

        receipt_id = d.pop("receipt_id")

        resolution_id = d.pop("resolution_id")

        status = d.pop("status")

        unapplied = Amount.from_dict(d.pop("unapplied"))

        version = d.pop("version")

        _also_settles = d.pop("also_settles", UNSET)
        also_settles: list[Changed] | Unset = UNSET
        if _also_settles is not UNSET:
            also_settles = []
            for also_settles_item_data in _also_settles:
                also_settles_item = Changed.from_dict(also_settles_item_data)

                also_settles.append(also_settles_item)

        learned = cast(list[str], d.pop("learned", UNSET))

        resolved_receipt = cls(
            applied=applied,
            reason=reason,
            receipt_id=receipt_id,
            resolution_id=resolution_id,
            status=status,
            unapplied=unapplied,
            version=version,
            also_settles=also_settles,
            learned=learned,
        )

        return resolved_receipt
