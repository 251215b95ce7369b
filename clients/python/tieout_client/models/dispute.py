from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.case_state import CaseState, check_case_state
from ..models.dispute_source import DisputeSource, check_dispute_source
from ..models.validity import Validity, check_validity

if TYPE_CHECKING:
    from ..models.disputed_amounts import DisputedAmounts


T = TypeVar("T", bound="Dispute")


@_attrs_define
class Dispute:
    """A case as it stands.

    Attributes:
        amounts (DisputedAmounts): What became of what is disputed: the first is the sum of the others.
        case_id (str):
        claim_number (str):
        closed_on (datetime.date | None):
        customer_number (str):
        customer_reason (str):
        department (str):
        document_number (str):
        due_on (datetime.date):
        item_id (str):
        next_step (str):
        of_deduction (bool):
        opened_on (datetime.date):
        processor (str):
        reason (str):
        root_cause (str):
        source (DisputeSource):
        state (CaseState): Where a case is on its way.
        validity (Validity): Whether the customer is right.
    """

    amounts: DisputedAmounts
    case_id: str
    claim_number: str
    closed_on: datetime.date | None
    customer_number: str
    customer_reason: str
    department: str
    document_number: str
    due_on: datetime.date
    item_id: str
    next_step: str
    of_deduction: bool
    opened_on: datetime.date
    processor: str
    reason: str
    root_cause: str
    source: DisputeSource
    state: CaseState
    validity: Validity

    def to_dict(self) -> dict[str, Any]:
        amounts = self.amounts.to_dict()

        case_id = self.case_id

        claim_number = self.claim_number

        closed_on: None | str
        if isinstance(self.closed_on, datetime.date):
            closed_on = self.closed_on.isoformat()
        else:
            closed_on = self.closed_on

        customer_number = self.customer_number

        customer_reason = self.customer_reason

        department = self.department

        document_number = self.document_number

        due_on = self.due_on.isoformat()

        item_id = self.item_id

        next_step = self.next_step

        of_deduction = self.of_deduction

        opened_on = self.opened_on.isoformat()

        processor = self.processor

        reason = self.reason

        root_cause = self.root_cause

        source: str = self.source

        state: str = self.state

        validity: str = self.validity

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amounts": amounts,
                "case_id": case_id,
                "claim_number": claim_number,
                "closed_on": closed_on,
                "customer_number": customer_number,
                "customer_reason": customer_reason,
                "department": department,
                "document_number": document_number,
                "due_on": due_on,
                "item_id": item_id,
                "next_step": next_step,
                "of_deduction": of_deduction,
                "opened_on": opened_on,
                "processor": processor,
                "reason": reason,
                "root_cause": root_cause,
                "source": source,
                "state": state,
                "validity": validity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.disputed_amounts import DisputedAmounts  # noqa: PLC0415

        d = dict(src_dict)
        amounts = DisputedAmounts.from_dict(d.pop("amounts"))

        case_id = d.pop("case_id")

        claim_number = d.pop("claim_number")

        def _parse_closed_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_on_type_0 = datetime.date.fromisoformat(data)

                return closed_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        closed_on = _parse_closed_on(d.pop("closed_on"))

        customer_number = d.pop("customer_number")

        customer_reason = d.pop("customer_reason")

        department = d.pop("department")

        document_number = d.pop("document_number")

        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        item_id = d.pop("item_id")

        next_step = d.pop("next_step")

        of_deduction = d.pop("of_deduction")

        opened_on = datetime.date.fromisoformat(d.pop("opened_on"))

        processor = d.pop("processor")

        reason = d.pop("reason")

        root_cause = d.pop("root_cause")

        source = check_dispute_source(d.pop("source"))

        state = check_case_state(d.pop("state"))

        validity = check_validity(d.pop("validity"))

        dispute = cls(
            amounts=amounts,
            case_id=case_id,
            claim_number=claim_number,
            closed_on=closed_on,
            customer_number=customer_number,
            customer_reason=customer_reason,
            department=department,
            document_number=document_number,
            due_on=due_on,
            item_id=item_id,
            next_step=next_step,
            of_deduction=of_deduction,
            opened_on=opened_on,
            processor=processor,
            reason=reason,
            root_cause=root_cause,
            source=source,
            state=state,
            validity=validity,
        )

        return dispute
