from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewMailSettlement")


@_attrs_define
class NewMailSettlement:
    """What somebody found out of a report's e-mail that nobody knew of: whether it left, and how they know.

    Attributes:
        as_of (datetime.date):
        note (str):
        report (str):
        sent (bool): One that was not sent is sent again.
        to (str):
        by (str | Unset):  Default: ''.
    """

    as_of: datetime.date
    note: str
    report: str
    sent: bool
    to: str
    by: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        note = self.note

        report = self.report

        sent = self.sent

        to = self.to

        by = self.by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "note": note,
                "report": report,
                "sent": sent,
                "to": to,
            }
        )
        if by is not UNSET:
            field_dict["by"] = by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        note = d.pop("note")

        report = d.pop("report")

        sent = d.pop("sent")

        to = d.pop("to")

        by = d.pop("by", UNSET)

        new_mail_settlement = cls(
            as_of=as_of,
            note=note,
            report=report,
            sent=sent,
            to=to,
            by=by,
        )

        return new_mail_settlement
