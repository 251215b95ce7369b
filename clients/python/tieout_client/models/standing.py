from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.balances import Balances
    from ..models.happened import Happened
    from ..models.last_contact import LastContact
    from ..models.someone import Someone


T = TypeVar("T", bound="Standing")


@_attrs_define
class Standing:
    """A customer on a day; exposure is null where a rate is missing, the limit where none was set.

    Attributes:
        as_of (datetime.date):
        balances (list[Balances]):
        customer_number (str):
        exposure (Amount | None):
        last_contact (LastContact | None):
        limit (Amount | None):
        name (str):
        people (list[Someone]):
        timeline (list[Happened]):
    """

    as_of: datetime.date
    balances: list[Balances]
    customer_number: str
    exposure: Amount | None
    last_contact: LastContact | None
    limit: Amount | None
    name: str
    people: list[Someone]
    timeline: list[Happened]

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.last_contact import LastContact  # noqa: PLC0415

        as_of = self.as_of.isoformat()

        balances = []
        for balances_item_data in self.balances:
            balances_item = balances_item_data.to_dict()
            balances.append(balances_item)

        customer_number = self.customer_number

        exposure: dict[str, Any] | None
        if isinstance(self.exposure, Amount):
            exposure = self.exposure.to_dict()
        else:
            exposure = self.exposure

        last_contact: dict[str, Any] | None
        if isinstance(self.last_contact, LastContact):
            last_contact = self.last_contact.to_dict()
        else:
            last_contact = self.last_contact

        limit: dict[str, Any] | None
        if isinstance(self.limit, Amount):
            limit = self.limit.to_dict()
        else:
            limit = self.limit

        name = self.name

        people = []
        for people_item_data in self.people:
            people_item = people_item_data.to_dict()
            people.append(people_item)

        timeline = []
        for timeline_item_data in self.timeline:
            timeline_item = timeline_item_data.to_dict()
            timeline.append(timeline_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "balances": balances,
                "customer_number": customer_number,
                "exposure": exposure,
                "last_contact": last_contact,
                "limit": limit,
                "name": name,
                "people": people,
                "timeline": timeline,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.balances import Balances  # noqa: PLC0415
        from ..models.happened import Happened  # noqa: PLC0415
        from ..models.last_contact import LastContact  # noqa: PLC0415
        from ..models.someone import Someone  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        balances = []
        _balances = d.pop("balances")
        for balances_item_data in _balances:
            balances_item = Balances.from_dict(balances_item_data)

            balances.append(balances_item)

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

        def _parse_last_contact(data: object) -> LastContact | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                last_contact_type_0 = LastContact.from_dict(data)

                return last_contact_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LastContact | None, data)

        last_contact = _parse_last_contact(d.pop("last_contact"))

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

        people = []
        _people = d.pop("people")
        for people_item_data in _people:
            people_item = Someone.from_dict(people_item_data)

            people.append(people_item)

        timeline = []
        _timeline = d.pop("timeline")
        for timeline_item_data in _timeline:
            timeline_item = Happened.from_dict(timeline_item_data)

            timeline.append(timeline_item)

        standing = cls(
            as_of=as_of,
            balances=balances,
            customer_number=customer_number,
            exposure=exposure,
            last_contact=last_contact,
            limit=limit,
            name=name,
            people=people,
            timeline=timeline,
        )

        return standing
