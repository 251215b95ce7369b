from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.bank_reference_rating import BankReferenceRating, check_bank_reference_rating
from ..types import UNSET, Unset

T = TypeVar("T", bound="BankReference")


@_attrs_define
class BankReference:
    """What a bank answered.

    Attributes:
        name (str):
        rating (BankReferenceRating):
        balance_range (str | Unset):  Default: ''.
        checked (bool | Unset):  Default: False.
        comments (str | Unset):  Default: ''.
        loans (str | Unset):  Default: ''.
        returned_payments (int | Unset):  Default: 0.
        since (datetime.date | None | Unset):
    """

    name: str
    rating: BankReferenceRating
    balance_range: str | Unset = ""
    checked: bool | Unset = False
    comments: str | Unset = ""
    loans: str | Unset = ""
    returned_payments: int | Unset = 0
    since: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        rating: str = self.rating

        balance_range = self.balance_range

        checked = self.checked

        comments = self.comments

        loans = self.loans

        returned_payments = self.returned_payments

        since: None | str | Unset
        if isinstance(self.since, Unset):
            since = UNSET
        elif isinstance(self.since, datetime.date):
            since = self.since.isoformat()
        else:
            since = self.since

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "rating": rating,
            }
        )
        if balance_range is not UNSET:
            field_dict["balance_range"] = balance_range
        if checked is not UNSET:
            field_dict["checked"] = checked
        if comments is not UNSET:
            field_dict["comments"] = comments
        if loans is not UNSET:
            field_dict["loans"] = loans
        if returned_payments is not UNSET:
            field_dict["returned_payments"] = returned_payments
        if since is not UNSET:
            field_dict["since"] = since

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        rating = check_bank_reference_rating(d.pop("rating"))

        balance_range = d.pop("balance_range", UNSET)

        checked = d.pop("checked", UNSET)

        comments = d.pop("comments", UNSET)

        loans = d.pop("loans", UNSET)

        returned_payments = d.pop("returned_payments", UNSET)

        def _parse_since(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                since_type_0 = datetime.date.fromisoformat(data)

                return since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        since = _parse_since(d.pop("since", UNSET))

        bank_reference = cls(
            name=name,
            rating=rating,
            balance_range=balance_range,
            checked=checked,
            comments=comments,
            loans=loans,
            returned_payments=returned_payments,
            since=since,
        )

        return bank_reference
