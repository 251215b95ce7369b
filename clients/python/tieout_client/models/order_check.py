from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.check_outcome import CheckOutcome, check_check_outcome

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.failed_rule import FailedRule


T = TypeVar("T", bound="OrderCheck")


@_attrs_define
class OrderCheck:
    """What a check came to: `held` waits for a person; `outcome` is null where the order no longer counts.

    Attributes:
        check_id (str):
        checkpoint (str):
        customer_number (str):
        exposure (Amount | None):
        failed (list[FailedRule]):
        limit (Amount | None):
        number (str):
        outcome (CheckOutcome | None):
    """

    check_id: str
    checkpoint: str
    customer_number: str
    exposure: Amount | None
    failed: list[FailedRule]
    limit: Amount | None
    number: str
    outcome: CheckOutcome | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        check_id = self.check_id

        checkpoint = self.checkpoint

        customer_number = self.customer_number

        exposure: dict[str, Any] | None
        if isinstance(self.exposure, Amount):
            exposure = self.exposure.to_dict()
        else:
            exposure = self.exposure

        failed = []
        for failed_item_data in self.failed:
            failed_item = failed_item_data.to_dict()
            failed.append(failed_item)

        limit: dict[str, Any] | None
        if isinstance(self.limit, Amount):
            limit = self.limit.to_dict()
        else:
            limit = self.limit

        number = self.number

        outcome: None | str
        if isinstance(self.outcome, str):
            outcome = self.outcome
        else:
            outcome = self.outcome

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "check_id": check_id,
                "checkpoint": checkpoint,
                "customer_number": customer_number,
                "exposure": exposure,
                "failed": failed,
                "limit": limit,
                "number": number,
                "outcome": outcome,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.failed_rule import FailedRule  # noqa: PLC0415

        d = dict(src_dict)
        check_id = d.pop("check_id")

        checkpoint = d.pop("checkpoint")

        customer_number = d.pop("customer_number")

        def _parse_exposure(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                exposure_type_0 = Amount.from_dict(data)

                return exposure_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        exposure = _parse_exposure(d.pop("exposure"))

        failed = []
        _failed = d.pop("failed")
        for failed_item_data in _failed:
            failed_item = FailedRule.from_dict(failed_item_data)

            failed.append(failed_item)

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

        number = d.pop("number")

        def _parse_outcome(data: object) -> CheckOutcome | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                outcome_type_0 = check_check_outcome(data)

                return outcome_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CheckOutcome | None, data)

        outcome = _parse_outcome(d.pop("outcome"))

        order_check = cls(
            check_id=check_id,
            checkpoint=checkpoint,
            customer_number=customer_number,
            exposure=exposure,
            failed=failed,
            limit=limit,
            number=number,
            outcome=outcome,
        )

        return order_check
