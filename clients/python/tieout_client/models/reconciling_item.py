from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.why import Why, check_why

T = TypeVar("T", bound="ReconcilingItem")


@_attrs_define
class ReconcilingItem:
    """What explains a part of the gap: `minor` is by how much it makes the general ledger larger.

    Attributes:
        evidence (str):
        expected_on (datetime.date):
        minor (int):
        owner (str):
        reason (str):
        why (Why): Why a general ledger and its subledger can differ (DOMAIN §7).
    """

    evidence: str
    expected_on: datetime.date
    minor: int
    owner: str
    reason: str
    why: Why

    def to_dict(self) -> dict[str, Any]:
        evidence = self.evidence

        expected_on = self.expected_on.isoformat()

        minor = self.minor

        owner = self.owner

        reason = self.reason

        why: str = self.why

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "evidence": evidence,
                "expected_on": expected_on,
                "minor": minor,
                "owner": owner,
                "reason": reason,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        evidence = d.pop("evidence")

        expected_on = datetime.date.fromisoformat(d.pop("expected_on"))

        minor = d.pop("minor")

        owner = d.pop("owner")

        reason = d.pop("reason")

        why = check_why(d.pop("why"))

        reconciling_item = cls(
            evidence=evidence,
            expected_on=expected_on,
            minor=minor,
            owner=owner,
            reason=reason,
            why=why,
        )

        return reconciling_item
