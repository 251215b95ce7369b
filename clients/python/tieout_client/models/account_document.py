from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.account_document_state import AccountDocumentState, check_account_document_state

if TYPE_CHECKING:
    from ..models.clauses import Clauses


T = TypeVar("T", bound="AccountDocument")


@_attrs_define
class AccountDocument:
    """A document of a customer; its file is known by its SHA-256.

    Attributes:
        by (str):
        clauses (Clauses): What an agreement says: late interest in basis points a year, where courts sit, who
            guarantees.
        customer_number (str):
        document_id (str):
        jurisdiction (str):
        kind (str):
        name (str):
        note (str):
        number (str):
        recorded_at (str):
        sha256 (str):
        signed_by (str):
        signer (str):
        size (int):
        state (AccountDocumentState):
        valid_from (datetime.date):
        valid_until (datetime.date | None):
    """

    by: str
    clauses: Clauses
    customer_number: str
    document_id: str
    jurisdiction: str
    kind: str
    name: str
    note: str
    number: str
    recorded_at: str
    sha256: str
    signed_by: str
    signer: str
    size: int
    state: AccountDocumentState
    valid_from: datetime.date
    valid_until: datetime.date | None

    def to_dict(self) -> dict[str, Any]:
        by = self.by

        clauses = self.clauses.to_dict()

        customer_number = self.customer_number

        document_id = self.document_id

        jurisdiction = self.jurisdiction

        kind = self.kind

        name = self.name

        note = self.note

        number = self.number

        recorded_at = self.recorded_at

        sha256 = self.sha256

        signed_by = self.signed_by

        signer = self.signer

        size = self.size

        state: str = self.state

        valid_from = self.valid_from.isoformat()

        valid_until: None | str
        if isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "by": by,
                "clauses": clauses,
                "customer_number": customer_number,
                "document_id": document_id,
                "jurisdiction": jurisdiction,
                "kind": kind,
                "name": name,
                "note": note,
                "number": number,
                "recorded_at": recorded_at,
                "sha256": sha256,
                "signed_by": signed_by,
                "signer": signer,
                "size": size,
                "state": state,
                "valid_from": valid_from,
                "valid_until": valid_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.clauses import Clauses  # noqa: PLC0415

        d = dict(src_dict)
        by = d.pop("by")

        clauses = Clauses.from_dict(d.pop("clauses"))

        customer_number = d.pop("customer_number")

        document_id = d.pop("document_id")

        jurisdiction = d.pop("jurisdiction")

        kind = d.pop("kind")

        name = d.pop("name")

        note = d.pop("note")

        number = d.pop("number")

        recorded_at = d.pop("recorded_at")

        sha256 = d.pop("sha256")

        signed_by = d.pop("signed_by")

        signer = d.pop("signer")

        size = d.pop("size")

        state = check_account_document_state(d.pop("state"))

        valid_from = datetime.date.fromisoformat(d.pop("valid_from"))

        def _parse_valid_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)

                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_until = _parse_valid_until(d.pop("valid_until"))

        account_document = cls(
            by=by,
            clauses=clauses,
            customer_number=customer_number,
            document_id=document_id,
            jurisdiction=jurisdiction,
            kind=kind,
            name=name,
            note=note,
            number=number,
            recorded_at=recorded_at,
            sha256=sha256,
            signed_by=signed_by,
            signer=signer,
            size=size,
            state=state,
            valid_from=valid_from,
            valid_until=valid_until,
        )

        return account_document
