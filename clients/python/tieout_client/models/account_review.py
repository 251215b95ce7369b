from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="AccountReview")


@_attrs_define
class AccountReview:
    """An account that has to be reviewed, or about which the night's rules advise something.

    Attributes:
        advice (str):
        customer_number (str):
        due_on (datetime.date | None):
        name (str):
        overdue_days (int):
        risk_class (str):
        rule (str):
        says (str):
        why (str):
    """

    advice: str
    customer_number: str
    due_on: datetime.date | None
    name: str
    overdue_days: int
    risk_class: str
    rule: str
    says: str
    why: str

    def to_dict(self) -> dict[str, Any]:
        advice = self.advice

        customer_number = self.customer_number

        due_on: None | str
        if isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        name = self.name

        overdue_days = self.overdue_days

        risk_class = self.risk_class

        rule = self.rule

        says = self.says

        why = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "advice": advice,
                "customer_number": customer_number,
                "due_on": due_on,
                "name": name,
                "overdue_days": overdue_days,
                "risk_class": risk_class,
                "rule": rule,
                "says": says,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        advice = d.pop("advice")

        customer_number = d.pop("customer_number")

        def _parse_due_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_on_type_0 = datetime.date.fromisoformat(data)

                return due_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due_on = _parse_due_on(d.pop("due_on"))

        name = d.pop("name")

        overdue_days = d.pop("overdue_days")

        risk_class = d.pop("risk_class")

        rule = d.pop("rule")

        says = d.pop("says")

        why = d.pop("why")

        account_review = cls(
            advice=advice,
            customer_number=customer_number,
            due_on=due_on,
            name=name,
            overdue_days=overdue_days,
            risk_class=risk_class,
            rule=rule,
            says=says,
            why=why,
        )

        return account_review
