from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewPayee")


@_attrs_define
class NewPayee:
    """An account to which a customer's refunds may go, or no longer.

    Attributes:
        account (str):
        reason (str):
        by (str | Unset):  Default: ''.
        holder (str | Unset):  Default: ''.
        withdrawn (bool | Unset):  Default: False.
    """

    account: str
    reason: str
    by: str | Unset = ""
    holder: str | Unset = ""
    withdrawn: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        account = self.account

        reason = self.reason

        by = self.by

        holder = self.holder

        withdrawn = self.withdrawn

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "account": account,
                "reason": reason,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if holder is not UNSET:
            field_dict["holder"] = holder
        if withdrawn is not UNSET:
            field_dict["withdrawn"] = withdrawn

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        account = d.pop("account")

        reason = d.pop("reason")

        by = d.pop("by", UNSET)

        holder = d.pop("holder", UNSET)

        withdrawn = d.pop("withdrawn", UNSET)

        new_payee = cls(
            account=account,
            reason=reason,
            by=by,
            holder=holder,
            withdrawn=withdrawn,
        )

        return new_payee
