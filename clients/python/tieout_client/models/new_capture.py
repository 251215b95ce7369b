from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewCapture")


@_attrs_define
class NewCapture:
    """The value of a shipment; the rest is authorised anew unless it is final. It settles the document, if named.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        by (str | Unset):  Default: ''.
        document (str | Unset):  Default: ''.
        final (bool | Unset):  Default: False.
    """

    amount: Amount
    by: str | Unset = ""
    document: str | Unset = ""
    final: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        by = self.by

        document = self.document

        final = self.final

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if document is not UNSET:
            field_dict["document"] = document
        if final is not UNSET:
            field_dict["final"] = final

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        by = d.pop("by", UNSET)

        document = d.pop("document", UNSET)

        final = d.pop("final", UNSET)

        new_capture = cls(
            amount=amount,
            by=by,
            document=document,
            final=final,
        )

        return new_capture
