from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.checkpoint import Checkpoint, check_checkpoint
from ..models.new_order_state import NewOrderState, check_new_order_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="NewOrder")


@_attrs_define
class NewOrder:
    """An order as it now stands; amounts are minor units of its currency.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str): Who is billed.
        number (str):
        ships_on (datetime.date):
        as_of (datetime.date | None | Unset):
        billed (int | Unset): What of it was invoiced. Default: 0.
        by (str | Unset):  Default: ''.
        card (int | Unset): What of it is authorised on a card. Default: 0.
        card_until (datetime.date | None | Unset):
        checkpoint (Checkpoint | Unset): Where on its way an order is checked (DUTIES A02d).
        discount (int | Unset): Basis points. Default: 0.
        ordered_by (str | Unset): Who ordered, where another is billed. Default: ''.
        po_number (str | Unset):  Default: ''.
        ship_to (str | Unset):  Default: ''.
        shipped (int | Unset): What of it has gone out. Default: 0.
        state (NewOrderState | Unset):  Default: 'open'.
        terms (str | Unset):  Default: ''.
    """

    amount: Amount
    customer_number: str
    number: str
    ships_on: datetime.date
    as_of: datetime.date | None | Unset = UNSET
    billed: int | Unset = 0
    by: str | Unset = ""
    card: int | Unset = 0
    card_until: datetime.date | None | Unset = UNSET
    checkpoint: Checkpoint | Unset = UNSET
    discount: int | Unset = 0
    ordered_by: str | Unset = ""
    po_number: str | Unset = ""
    ship_to: str | Unset = ""
    shipped: int | Unset = 0
    state: NewOrderState | Unset = "open"
    terms: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        customer_number = self.customer_number

        number = self.number

        ships_on = self.ships_on.isoformat()

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        billed = self.billed

        by = self.by

        card = self.card

        card_until: None | str | Unset
        if isinstance(self.card_until, Unset):
            card_until = UNSET
        elif isinstance(self.card_until, datetime.date):
            card_until = self.card_until.isoformat()
        else:
            card_until = self.card_until

        checkpoint: str | Unset = UNSET
        if not isinstance(self.checkpoint, Unset):
            checkpoint = self.checkpoint

        discount = self.discount

        ordered_by = self.ordered_by

        po_number = self.po_number

        ship_to = self.ship_to

        shipped = self.shipped

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        terms = self.terms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "customer_number": customer_number,
                "number": number,
                "ships_on": ships_on,
            }
        )
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if billed is not UNSET:
            field_dict["billed"] = billed
        if by is not UNSET:
            field_dict["by"] = by
        if card is not UNSET:
            field_dict["card"] = card
        if card_until is not UNSET:
            field_dict["card_until"] = card_until
        if checkpoint is not UNSET:
            field_dict["checkpoint"] = checkpoint
        if discount is not UNSET:
            field_dict["discount"] = discount
        if ordered_by is not UNSET:
            field_dict["ordered_by"] = ordered_by
        if po_number is not UNSET:
            field_dict["po_number"] = po_number
        if ship_to is not UNSET:
            field_dict["ship_to"] = ship_to
        if shipped is not UNSET:
            field_dict["shipped"] = shipped
        if state is not UNSET:
            field_dict["state"] = state
        if terms is not UNSET:
            field_dict["terms"] = terms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        customer_number = d.pop("customer_number")

        number = d.pop("number")

        ships_on = datetime.date.fromisoformat(d.pop("ships_on"))

        def _parse_as_of(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.date.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        billed = d.pop("billed", UNSET)

        by = d.pop("by", UNSET)

        card = d.pop("card", UNSET)

        def _parse_card_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                card_until_type_0 = datetime.date.fromisoformat(data)

                return card_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        card_until = _parse_card_until(d.pop("card_until", UNSET))

        _checkpoint = d.pop("checkpoint", UNSET)
        checkpoint: Checkpoint | Unset
        if isinstance(_checkpoint, Unset):
            checkpoint = UNSET
        else:
            checkpoint = check_checkpoint(_checkpoint)

        discount = d.pop("discount", UNSET)

        ordered_by = d.pop("ordered_by", UNSET)

        po_number = d.pop("po_number", UNSET)

        ship_to = d.pop("ship_to", UNSET)

        shipped = d.pop("shipped", UNSET)

        _state = d.pop("state", UNSET)
        state: NewOrderState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_new_order_state(_state)

        terms = d.pop("terms", UNSET)

        new_order = cls(
            amount=amount,
            customer_number=customer_number,
            number=number,
            ships_on=ships_on,
            as_of=as_of,
            billed=billed,
            by=by,
            card=card,
            card_until=card_until,
            checkpoint=checkpoint,
            discount=discount,
            ordered_by=ordered_by,
            po_number=po_number,
            ship_to=ship_to,
            shipped=shipped,
            state=state,
            terms=terms,
        )

        return new_order
