from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Asked")


@_attrs_define
class Asked:
    """What was asked for of a customer, and what was decided.

    Attributes:
        checker (str):
        kind (str):
        maker (str):
        reason (str):
        request_id (str):
        state (str):
        subject (str):
    """

    checker: str
    kind: str
    maker: str
    reason: str
    request_id: str
    state: str
    subject: str

    def to_dict(self) -> dict[str, Any]:
        checker = self.checker

        kind = self.kind

        maker = self.maker

        reason = self.reason

        request_id = self.request_id

        state = self.state

        subject = self.subject

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "checker": checker,
                "kind": kind,
                "maker": maker,
                "reason": reason,
                "request_id": request_id,
                "state": state,
                "subject": subject,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        checker = d.pop("checker")

        kind = d.pop("kind")

        maker = d.pop("maker")

        reason = d.pop("reason")

        request_id = d.pop("request_id")

        state = d.pop("state")

        subject = d.pop("subject")

        asked = cls(
            checker=checker,
            kind=kind,
            maker=maker,
            reason=reason,
            request_id=request_id,
            state=state,
            subject=subject,
        )

        return asked
