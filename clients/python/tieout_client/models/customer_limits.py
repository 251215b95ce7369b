from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.credit_guarantee import CreditGuarantee


T = TypeVar("T", bound="CustomerLimits")


@_attrs_define
class CustomerLimits:
    """The limits of a customer on a day; null where nothing limits it.

    Attributes:
        customer_number (str):
        expired (bool):
        group_limit (Amount | None):
        guarantees (list[CreditGuarantee]): For it and for its family.
        head (str):
        limit (Amount | None):
        secured (Amount | None): What of the limit stands on insurance or guarantees.
    """

    customer_number: str
    expired: bool
    group_limit: Amount | None
    guarantees: list[CreditGuarantee]
    head: str
    limit: Amount | None
    secured: Amount | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        customer_number = self.customer_number

        expired = self.expired

        group_limit: dict[str, Any] | None
        if isinstance(self.group_limit, Amount):
            group_limit = self.group_limit.to_dict()
        else:
            group_limit = self.group_limit

        guarantees = []
        for guarantees_item_data in self.guarantees:
            guarantees_item = guarantees_item_data.to_dict()
            guarantees.append(guarantees_item)

        head = self.head

        limit: dict[str, Any] | None
        if isinstance(self.limit, Amount):
            limit = self.limit.to_dict()
        else:
            limit = self.limit

        secured: dict[str, Any] | None
        if isinstance(self.secured, Amount):
            secured = self.secured.to_dict()
        else:
            secured = self.secured

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "customer_number": customer_number,
                "expired": expired,
                "group_limit": group_limit,
                "guarantees": guarantees,
                "head": head,
                "limit": limit,
                "secured": secured,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.credit_guarantee import CreditGuarantee  # noqa: PLC0415

        d = dict(src_dict)
        customer_number = d.pop("customer_number")

        expired = d.pop("expired")

        def _parse_group_limit(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                group_limit_type_0 = Amount.from_dict(data)

                return group_limit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        group_limit = _parse_group_limit(d.pop("group_limit"))

        guarantees = []
        _guarantees = d.pop("guarantees")
        for guarantees_item_data in _guarantees:
            guarantees_item = CreditGuarantee.from_dict(guarantees_item_data)

            guarantees.append(guarantees_item)

        head = d.pop("head")

        def _parse_limit(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                limit_type_0 = Amount.from_dict(data)

                return limit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        limit = _parse_limit(d.pop("limit"))

        def _parse_secured(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                secured_type_0 = Amount.from_dict(data)

                return secured_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        secured = _parse_secured(d.pop("secured"))

        customer_limits = cls(
            customer_number=customer_number,
            expired=expired,
            group_limit=group_limit,
            guarantees=guarantees,
            head=head,
            limit=limit,
            secured=secured,
        )

        return customer_limits
