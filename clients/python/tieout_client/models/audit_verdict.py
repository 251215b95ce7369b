from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.audit_line import AuditLine


T = TypeVar("T", bound="AuditVerdict")


@_attrs_define
class AuditVerdict:
    """Whether the answers agree, both of them, and the act that is offered: `undo` reverses the posting.

    Attributes:
        answered (list[AuditLine]):
        audit_id (str):
        offered (str):
        posted (list[AuditLine]):
        receipt_id (str):
        verdict (str):
    """

    answered: list[AuditLine]
    audit_id: str
    offered: str
    posted: list[AuditLine]
    receipt_id: str
    verdict: str

    def to_dict(self) -> dict[str, Any]:
        answered = []
        for answered_item_data in self.answered:
            answered_item = answered_item_data.to_dict()
            answered.append(answered_item)

        audit_id = self.audit_id

        offered = self.offered

        posted = []
        for posted_item_data in self.posted:
            posted_item = posted_item_data.to_dict()
            posted.append(posted_item)

        receipt_id = self.receipt_id

        verdict = self.verdict

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "answered": answered,
                "audit_id": audit_id,
                "offered": offered,
                "posted": posted,
                "receipt_id": receipt_id,
                "verdict": verdict,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_line import AuditLine  # noqa: PLC0415

        d = dict(src_dict)
        answered = []
        _answered = d.pop("answered")
        for answered_item_data in _answered:
            answered_item = AuditLine.from_dict(answered_item_data)

            answered.append(answered_item)

        audit_id = d.pop("audit_id")

        offered = d.pop("offered")

        posted = []
        _posted = d.pop("posted")
        for posted_item_data in _posted:
            posted_item = AuditLine.from_dict(posted_item_data)

            posted.append(posted_item)

        receipt_id = d.pop("receipt_id")

        verdict = d.pop("verdict")

        audit_verdict = cls(
            answered=answered,
            audit_id=audit_id,
            offered=offered,
            posted=posted,
            receipt_id=receipt_id,
            verdict=verdict,
        )

        return audit_verdict
