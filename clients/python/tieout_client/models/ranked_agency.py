from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="RankedAgency")


@_attrs_define
class RankedAgency:
    """What an agency recovered of what was placed with it; `rate` in basis points.

    Attributes:
        agency (str):
        collected (Amount): An amount: whole minor units of an ISO 4217 currency.
        fees (Amount): An amount: whole minor units of an ISO 4217 currency.
        placed (Amount): An amount: whole minor units of an ISO 4217 currency.
        placements (int):
        rate (int):
    """

    agency: str
    collected: Amount
    fees: Amount
    placed: Amount
    placements: int
    rate: int

    def to_dict(self) -> dict[str, Any]:
        agency = self.agency

        collected = self.collected.to_dict()

        fees = self.fees.to_dict()

        placed = self.placed.to_dict()

        placements = self.placements

        rate = self.rate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "agency": agency,
                "collected": collected,
                "fees": fees,
                "placed": placed,
                "placements": placements,
                "rate": rate,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        agency = d.pop("agency")

        collected = Amount.from_dict(d.pop("collected"))

        fees = Amount.from_dict(d.pop("fees"))

        placed = Amount.from_dict(d.pop("placed"))

        placements = d.pop("placements")

        rate = d.pop("rate")

        ranked_agency = cls(
            agency=agency,
            collected=collected,
            fees=fees,
            placed=placed,
            placements=placements,
            rate=rate,
        )

        return ranked_agency
