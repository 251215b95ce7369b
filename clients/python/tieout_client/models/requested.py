from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.requested_state import RequestedState, check_requested_state

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.requested_evidence import RequestedEvidence


T = TypeVar("T", bound="Requested")


@_attrs_define
class Requested:
    """What one person asked for, and what another decided.

    Attributes:
        amount (Amount | None):
        books_on (datetime.date | None): The GL day on which it would be booked now, where one was asked for.
        checker (str):
        customer_number (str):
        evidence (RequestedEvidence): Share of sales tax, age, attempts, disputes, guaranties, cash; empty where none is
            told.
        kind (str):
        maker (str):
        note (str):
        reason (str):
        request_id (str):
        requested_at (str):
        state (RequestedState):
        subject (str):
    """

    amount: Amount | None
    books_on: datetime.date | None
    checker: str
    customer_number: str
    evidence: RequestedEvidence
    kind: str
    maker: str
    note: str
    reason: str
    request_id: str
    requested_at: str
    state: RequestedState
    subject: str

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount import Amount  # noqa: PLC0415

        amount: dict[str, Any] | None
        if isinstance(self.amount, Amount):
            amount = self.amount.to_dict()
        else:
            amount = self.amount

        books_on: None | str
        if isinstance(self.books_on, datetime.date):
            books_on = self.books_on.isoformat()
        else:
            books_on = self.books_on

        checker = self.checker

        customer_number = self.customer_number

        evidence = self.evidence.to_dict()

        kind = self.kind

        maker = self.maker

        note = self.note

        reason = self.reason

        request_id = self.request_id

        requested_at = self.requested_at

        state: str = self.state

        subject = self.subject

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "books_on": books_on,
                "checker": checker,
                "customer_number": customer_number,
                "evidence": evidence,
                "kind": kind,
                "maker": maker,
                "note": note,
                "reason": reason,
                "request_id": request_id,
                "requested_at": requested_at,
                "state": state,
                "subject": subject,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.requested_evidence import RequestedEvidence  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_amount(data: object) -> Amount | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                amount_type_0 = Amount.from_dict(data)

                return amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Amount | None, data)

        amount = _parse_amount(d.pop("amount"))

        def _parse_books_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                books_on_type_0 = datetime.date.fromisoformat(data)

                return books_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        books_on = _parse_books_on(d.pop("books_on"))

        checker = d.pop("checker")

        customer_number = d.pop("customer_number")

        evidence = RequestedEvidence.from_dict(d.pop("evidence"))

        kind = d.pop("kind")

        maker = d.pop("maker")

        note = d.pop("note")

        reason = d.pop("reason")

        request_id = d.pop("request_id")

        requested_at = d.pop("requested_at")

        state = check_requested_state(d.pop("state"))

        subject = d.pop("subject")

        requested = cls(
            amount=amount,
            books_on=books_on,
            checker=checker,
            customer_number=customer_number,
            evidence=evidence,
            kind=kind,
            maker=maker,
            note=note,
            reason=reason,
            request_id=request_id,
            requested_at=requested_at,
            state=state,
            subject=subject,
        )

        return requested
