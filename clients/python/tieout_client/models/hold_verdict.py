from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.hold_verdict_verdict import HoldVerdictVerdict, check_hold_verdict_verdict

T = TypeVar("T", bound="HoldVerdict")


@_attrs_define
class HoldVerdict:
    """What became of a held order; `pending` waits for a second person under `request_id`.

    Attributes:
        number (str):
        request_id (str):
        until (str):
        verdict (HoldVerdictVerdict):
    """

    number: str
    request_id: str
    until: str
    verdict: HoldVerdictVerdict

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        request_id = self.request_id

        until = self.until

        verdict: str = self.verdict

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "request_id": request_id,
                "until": until,
                "verdict": verdict,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        request_id = d.pop("request_id")

        until = d.pop("until")

        verdict = check_hold_verdict_verdict(d.pop("verdict"))

        hold_verdict = cls(
            number=number,
            request_id=request_id,
            until=until,
            verdict=verdict,
        )

        return hold_verdict
