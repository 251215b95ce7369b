from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.new_review_risk_class import NewReviewRiskClass, check_new_review_risk_class
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewReview")


@_attrs_define
class NewReview:
    """What somebody found who reviewed an account; without `until` it holds as long as its class of risk says.

    Attributes:
        note (str):
        by (str | Unset):  Default: ''.
        risk_class (NewReviewRiskClass | Unset):  Default: ''.
        until (datetime.date | None | Unset):
    """

    note: str
    by: str | Unset = ""
    risk_class: NewReviewRiskClass | Unset = ""
    until: datetime.date | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        note = self.note

        by = self.by

        risk_class: str | Unset = UNSET
        if not isinstance(self.risk_class, Unset):
            risk_class = self.risk_class

        until: None | str | Unset
        if isinstance(self.until, Unset):
            until = UNSET
        elif isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "note": note,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by
        if risk_class is not UNSET:
            field_dict["risk_class"] = risk_class
        if until is not UNSET:
            field_dict["until"] = until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        note = d.pop("note")

        by = d.pop("by", UNSET)

        _risk_class = d.pop("risk_class", UNSET)
        risk_class: NewReviewRiskClass | Unset
        if isinstance(_risk_class, Unset):
            risk_class = UNSET
        else:
            risk_class = check_new_review_risk_class(_risk_class)

        def _parse_until(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        until = _parse_until(d.pop("until", UNSET))

        new_review = cls(
            note=note,
            by=by,
            risk_class=risk_class,
            until=until,
        )

        return new_review
