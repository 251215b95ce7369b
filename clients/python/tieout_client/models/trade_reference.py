from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="TradeReference")


@_attrs_define
class TradeReference:
    """What another seller answered; `checked`: we looked its number up ourselves.

    Attributes:
        name (str):
        balance (int | None | Unset):
        checked (bool | Unset):  Default: False.
        comments (str | Unset):  Default: ''.
        days_beyond_terms (int | None | Unset):
        high_credit (int | None | Unset):
        last_sale (datetime.date | None | Unset):
        limit (int | None | Unset):
        opened_on (datetime.date | None | Unset):
        past_due (int | None | Unset):
        phone (str | Unset):  Default: ''.
        returned_payments (int | Unset):  Default: 0.
        terms (str | Unset):  Default: ''.
    """

    name: str
    balance: int | None | Unset = UNSET
    checked: bool | Unset = False
    comments: str | Unset = ""
    days_beyond_terms: int | None | Unset = UNSET
    high_credit: int | None | Unset = UNSET
    last_sale: datetime.date | None | Unset = UNSET
    limit: int | None | Unset = UNSET
    opened_on: datetime.date | None | Unset = UNSET
    past_due: int | None | Unset = UNSET
    phone: str | Unset = ""
    returned_payments: int | Unset = 0
    terms: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        balance: int | None | Unset
        if isinstance(self.balance, Unset):
            balance = UNSET
        else:
            balance = self.balance

        checked = self.checked

        comments = self.comments

        days_beyond_terms: int | None | Unset
        if isinstance(self.days_beyond_terms, Unset):
            days_beyond_terms = UNSET
        else:
            days_beyond_terms = self.days_beyond_terms

        high_credit: int | None | Unset
        if isinstance(self.high_credit, Unset):
            high_credit = UNSET
        else:
            high_credit = self.high_credit

        last_sale: None | str | Unset
        if isinstance(self.last_sale, Unset):
            last_sale = UNSET
        elif isinstance(self.last_sale, datetime.date):
            last_sale = self.last_sale.isoformat()
        else:
            last_sale = self.last_sale

        limit: int | None | Unset
        if isinstance(self.limit, Unset):
            limit = UNSET
        else:
            limit = self.limit

        opened_on: None | str | Unset
        if isinstance(self.opened_on, Unset):
            opened_on = UNSET
        elif isinstance(self.opened_on, datetime.date):
            opened_on = self.opened_on.isoformat()
        else:
            opened_on = self.opened_on

        past_due: int | None | Unset
        if isinstance(self.past_due, Unset):
            past_due = UNSET
        else:
            past_due = self.past_due

        phone = self.phone

        returned_payments = self.returned_payments

        terms = self.terms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if balance is not UNSET:
            field_dict["balance"] = balance
        if checked is not UNSET:
            field_dict["checked"] = checked
        if comments is not UNSET:
            field_dict["comments"] = comments
        if days_beyond_terms is not UNSET:
            field_dict["days_beyond_terms"] = days_beyond_terms
        if high_credit is not UNSET:
            field_dict["high_credit"] = high_credit
        if last_sale is not UNSET:
            field_dict["last_sale"] = last_sale
        if limit is not UNSET:
            field_dict["limit"] = limit
        if opened_on is not UNSET:
            field_dict["opened_on"] = opened_on
        if past_due is not UNSET:
            field_dict["past_due"] = past_due
        if phone is not UNSET:
            field_dict["phone"] = phone
        if returned_payments is not UNSET:
            field_dict["returned_payments"] = returned_payments
        if terms is not UNSET:
            field_dict["terms"] = terms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_balance(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        balance = _parse_balance(d.pop("balance", UNSET))

        checked = d.pop("checked", UNSET)

        comments = d.pop("comments", UNSET)

        def _parse_days_beyond_terms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        days_beyond_terms = _parse_days_beyond_terms(d.pop("days_beyond_terms", UNSET))

        def _parse_high_credit(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        high_credit = _parse_high_credit(d.pop("high_credit", UNSET))

        def _parse_last_sale(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_sale_type_0 = datetime.date.fromisoformat(data)

                return last_sale_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        last_sale = _parse_last_sale(d.pop("last_sale", UNSET))

        def _parse_limit(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        limit = _parse_limit(d.pop("limit", UNSET))

        def _parse_opened_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                opened_on_type_0 = datetime.date.fromisoformat(data)

                return opened_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        opened_on = _parse_opened_on(d.pop("opened_on", UNSET))

        def _parse_past_due(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        past_due = _parse_past_due(d.pop("past_due", UNSET))

        phone = d.pop("phone", UNSET)

        returned_payments = d.pop("returned_payments", UNSET)

        terms = d.pop("terms", UNSET)

        trade_reference = cls(
            name=name,
            balance=balance,
            checked=checked,
            comments=comments,
            days_beyond_terms=days_beyond_terms,
            high_credit=high_credit,
            last_sale=last_sale,
            limit=limit,
            opened_on=opened_on,
            past_due=past_due,
            phone=phone,
            returned_payments=returned_payments,
            terms=terms,
        )

        return trade_reference
