from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.audit_in_full_advices_item import AuditInFullAdvicesItem
    from ..models.audit_in_full_remittance_item import AuditInFullRemittanceItem


T = TypeVar("T", bound="AuditInFull")


@_attrs_define
class AuditInFull:
    """An audit with all the bank's words and the advices that belong to it.

    Attributes:
        advices (list[AuditInFullAdvicesItem]):
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        audit_id (str):
        bank_reference (str):
        method (str):
        note (str):
        opened_on (datetime.date):
        payer_name (str):
        receipt_id (str):
        received_on (datetime.date):
        references (list[Any]):
        remittance (list[AuditInFullRemittanceItem]):
        sentence (str):
        text (str):
    """

    advices: list[AuditInFullAdvicesItem]
    amount: Amount
    audit_id: str
    bank_reference: str
    method: str
    note: str
    opened_on: datetime.date
    payer_name: str
    receipt_id: str
    received_on: datetime.date
    references: list[Any]
    remittance: list[AuditInFullRemittanceItem]
    sentence: str
    text: str

    def to_dict(self) -> dict[str, Any]:
        advices = []
        for advices_item_data in self.advices:
            advices_item = advices_item_data.to_dict()
            advices.append(advices_item)

        amount = self.amount.to_dict()

        audit_id = self.audit_id

        bank_reference = self.bank_reference

        method = self.method

        note = self.note

        opened_on = self.opened_on.isoformat()

        payer_name = self.payer_name

        receipt_id = self.receipt_id

        received_on = self.received_on.isoformat()

        references = self.references

        remittance = []
        for remittance_item_data in self.remittance:
            remittance_item = remittance_item_data.to_dict()
            remittance.append(remittance_item)

        sentence = self.sentence

        text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "advices": advices,
                "amount": amount,
                "audit_id": audit_id,
                "bank_reference": bank_reference,
                "method": method,
                "note": note,
                "opened_on": opened_on,
                "payer_name": payer_name,
                "receipt_id": receipt_id,
                "received_on": received_on,
                "references": references,
                "remittance": remittance,
                "sentence": sentence,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.audit_in_full_advices_item import AuditInFullAdvicesItem  # noqa: PLC0415
        from ..models.audit_in_full_remittance_item import AuditInFullRemittanceItem  # noqa: PLC0415

        d = dict(src_dict)
        advices = []
        _advices = d.pop("advices")
        for advices_item_data in _advices:
            advices_item = AuditInFullAdvicesItem.from_dict(advices_item_data)

            advices.append(advices_item)

        amount = Amount.from_dict(d.pop("amount"))

        audit_id = d.pop("audit_id")

        bank_reference = d.pop("bank_reference")

        method = d.pop("method")

        note = d.pop("note")

        opened_on = datetime.date.fromisoformat(d.pop("opened_on"))

        payer_name = d.pop("payer_name")

        receipt_id = d.pop("receipt_id")

        received_on = datetime.date.fromisoformat(d.pop("received_on"))

        references = cast(list[Any], d.pop("references"))

        remittance = []
        _remittance = d.pop("remittance")
        for remittance_item_data in _remittance:
            remittance_item = AuditInFullRemittanceItem.from_dict(remittance_item_data)

            remittance.append(remittance_item)

        sentence = d.pop("sentence")

        text = d.pop("text")

        audit_in_full = cls(
            advices=advices,
            amount=amount,
            audit_id=audit_id,
            bank_reference=bank_reference,
            method=method,
            note=note,
            opened_on=opened_on,
            payer_name=payer_name,
            receipt_id=receipt_id,
            received_on=received_on,
            references=references,
            remittance=remittance,
            sentence=sentence,
            text=text,
        )

        return audit_in_full
