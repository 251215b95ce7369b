from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_plan_every import NewPlanEvery, check_new_plan_every
from ..models.new_plan_waiver import NewPlanWaiver, check_new_plan_waiver
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.plan_part import PlanPart


T = TypeVar("T", bound="NewPlan")


@_attrs_define
class NewPlan:
    """What a customer agreed to: parts by their days, or `count` equal ones from `first_on`.

    With `agreed` and `waiver` it is a settlement: the rest is written off once `agreed` came in time.

        Attributes:
            documents (list[str]): Numbers or ids.
            person (str):
            reason (str):
            agreed (Amount | None | Unset):
            by (str | Unset):  Default: ''.
            conditions (str | Unset):  Default: ''.
            count (int | Unset):  Default: 1.
            every (NewPlanEvery | Unset):  Default: 'month'.
            first_minor (int | Unset): The first part, where it is not as much as each. Default: 0.
            first_on (datetime.date | None | Unset):
            grace (int | Unset): Days by which a part may be late. Default: 5.
            misses (int | Unset): So many missed parts end it. Default: 1.
            parts (list[PlanPart] | Unset):
            waiver (NewPlanWaiver | Unset):  Default: ''.
    """

    documents: list[str]
    person: str
    reason: str
    agreed: Amount | None | Unset = UNSET
    by: str | Unset = ""
    conditions: str | Unset = ""
    count: int | Unset = 1
    every: NewPlanEvery | Unset = "month"
    first_minor: int | Unset = 0
    first_on: datetime.date | None | Unset = UNSET
    grace: int | Unset = 5
    misses: int | Unset = 1
    parts: list[PlanPart] | Unset = UNSET
    waiver: NewPlanWaiver | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        documents = self.documents

        person = self.person

        reason = self.reason

        agreed: dict[str, Any] | None | Unset
        if isinstance(self.agreed, Unset):
            agreed = UNSET
        elif isinstance(self.agreed, Amount):
            agreed = self.agreed.to_dict()
        else:
            agreed = self.agreed

        by = self.by

        conditions = self.conditions

        count = self.count

        every: str | Unset = UNSET
        if not isinstance(self.every, Unset):
            every = self.every

        first_minor = self.first_minor

        first_on: None | str | Unset
        if isinstance(self.first_on, Unset):
            first_on = UNSET
        elif isinstance(self.first_on, datetime.date):
            first_on = self.first_on.isoformat()
        else:
            first_on = self.first_on

        grace = self.grace

        misses = self.misses

        parts: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.parts, Unset):
            parts = []
            for parts_item_data in self.parts:
                parts_item = parts_item_data.to_dict()
                parts.append(parts_item)

        waiver: str | Unset = UNSET
        if not isinstance(self.waiver, Unset):
            waiver = self.waiver

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "documents": documents,
                "person": person,
                "reason": reason,
            }
        )
        if agreed is not UNSET:
            field_dict["agreed"] = agreed
        if by is not UNSET:
            field_dict["by"] = by
        if conditions is not UNSET:
            field_dict["conditions"] = conditions
        if count is not UNSET:
            field_dict["count"] = count
        if every is not UNSET:
            field_dict["every"] = every
        if first_minor is not UNSET:
            field_dict["first_minor"] = first_minor
        if first_on is not UNSET:
            field_dict["first_on"] = first_on
        if grace is not UNSET:
            field_dict["grace"] = grace
        if misses is not UNSET:
            field_dict["misses"] = misses
        if parts is not UNSET:
            field_dict["parts"] = parts
        if waiver is not UNSET:
            field_dict["waiver"] = waiver

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.plan_part import PlanPart  # noqa: PLC0415

        d = dict(src_dict)
        documents = cast(list[str], d.pop("documents"))

        person = d.pop("person")

        reason = d.pop("reason")

        def _parse_agreed(data: object) -> Amount | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                agreed_type_0 = Amount.from_dict(data)

                return agreed_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None | Unset, data)

        agreed = _parse_agreed(d.pop("agreed", UNSET))

        by = d.pop("by", UNSET)

        conditions = d.pop("conditions", UNSET)

        count = d.pop("count", UNSET)

        _every = d.pop("every", UNSET)
        every: NewPlanEvery | Unset
        if isinstance(_every, Unset):
            every = UNSET
        else:
            every = check_new_plan_every(_every)

        first_minor = d.pop("first_minor", UNSET)

        def _parse_first_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_on_type_0 = datetime.date.fromisoformat(data)

                return first_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        first_on = _parse_first_on(d.pop("first_on", UNSET))

        grace = d.pop("grace", UNSET)

        misses = d.pop("misses", UNSET)

        _parts = d.pop("parts", UNSET)
        parts: list[PlanPart] | Unset = UNSET
        if _parts is not UNSET:
            parts = []
            for parts_item_data in _parts:
                parts_item = PlanPart.from_dict(parts_item_data)

                parts.append(parts_item)

        _waiver = d.pop("waiver", UNSET)
        waiver: NewPlanWaiver | Unset
        if isinstance(_waiver, Unset):
            waiver = UNSET
        else:
            waiver = check_new_plan_waiver(_waiver)

        new_plan = cls(
            documents=documents,
            person=person,
            reason=reason,
            agreed=agreed,
            by=by,
            conditions=conditions,
            count=count,
            every=every,
            first_minor=first_minor,
            first_on=first_on,
            grace=grace,
            misses=misses,
            parts=parts,
            waiver=waiver,
        )

        return new_plan
