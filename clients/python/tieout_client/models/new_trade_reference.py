from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.trade_reference import TradeReference


T = TypeVar("T", bound="NewTradeReference")


@_attrs_define
class NewTradeReference:
    """What another seller answered; amounts are minor units of the application's currency.

    Attributes:
        reference (TradeReference): What another seller answered; `checked`: we looked its number up ourselves.
        by (str | Unset):  Default: ''.
    """

    reference: TradeReference
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        reference = self.reference.to_dict()

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reference": reference,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.trade_reference import TradeReference  # noqa: PLC0415

        d = dict(src_dict)
        reference = TradeReference.from_dict(d.pop("reference"))

        by = d.pop("by", UNSET)

        new_trade_reference = cls(
            reference=reference,
            by=by,
        )

        return new_trade_reference
