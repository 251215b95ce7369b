from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.card_settlement_states import CardSettlementStates


T = TypeVar("T", bound="CardSettlement")


@_attrs_define
class CardSettlement:
    """What a settlement did: states of what was open, what was taken and booked, what waits with its reason.

    Attributes:
        booked (int):
        events (int):
        payouts (int):
        processor (str):
        states (CardSettlementStates):
        waits (list[str]):
    """

    booked: int
    events: int
    payouts: int
    processor: str
    states: CardSettlementStates
    waits: list[str]

    def to_dict(self) -> dict[str, Any]:
        booked = self.booked

        events = self.events

        payouts = self.payouts

        processor = self.processor

        states = self.states.to_dict()

        waits = self.waits

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "booked": booked,
                "events": events,
                "payouts": payouts,
                "processor": processor,
                "states": states,
                "waits": waits,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_settlement_states import CardSettlementStates  # noqa: PLC0415

        d = dict(src_dict)
        booked = d.pop("booked")

        events = d.pop("events")

        payouts = d.pop("payouts")

        processor = d.pop("processor")

        states = CardSettlementStates.from_dict(d.pop("states"))

        waits = cast(list[str], d.pop("waits"))

        card_settlement = cls(
            booked=booked,
            events=events,
            payouts=payouts,
            processor=processor,
            states=states,
            waits=waits,
        )

        return card_settlement
