from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="PlacementTold")


@_attrs_define
class PlacementTold:
    """A placement as it stands.

    Attributes:
        agency (str):
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        collected (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        documents (list[str]):
        ended_on (datetime.date | None):
        fee (int):
        free_until (datetime.date):
        jurisdiction (str):
        placed_on (datetime.date):
        placement_id (str):
        state (str):
    """

    agency: str
    amount: Amount
    collected: Amount
    customer_number: str
    documents: list[str]
    ended_on: datetime.date | None
    fee: int
    free_until: datetime.date
    jurisdiction: str
    placed_on: datetime.date
    placement_id: str
    state: str

    def to_dict(self) -> dict[str, Any]:
        agency = self.agency

        amount = self.amount.to_dict()

        collected = self.collected.to_dict()

        customer_number = self.customer_number

        documents = self.documents

        ended_on: None | str
        if isinstance(self.ended_on, datetime.date):
            ended_on = self.ended_on.isoformat()
        else:
            ended_on = self.ended_on

        fee = self.fee

        free_until = self.free_until.isoformat()

        jurisdiction = self.jurisdiction

        placed_on = self.placed_on.isoformat()

        placement_id = self.placement_id

        state = self.state

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "agency": agency,
                "amount": amount,
                "collected": collected,
                "customer_number": customer_number,
                "documents": documents,
                "ended_on": ended_on,
                "fee": fee,
                "free_until": free_until,
                "jurisdiction": jurisdiction,
                "placed_on": placed_on,
                "placement_id": placement_id,
                "state": state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        agency = d.pop("agency")

        amount = Amount.from_dict(d.pop("amount"))

        collected = Amount.from_dict(d.pop("collected"))

        customer_number = d.pop("customer_number")

        documents = cast(list[str], d.pop("documents"))

        def _parse_ended_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_on_type_0 = datetime.date.fromisoformat(data)

                return ended_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        ended_on = _parse_ended_on(d.pop("ended_on"))

        fee = d.pop("fee")

        free_until = datetime.date.fromisoformat(d.pop("free_until"))

        jurisdiction = d.pop("jurisdiction")

        placed_on = datetime.date.fromisoformat(d.pop("placed_on"))

        placement_id = d.pop("placement_id")

        state = d.pop("state")

        placement_told = cls(
            agency=agency,
            amount=amount,
            collected=collected,
            customer_number=customer_number,
            documents=documents,
            ended_on=ended_on,
            fee=fee,
            free_until=free_until,
            jurisdiction=jurisdiction,
            placed_on=placed_on,
            placement_id=placement_id,
            state=state,
        )

        return placement_told
