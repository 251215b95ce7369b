from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Reach")


@_attrs_define
class Reach:
    """What it would have touched in the year before: receipts, and the money of its largest currency.

    Attributes:
        money (Amount | None):
        receipts (int):
    """

    money: Amount | None
    receipts: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        money: dict[str, Any] | None
        if isinstance(self.money, Amount):
            money = self.money.to_dict()
        else:
            money = self.money

        receipts = self.receipts

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "money": money,
                "receipts": receipts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_money(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                money_type_0 = Amount.from_dict(data)

                return money_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        money = _parse_money(d.pop("money"))

        receipts = d.pop("receipts")

        reach = cls(
            money=money,
            receipts=receipts,
        )

        return reach
