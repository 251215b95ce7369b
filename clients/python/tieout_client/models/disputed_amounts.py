from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="DisputedAmounts")


@_attrs_define
class DisputedAmounts:
    """What became of what is disputed: the first is the sum of the others.

    Attributes:
        charged_back (Amount): An amount: whole minor units of an ISO 4217 currency.
        credited (Amount): An amount: whole minor units of an ISO 4217 currency.
        disputed (Amount): An amount: whole minor units of an ISO 4217 currency.
        open_ (Amount): An amount: whole minor units of an ISO 4217 currency.
        paid (Amount): An amount: whole minor units of an ISO 4217 currency.
        written_off (Amount): An amount: whole minor units of an ISO 4217 currency.
    """

    charged_back: Amount
    credited: Amount
    disputed: Amount
    open_: Amount
    paid: Amount
    written_off: Amount

    def to_dict(self) -> dict[str, Any]:
        charged_back = self.charged_back.to_dict()

        credited = self.credited.to_dict()

        disputed = self.disputed.to_dict()

        open_ = self.open_.to_dict()

        paid = self.paid.to_dict()

        written_off = self.written_off.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "charged_back": charged_back,
                "credited": credited,
                "disputed": disputed,
                "open": open_,
                "paid": paid,
                "written_off": written_off,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        charged_back = Amount.from_dict(d.pop("charged_back"))

        credited = Amount.from_dict(d.pop("credited"))

        disputed = Amount.from_dict(d.pop("disputed"))

        open_ = Amount.from_dict(d.pop("open"))

        paid = Amount.from_dict(d.pop("paid"))

        written_off = Amount.from_dict(d.pop("written_off"))

        disputed_amounts = cls(
            charged_back=charged_back,
            credited=credited,
            disputed=disputed,
            open_=open_,
            paid=paid,
            written_off=written_off,
        )

        return disputed_amounts
