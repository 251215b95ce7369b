from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.credit_verdict_verdict import CreditVerdictVerdict, check_credit_verdict_verdict

if TYPE_CHECKING:
    from ..models.amount import Amount


T = TypeVar("T", bound="CreditVerdict")


@_attrs_define
class CreditVerdict:
    """What was decided, why, and what rules and score said then.

    Attributes:
        amount (Amount): An amount: whole minor units of an ISO 4217 currency.
        note (str):
        outcome (str):
        reasons (list[str]):
        rule (str):
        score (str):
        terms (str):
        verdict (CreditVerdictVerdict):
    """

    amount: Amount
    note: str
    outcome: str
    reasons: list[str]
    rule: str
    score: str
    terms: str
    verdict: CreditVerdictVerdict

    def to_dict(self) -> dict[str, Any]:
        amount = self.amount.to_dict()

        note = self.note

        outcome = self.outcome

        reasons = self.reasons

        rule = self.rule

        score = self.score

        terms = self.terms

        verdict: str = self.verdict

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount": amount,
                "note": note,
                "outcome": outcome,
                "reasons": reasons,
                "rule": rule,
                "score": score,
                "terms": terms,
                "verdict": verdict,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415

        d = dict(src_dict)
        amount = Amount.from_dict(d.pop("amount"))

        note = d.pop("note")

        outcome = d.pop("outcome")

        reasons = cast(list[str], d.pop("reasons"))

        rule = d.pop("rule")

        score = d.pop("score")

        terms = d.pop("terms")

        verdict = check_credit_verdict_verdict(d.pop("verdict"))

        credit_verdict = cls(
            amount=amount,
            note=note,
            outcome=outcome,
            reasons=reasons,
            rule=rule,
            score=score,
            terms=terms,
            verdict=verdict,
        )

        return credit_verdict
