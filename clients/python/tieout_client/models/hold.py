from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.checkpoint import Checkpoint, check_checkpoint

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.failed_rule import FailedRule


T = TypeVar("T", bound="Hold")


@_attrs_define
class Hold:
    """A held order; `ready` where nothing holds it any more, though a person still has to let it go.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        check_id (str):
        checkpoint (Checkpoint): Where on its way an order is checked (DUTIES A02d).
        customer_number (str):
        exposure (Amount): An amount: whole minor units of an ISO 4217 currency.
        failed (list[FailedRule]):
        held_on (datetime.date):
        limit (Amount | None):
        name (str):
        number (str):
        ready (bool):
        ships_on (datetime.date):
        still (list[str]): Reasons that hold it now, or why that cannot be said.
    """

    amount: Amount
    check_id: str
    checkpoint: Checkpoint
    customer_number: str
    exposure: Amount
    failed: list[FailedRule]
    held_on: datetime.date
    limit: Amount | None
    name: str
    number: str
    ready: bool
    ships_on: datetime.date
    still: list[str]

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        amount = self.amount.to_dict()

        check_id = self.check_id

        checkpoint: str = self.checkpoint

        customer_number = self.customer_number

        exposure = self.exposure.to_dict()

        failed = []
        for failed_item_data in self.failed:
            failed_item = failed_item_data.to_dict()
            failed.append(failed_item)

        held_on = self.held_on.isoformat()

        limit: dict[str, Any] | None
        if isinstance(self.limit, Amount):
            limit = self.limit.to_dict()
        else:
            limit = self.limit

        name = self.name

        number = self.number

        ready = self.ready

        ships_on = self.ships_on.isoformat()

        still = self.still

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "check_id": check_id,
                "checkpoint": checkpoint,
                "customer_number": customer_number,
                "exposure": exposure,
                "failed": failed,
                "held_on": held_on,
                "limit": limit,
                "name": name,
                "number": number,
                "ready": ready,
                "ships_on": ships_on,
                "still": still,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.failed_rule import FailedRule  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        check_id = d.pop("check_id")

        checkpoint = check_checkpoint(d.pop("checkpoint"))

        customer_number = d.pop("customer_number")

        exposure = Amount.from_dict(d.pop("exposure"))

        failed = []
        _failed = d.pop("failed")
        for failed_item_data in _failed:
            failed_item = FailedRule.from_dict(failed_item_data)

            failed.append(failed_item)

        held_on = datetime.date.fromisoformat(d.pop("held_on"))

        def _parse_limit(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                limit_type_0 = Amount.from_dict(data)

                return limit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        limit = _parse_limit(d.pop("limit"))

        name = d.pop("name")

        number = d.pop("number")

        ready = d.pop("ready")

        ships_on = datetime.date.fromisoformat(d.pop("ships_on"))

        still = cast(list[str], d.pop("still"))

        hold = cls(
            amount=amount,
            check_id=check_id,
            checkpoint=checkpoint,
            customer_number=customer_number,
            exposure=exposure,
            failed=failed,
            held_on=held_on,
            limit=limit,
            name=name,
            number=number,
            ready=ready,
            ships_on=ships_on,
            still=still,
        )

        return hold
