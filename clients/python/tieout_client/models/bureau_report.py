from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="BureauReport")


@_attrs_define
class BureauReport:
    """A bureau's report as it was read.

    Attributes:
        alerts (list[str]):
        business_started (datetime.date | None):
        currency (str):
        delinquency_class (int | None):
        duns (str):
        failure_class (int | None):
        maximum_credit (str):
        name (str):
        paydex (int | None):
        reported_on (datetime.date):
        source (str):
    """

    alerts: list[str]
    business_started: datetime.date | None
    currency: str
    delinquency_class: int | None
    duns: str
    failure_class: int | None
    maximum_credit: str
    name: str
    paydex: int | None
    reported_on: datetime.date
    source: str

    def to_dict(self) -> dict[str, Any]:
        alerts = self.alerts

        business_started: None | str
        if isinstance(self.business_started, datetime.date):
            business_started = self.business_started.isoformat()
        else:
            business_started = self.business_started

        currency = self.currency

        delinquency_class: int | None
        delinquency_class = self.delinquency_class

        duns = self.duns

        failure_class: int | None
        failure_class = self.failure_class

        maximum_credit = self.maximum_credit

        name = self.name

        paydex: int | None
        paydex = self.paydex

        reported_on = self.reported_on.isoformat()

        source = self.source

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "alerts": alerts,
                "business_started": business_started,
                "currency": currency,
                "delinquency_class": delinquency_class,
                "duns": duns,
                "failure_class": failure_class,
                "maximum_credit": maximum_credit,
                "name": name,
                "paydex": paydex,
                "reported_on": reported_on,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        alerts = cast(list[str], d.pop("alerts"))

        def _parse_business_started(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                business_started_type_0 = datetime.date.fromisoformat(data)

                return business_started_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        business_started = _parse_business_started(d.pop("business_started"))

        currency = d.pop("currency")

        def _parse_delinquency_class(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        delinquency_class = _parse_delinquency_class(d.pop("delinquency_class"))

        duns = d.pop("duns")

        def _parse_failure_class(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        failure_class = _parse_failure_class(d.pop("failure_class"))

        maximum_credit = d.pop("maximum_credit")

        name = d.pop("name")

        def _parse_paydex(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        paydex = _parse_paydex(d.pop("paydex"))

        reported_on = datetime.date.fromisoformat(d.pop("reported_on"))

        source = d.pop("source")

        bureau_report = cls(
            alerts=alerts,
            business_started=business_started,
            currency=currency,
            delinquency_class=delinquency_class,
            duns=duns,
            failure_class=failure_class,
            maximum_credit=maximum_credit,
            name=name,
            paydex=paydex,
            reported_on=reported_on,
            source=source,
        )

        return bureau_report
