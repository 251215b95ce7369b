from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="Traced")


@_attrs_define
class Traced:
    """An application of a receipt that stands or was taken back: who made it, when and why.

    Attributes:
        application_id (str):
        at (str):
        by (str): `engine`, or the person.
        cash (Amount): An amount: whole minor units of an ISO 4217 currency.
        customer_number (str):
        deduction (Amount): An amount: whole minor units of an ISO 4217 currency.
        deduction_reason (str):
        discount (Amount): An amount: whole minor units of an ISO 4217 currency.
        document_number (str):
        gl_on (datetime.date):
        rule (str):
        undone_at (None | str):
        undone_by (None | str):
        undone_why (None | str):
        why (str):
        write_off (Amount): An amount: whole minor units of an ISO 4217 currency.
    """

    application_id: str
    at: str
    by: str
    cash: Amount
    customer_number: str
    deduction: Amount
    deduction_reason: str
    discount: Amount
    document_number: str
    gl_on: datetime.date
    rule: str
    undone_at: None | str
    undone_by: None | str
    undone_why: None | str
    why: str
    write_off: Amount

    def to_dict(self) -> dict[str, Any]:
        application_id = self.application_id

        at = self.at

        by = self.by

        cash = self.cash.to_dict()

        customer_number = self.customer_number

        deduction = self.deduction.to_dict()

        deduction_reason = self.deduction_reason

        discount = self.discount.to_dict()

        document_number = self.document_number

        gl_on = self.gl_on.isoformat()

        rule = self.rule

        undone_at: None | str
        undone_at = self.undone_at

        undone_by: None | str
        undone_by = self.undone_by

        undone_why: None | str
        undone_why = self.undone_why

        why = self.why

        write_off = self.write_off.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "application_id": application_id,
                "at": at,
                "by": by,
                "cash": cash,
                "customer_number": customer_number,
                "deduction": deduction,
                "deduction_reason": deduction_reason,
                "discount": discount,
                "document_number": document_number,
                "gl_on": gl_on,
                "rule": rule,
                "undone_at": undone_at,
                "undone_by": undone_by,
                "undone_why": undone_why,
                "why": why,
                "write_off": write_off,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        application_id = d.pop("application_id")

        at = d.pop("at")

        by = d.pop("by")

        cash = Amount.from_dict(d.pop("cash"))

        customer_number = d.pop("customer_number")

        deduction = Amount.from_dict(d.pop("deduction"))

        deduction_reason = d.pop("deduction_reason")

        discount = Amount.from_dict(d.pop("discount"))

        document_number = d.pop("document_number")

        gl_on = datetime.date.fromisoformat(d.pop("gl_on"))

        rule = d.pop("rule")

        def _parse_undone_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        undone_at = _parse_undone_at(d.pop("undone_at"))

        def _parse_undone_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        undone_by = _parse_undone_by(d.pop("undone_by"))

        def _parse_undone_why(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        undone_why = _parse_undone_why(d.pop("undone_why"))

        why = d.pop("why")

        write_off = Amount.from_dict(d.pop("write_off"))

        traced = cls(
            application_id=application_id,
            at=at,
            by=by,
            cash=cash,
            customer_number=customer_number,
            deduction=deduction,
            deduction_reason=deduction_reason,
            discount=discount,
            document_number=document_number,
            gl_on=gl_on,
            rule=rule,
            undone_at=undone_at,
            undone_by=undone_by,
            undone_why=undone_why,
            why=why,
            write_off=write_off,
        )

        return traced
