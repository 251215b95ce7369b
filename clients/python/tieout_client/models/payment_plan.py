from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.plan_state import PlanState, check_plan_state

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.plan_due import PlanDue


T = TypeVar("T", bound="PaymentPlan")


@_attrs_define
class PaymentPlan:
    """A plan or a settlement as cash has judged it.

    Attributes:
        agreed_on (datetime.date):
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        arrangement_id (str):
        conditions (str):
        customer_number (str):
        defaulted_on (datetime.date | None):
        documents (list[str]):
        grace (int):
        missed (int):
        misses (int):
        needed (Amount): An amount: whole minor units of an ISO 4217 currency.
        next_due_on (datetime.date | None):
        open_ (Amount): An amount: whole minor units of an ISO 4217 currency.
        paid (Amount): An amount: whole minor units of an ISO 4217 currency.
        parts (list[PlanDue]):
        person (str):
        state (PlanState): What became of an arrangement.
        waived (Amount): An amount: whole minor units of an ISO 4217 currency.
        waiver (str):
    """

    agreed_on: datetime.date
    amount: Amount
    arrangement_id: str
    conditions: str
    customer_number: str
    defaulted_on: datetime.date | None
    documents: list[str]
    grace: int
    missed: int
    misses: int
    needed: Amount
    next_due_on: datetime.date | None
    open_: Amount
    paid: Amount
    parts: list[PlanDue]
    person: str
    state: PlanState
    waived: Amount
    waiver: str

    def to_dict(self) -> dict[str, Any]:
        agreed_on = self.agreed_on.isoformat()

        amount = self.amount.to_dict()

        arrangement_id = self.arrangement_id

        conditions = self.conditions

        customer_number = self.customer_number

        defaulted_on: None | str
        if isinstance(self.defaulted_on, datetime.date):
            defaulted_on = self.defaulted_on.isoformat()
        else:
            defaulted_on = self.defaulted_on

        documents = self.documents

        grace = self.grace

        missed = self.missed

        misses = self.misses

        needed = self.needed.to_dict()

        next_due_on: None | str
        if isinstance(self.next_due_on, datetime.date):
            next_due_on = self.next_due_on.isoformat()
        else:
            next_due_on = self.next_due_on

        open_ = self.open_.to_dict()

        paid = self.paid.to_dict()

        parts = []
        for parts_item_data in self.parts:
            parts_item = parts_item_data.to_dict()
            parts.append(parts_item)

        person = self.person

        state: str = self.state

        waived = self.waived.to_dict()

        waiver = self.waiver

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "agreed_on": agreed_on,
                "amount": amount,
                "arrangement_id": arrangement_id,
                "conditions": conditions,
                "customer_number": customer_number,
                "defaulted_on": defaulted_on,
                "documents": documents,
                "grace": grace,
                "missed": missed,
                "misses": misses,
                "needed": needed,
                "next_due_on": next_due_on,
                "open": open_,
                "paid": paid,
                "parts": parts,
                "person": person,
                "state": state,
                "waived": waived,
                "waiver": waiver,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.plan_due import PlanDue  # noqa: PLC0415

        d = dict(src_dict)
        agreed_on = datetime.date.fromisoformat(d.pop("agreed_on"))

        amount = Amount.from_dict(d.pop("amount"))

        arrangement_id = d.pop("arrangement_id")

        conditions = d.pop("conditions")

        customer_number = d.pop("customer_number")

        def _parse_defaulted_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                defaulted_on_type_0 = datetime.date.fromisoformat(data)

                return defaulted_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        defaulted_on = _parse_defaulted_on(d.pop("defaulted_on"))

        documents = cast(list[str], d.pop("documents"))

        grace = d.pop("grace")

        missed = d.pop("missed")

        misses = d.pop("misses")

        needed = Amount.from_dict(d.pop("needed"))

        def _parse_next_due_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_due_on_type_0 = datetime.date.fromisoformat(data)

                return next_due_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        next_due_on = _parse_next_due_on(d.pop("next_due_on"))

        open_ = Amount.from_dict(d.pop("open"))

        paid = Amount.from_dict(d.pop("paid"))

        parts = []
        _parts = d.pop("parts")
        for parts_item_data in _parts:
            parts_item = PlanDue.from_dict(parts_item_data)

            parts.append(parts_item)

        person = d.pop("person")

        state = check_plan_state(d.pop("state"))

        waived = Amount.from_dict(d.pop("waived"))

        waiver = d.pop("waiver")

        payment_plan = cls(
            agreed_on=agreed_on,
            amount=amount,
            arrangement_id=arrangement_id,
            conditions=conditions,
            customer_number=customer_number,
            defaulted_on=defaulted_on,
            documents=documents,
            grace=grace,
            missed=missed,
            misses=misses,
            needed=needed,
            next_due_on=next_due_on,
            open_=open_,
            paid=paid,
            parts=parts,
            person=person,
            state=state,
            waived=waived,
            waiver=waiver,
        )

        return payment_plan
