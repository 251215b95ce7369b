from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewApproval")


@_attrs_define
class NewApproval:
    """The limit and the terms that are given; beyond the caller's authority they wait for another person.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        note (str):
        terms (str):
        by (str | Unset):  Default: ''.
        reasons (list[str] | Unset):
    """

    amount: Amount
    note: str
    terms: str
    by: str | Unset = ""
    reasons: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        note = self.note

        terms = self.terms

        by = self.by

        reasons: list[str] | Unset = UNSET
        if not isinstance(self.reasons, Unset):
            reasons = self.reasons

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "note": note,
                "terms": terms,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if reasons is not UNSET:
            field_dict["reasons"] = reasons

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        note = d.pop("note")

        terms = d.pop("terms")

        by = d.pop("by", UNSET)

        reasons = cast(list[str], d.pop("reasons", UNSET))

        new_approval = cls(
            amount=amount,
            note=note,
            terms=terms,
            by=by,
            reasons=reasons,
        )

        return new_approval
