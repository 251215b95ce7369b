from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.application_verdict_verdict import ApplicationVerdictVerdict, check_application_verdict_verdict

T = TypeVar("T", bound="ApplicationVerdict")


@_attrs_define
class ApplicationVerdict:
    """What became of an application; `pending` waits for another person under `request_id`.

    Attributes:
        application_id (str):
        request_id (str):
        verdict (ApplicationVerdictVerdict):
    """

    application_id: str
    request_id: str
    verdict: ApplicationVerdictVerdict

    def to_dict(self) -> dict[str, Any]:
        application_id = self.application_id

        request_id = self.request_id

        verdict: str = self.verdict

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "application_id": application_id,
                "request_id": request_id,
                "verdict": verdict,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        application_id = d.pop("application_id")

        request_id = d.pop("request_id")

        verdict = check_application_verdict_verdict(d.pop("verdict"))

        application_verdict = cls(
            application_id=application_id,
            request_id=request_id,
            verdict=verdict,
        )

        return application_verdict
