from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.called_customer_suppressed_item import CalledCustomerSuppressedItem, check_called_customer_suppressed_item

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.reasoned import Reasoned


T = TypeVar("T", bound="CalledCustomer")


@_attrs_define
class CalledCustomer:
    """A customer on the list; `suppressed` says why they are left alone.

    Attributes:
        collectible (Amount): An amount: whole minor units of an ISO 4217 currency.
        collector (str):
        customer_number (str):
        name (str):
        oldest_days (int):
        past_due (Amount): An amount: whole minor units of an ISO 4217 currency.
        reasons (list[Reasoned]):
        score (int):
        suppressed (list[CalledCustomerSuppressedItem]):
    """

    collectible: Amount
    collector: str
    customer_number: str
    name: str
    oldest_days: int
    past_due: Amount
    reasons: list[Reasoned]
    score: int
    suppressed: list[CalledCustomerSuppressedItem]

    def to_dict(self) -> dict[str, Any]:
        collectible = self.collectible.to_dict()

        collector = self.collector

        customer_number = self.customer_number

        name = self.name

        oldest_days = self.oldest_days

        past_due = self.past_due.to_dict()

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        score = self.score

        suppressed = []
        for suppressed_item_data in self.suppressed:
            suppressed_item: str = suppressed_item_data
            suppressed.append(suppressed_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "collectible": collectible,
                "collector": collector,
                "customer_number": customer_number,
                "name": name,
                "oldest_days": oldest_days,
                "past_due": past_due,
                "reasons": reasons,
                "score": score,
                "suppressed": suppressed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.reasoned import Reasoned  # noqa: PLC0415

        d = dict(src_dict)
        collectible = Amount.from_dict(d.pop("collectible"))

        collector = d.pop("collector")

        customer_number = d.pop("customer_number")

        name = d.pop("name")

        oldest_days = d.pop("oldest_days")

        past_due = Amount.from_dict(d.pop("past_due"))

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = Reasoned.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        score = d.pop("score")

        suppressed = []
        _suppressed = d.pop("suppressed")
        for suppressed_item_data in _suppressed:
            suppressed_item = check_called_customer_suppressed_item(suppressed_item_data)

            suppressed.append(suppressed_item)

        called_customer = cls(
            collectible=collectible,
            collector=collector,
            customer_number=customer_number,
            name=name,
            oldest_days=oldest_days,
            past_due=past_due,
            reasons=reasons,
            score=score,
            suppressed=suppressed,
        )

        return called_customer
