from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.compared_line import ComparedLine
    from ..models.compared_states import ComparedStates


T = TypeVar("T", bound="Compared")


@_attrs_define
class Compared:
    """A customer's list against ours; the lines' differences sum to the gap.

    Attributes:
        as_of (datetime.date):
        customer_number (str):
        gap (Amount): An amount: whole minor units of an ISO 4217 currency.
        lines (list[ComparedLine]):
        ours (Amount): An amount: whole minor units of an ISO 4217 currency.
        states (ComparedStates):
        theirs (Amount): An amount: whole minor units of an ISO 4217 currency.
    """

    as_of: datetime.date
    customer_number: str
    gap: Amount
    lines: list[ComparedLine]
    ours: Amount
    states: ComparedStates
    theirs: Amount

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        customer_number = self.customer_number

        gap = self.gap.to_dict()

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        ours = self.ours.to_dict()

        states = self.states.to_dict()

        theirs = self.theirs.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "customer_number": customer_number,
                "gap": gap,
                "lines": lines,
                "ours": ours,
                "states": states,
                "theirs": theirs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.compared_line import ComparedLine  # noqa: PLC0415
        from ..models.compared_states import ComparedStates  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        customer_number = d.pop("customer_number")

        gap = Amount.from_dict(d.pop("gap"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = ComparedLine.from_dict(lines_item_data)

            lines.append(lines_item)

        ours = Amount.from_dict(d.pop("ours"))

        states = ComparedStates.from_dict(d.pop("states"))

        theirs = Amount.from_dict(d.pop("theirs"))

        compared = cls(
            as_of=as_of,
            customer_number=customer_number,
            gap=gap,
            lines=lines,
            ours=ours,
            states=states,
            theirs=theirs,
        )

        return compared
