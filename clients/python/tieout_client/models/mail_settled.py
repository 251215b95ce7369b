from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MailSettled")


@_attrs_define
class MailSettled:
    """What an e-mail of a report is by now.

    Attributes:
        as_of (datetime.date):
        report (str):
        state (str):
        to (str):
    """

    as_of: datetime.date
    report: str
    state: str
    to: str

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        report = self.report

        state = self.state

        to = self.to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "report": report,
                "state": state,
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        report = d.pop("report")

        state = d.pop("state")

        to = d.pop("to")

        mail_settled = cls(
            as_of=as_of,
            report=report,
            state=state,
            to=to,
        )

        return mail_settled
