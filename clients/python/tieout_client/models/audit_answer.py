from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.audit_answer_act import AuditAnswerAct, check_audit_answer_act
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.application_line import ApplicationLine


T = TypeVar("T", bound="AuditAnswer")


@_attrs_define
class AuditAnswer:
    """The reviewer's answer: what he would apply, whose account, not receivables, or that he leaves it for later.

    Attributes:
        act (AuditAnswerAct):
        customer_number (str | Unset):  Default: ''.
        lines (list[ApplicationLine] | Unset):
        note (str | Unset):  Default: ''.
    """

    act: AuditAnswerAct
    customer_number: str | Unset = ""
    lines: list[ApplicationLine] | Unset = UNSET
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        act: str = self.act

        customer_number = self.customer_number

        lines: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.lines, Unset):
            lines = []
            for lines_item_data in self.lines:
                lines_item = lines_item_data.to_dict()
                lines.append(lines_item)

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "act": act,
            }
        )
        if customer_number is not UNSET:
            field_dict["customer_number"] = customer_number
        if lines is not UNSET:
            field_dict["lines"] = lines
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.application_line import ApplicationLine  # noqa: PLC0415

        d = dict(src_dict)
        act = check_audit_answer_act(d.pop("act"))

        customer_number = d.pop("customer_number", UNSET)

        _lines = d.pop("lines", UNSET)
        lines: list[ApplicationLine] | Unset = UNSET
        if _lines is not UNSET:
            lines = []
            for lines_item_data in _lines:
                lines_item = ApplicationLine.from_dict(lines_item_data)

                lines.append(lines_item)

        note = d.pop("note", UNSET)

        audit_answer = cls(
            act=act,
            customer_number=customer_number,
            lines=lines,
            note=note,
        )

        return audit_answer
