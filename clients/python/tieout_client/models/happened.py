from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Happened")


@_attrs_define
class Happened:
    """One thing that happened, with its amount where it has one.

    Attributes:
        amount (Amount | None):
        by (str):
        kind (str):
        on (datetime.date):
        what (str):
    """

    amount: Amount | None
    by: str
    kind: str
    on: datetime.date
    what: str

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        amount: dict[str, Any] | None
        if isinstance(self.amount, Amount):
            amount = self.amount.to_dict()
        else:
            amount = self.amount

        by = self.by

        kind = self.kind

        on = self.on.isoformat()

        what = self.what

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "by": by,
                "kind": kind,
                "on": on,
                "what": what,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_amount(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                amount_type_0 = Amount.from_dict(data)

                return amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        amount = _parse_amount(d.pop("amount"))

        by = d.pop("by")

        kind = d.pop("kind")

        on = datetime.date.fromisoformat(d.pop("on"))

        what = d.pop("what")

        happened = cls(
            amount=amount,
            by=by,
            kind=kind,
            on=on,
            what=what,
        )

        return happened
