from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.decision_certificate import DecisionCertificate


T = TypeVar("T", bound="Decision")


@_attrs_define
class Decision:
    """How the engine decided a receipt last.

    Attributes:
        as_of (datetime.date):
        certificate (DecisionCertificate): What was known, what it scored, which rival was beaten.
        confidence (float | None):
        customer_number (str):
        decided_at (str):
        decision_id (str):
        engine (str):
        explanation (str):
        reason (str):
        receipt_id (str):
        run_id (str): Empty where it was decided before runs were kept.
        status (str):
        words (list[str]): The certificate for reading, one sentence each.
        would_apply_if (str):
    """

    as_of: datetime.date
    certificate: DecisionCertificate
    confidence: float | None
    customer_number: str
    decided_at: str
    decision_id: str
    engine: str
    explanation: str
    reason: str
    receipt_id: str
    run_id: str
    status: str
    words: list[str]
    would_apply_if: str

    def to_dict(self) -> dict[str, Any]:
        as_of = self.as_of.isoformat()

        certificate = self.certificate.to_dict()

        confidence: float | None
        confidence = self.confidence

        customer_number = self.customer_number

        decided_at = self.decided_at

        decision_id = self.decision_id

        engine = self.engine

        explanation = self.explanation

        reason = self.reason

        receipt_id = self.receipt_id

        run_id = self.run_id

        status = self.status

        words = self.words

        would_apply_if = self.would_apply_if

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "as_of": as_of,
                "certificate": certificate,
                "confidence": confidence,
                "customer_number": customer_number,
                "decided_at": decided_at,
                "decision_id": decision_id,
                "engine": engine,
                "explanation": explanation,
                "reason": reason,
                "receipt_id": receipt_id,
                "run_id": run_id,
                "status": status,
                "words": words,
                "would_apply_if": would_apply_if,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decision_certificate import DecisionCertificate  # noqa: PLC0415

        d = dict(src_dict)
        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        certificate = DecisionCertificate.from_dict(d.pop("certificate"))

        def _parse_confidence(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        customer_number = d.pop("customer_number")

        decided_at = d.pop("decided_at")

        decision_id = d.pop("decision_id")

        engine = d.pop("engine")

        explanation = d.pop("explanation")

        reason = d.pop("reason")

        receipt_id = d.pop("receipt_id")

        run_id = d.pop("run_id")

        status = d.pop("status")

        words = cast(list[str], d.pop("words"))

        would_apply_if = d.pop("would_apply_if")

        decision = cls(
            as_of=as_of,
            certificate=certificate,
            confidence=confidence,
            customer_number=customer_number,
            decided_at=decided_at,
            decision_id=decision_id,
            engine=engine,
            explanation=explanation,
            reason=reason,
            receipt_id=receipt_id,
            run_id=run_id,
            status=status,
            words=words,
            would_apply_if=would_apply_if,
        )

        return decision
