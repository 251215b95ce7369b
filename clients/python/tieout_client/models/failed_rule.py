from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.reason import Reason, check_reason

T = TypeVar("T", bound="FailedRule")


@_attrs_define
class FailedRule:
    """A rule that an order failed, in words with its figures.

    Attributes:
        reason (Reason): Why an order is held (DOMAIN section 14).
        says (str):
    """

    reason: Reason
    says: str

    def to_dict(self) -> dict[str, Any]:
        reason: str = self.reason

        says = self.says

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reason": reason,
                "says": says,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = check_reason(d.pop("reason"))

        says = d.pop("says")

        failed_rule = cls(
            reason=reason,
            says=says,
        )

        return failed_rule
