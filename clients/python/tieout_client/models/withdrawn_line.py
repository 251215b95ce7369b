from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.withdrawn_line_what import WithdrawnLineWhat, check_withdrawn_line_what

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="WithdrawnLine")


@_attrs_define
class WithdrawnLine:
    """A line that a withdrawal touches; money that left us is negative.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        bank_reference (str):
        payer_name (str):
        receipt_id (str): Empty where nothing is booked of it.
        receipt_status (str):
        source_file (str):
        source_line (int):
        what (WithdrawnLineWhat): `goes`: its receipt is reversed. `stands`: told again, nothing changes. `new`: is
            booked.
    """

    amount: Amount
    bank_reference: str
    payer_name: str
    receipt_id: str
    receipt_status: str
    source_file: str
    source_line: int
    what: WithdrawnLineWhat

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        bank_reference = self.bank_reference

        payer_name = self.payer_name

        receipt_id = self.receipt_id

        receipt_status = self.receipt_status

        source_file = self.source_file

        source_line = self.source_line

        what: str = self.what

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "bank_reference": bank_reference,
                "payer_name": payer_name,
                "receipt_id": receipt_id,
                "receipt_status": receipt_status,
                "source_file": source_file,
                "source_line": source_line,
                "what": what,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        bank_reference = d.pop("bank_reference")

        payer_name = d.pop("payer_name")

        receipt_id = d.pop("receipt_id")

        receipt_status = d.pop("receipt_status")

        source_file = d.pop("source_file")

        source_line = d.pop("source_line")

        what = check_withdrawn_line_what(d.pop("what"))

        withdrawn_line = cls(
            amount=amount,
            bank_reference=bank_reference,
            payer_name=payer_name,
            receipt_id=receipt_id,
            receipt_status=receipt_status,
            source_file=source_file,
            source_line=source_line,
            what=what,
        )

        return withdrawn_line
