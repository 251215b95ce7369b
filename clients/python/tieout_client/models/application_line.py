from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="ApplicationLine")


@_attrs_define
class ApplicationLine:
    """What leaves one item: cash + discount + write-off + deduction. Cash of a credit memo is negative.

    Attributes:
        cash (Amount): An amount: whole minor units of an ISO 4217 currency.
        item (str): An item id or a document number.
        deduction (Amount | None | Unset):
        deduction_reason (str | Unset):  Default: ''.
        discount (Amount | None | Unset):
        write_off (Amount | None | Unset):
    """

    cash: Amount
    item: str
    deduction: Amount | None | Unset = UNSET
    deduction_reason: str | Unset = ""
    discount: Amount | None | Unset = UNSET
    write_off: Amount | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        cash = self.cash.to_dict()

        item = self.item

        deduction: dict[str, Any] | None | Unset
        if isinstance(self.deduction, Unset):
            deduction = UNSET
        elif isinstance(self.deduction, Amount):
            deduction = self.deduction.to_dict()
        else:
            deduction = self.deduction

        deduction_reason = self.deduction_reason

        discount: dict[str, Any] | None | Unset
        if isinstance(self.discount, Unset):
            discount = UNSET
        elif isinstance(self.discount, Amount):
            discount = self.discount.to_dict()
        else:
            discount = self.discount

        write_off: dict[str, Any] | None | Unset
        if isinstance(self.write_off, Unset):
            write_off = UNSET
        elif isinstance(self.write_off, Amount):
            write_off = self.write_off.to_dict()
        else:
            write_off = self.write_off

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "cash": cash,
                "item": item,
            }
        )
        if deduction is not UNSET:
            field_dict["deduction"] = deduction
        if deduction_reason is not UNSET:
            field_dict["deduction_reason"] = deduction_reason
        if discount is not UNSET:
            field_dict["discount"] = discount
        if write_off is not UNSET:
            field_dict["write_off"] = write_off

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        cash = Amount.from_dict(d.pop("cash"))

        item = d.pop("item")

        def _parse_deduction(data: object) -> Amount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deduction_type_0 = Amount.from_dict(data)

                return deduction_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None | Unset, data)

        deduction = _parse_deduction(d.pop("deduction", UNSET))

        deduction_reason = d.pop("deduction_reason", UNSET)

        def _parse_discount(data: object) -> Amount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                discount_type_0 = Amount.from_dict(data)

                return discount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None | Unset, data)

        discount = _parse_discount(d.pop("discount", UNSET))

        def _parse_write_off(data: object) -> Amount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                write_off_type_0 = Amount.from_dict(data)

                return write_off_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None | Unset, data)

        write_off = _parse_write_off(d.pop("write_off", UNSET))

        application_line = cls(
            cash=cash,
            item=item,
            deduction=deduction,
            deduction_reason=deduction_reason,
            discount=discount,
            write_off=write_off,
        )

        return application_line
