from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewLateCharge")


@_attrs_define
class NewLateCharge:
    """A late charge that is wanted: simple interest on what is open of a document, up to a day.

    Attributes:
        document (str):
        reason (str):
        as_of (datetime.date | None | Unset):
        by (str | Unset):  Default: ''.
    """

    document: str
    reason: str
    as_of: datetime.date | None | Unset = UNSET
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        document = self.document

        reason = self.reason

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "document": document,
                "reason": reason,
            }
        )
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        document = d.pop("document")

        reason = d.pop("reason")

        def _parse_as_of(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.date.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        by = d.pop("by", UNSET)

        new_late_charge = cls(
            document=document,
            reason=reason,
            as_of=as_of,
            by=by,
        )

        return new_late_charge
