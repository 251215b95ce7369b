from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="LimitMethod")


@_attrs_define
class LimitMethod:
    """What one method recommends as the limit.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        how (str):
        name (str):
    """

    amount: Amount
    how: str
    name: str

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        how = self.how

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "how": how,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        how = d.pop("how")

        name = d.pop("name")

        limit_method = cls(
            amount=amount,
            how=how,
            name=name,
        )

        return limit_method
