from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.bank_reference import BankReference


T = TypeVar("T", bound="NewBankReference")


@_attrs_define
class NewBankReference:
    """What a bank answered.

    Attributes:
        reference (BankReference): What a bank answered.
        by (str | Unset):  Default: ''.
    """

    reference: BankReference
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        reference = self.reference.to_dict()

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reference": reference,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bank_reference import BankReference  # noqa: PLC0415

        d = dict(src_dict)
        reference = BankReference.from_dict(d.pop("reference"))

        by = d.pop("by", UNSET)

        new_bank_reference = cls(
            reference=reference,
            by=by,
        )

        return new_bank_reference
