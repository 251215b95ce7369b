from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.account_standing import AccountStanding, check_account_standing
from ..models.credit_application_outcome import CreditApplicationOutcome, check_credit_application_outcome
from ..models.stage import Stage, check_stage

if TYPE_CHECKING:
    from ..models.amount import Amount
    from ..models.checklist_point import ChecklistPoint
    from ..models.credit_verdict import CreditVerdict
    from ..models.limit_method import LimitMethod
    from ..models.score_line import ScoreLine


T = TypeVar("T", bound="CreditApplication")


@_attrs_define
class CreditApplication:
    """An application with all that it is decided on; `due_at` counts business days, less the wait for the applicant.

    Attributes:
        application_id (str):
        begun_at (str):
        bound_by (str):
        by (str):
        checklist (list[ChecklistPoint]):
        customer_number (str):
        decision (CreditVerdict | None):
        due_at (None | str):
        legal_name (str):
        methods (list[LimitMethod]):
        outcome (CreditApplicationOutcome):
        overdue (bool):
        recommended (Amount): An amount: whole minor units of an ISO 4217 currency.
        request_id (str):
        requested (Amount): An amount: whole minor units of an ISO 4217 currency.
        rule (str):
        rule_says (str):
        score (None | str):
        score_lines (list[ScoreLine]):
        standing (AccountStanding | None):
        state (Stage): How far an application is (DOMAIN section 8.1).
        terms (str):
    """

    application_id: str
    begun_at: str
    bound_by: str
    by: str
    checklist: list[ChecklistPoint]
    customer_number: str
    decision: CreditVerdict | None
    due_at: None | str
    legal_name: str
    methods: list[LimitMethod]
    outcome: CreditApplicationOutcome
    overdue: bool
    recommended: Amount
    request_id: str
    requested: Amount
    rule: str
    rule_says: str
    score: None | str
    score_lines: list[ScoreLine]
    standing: AccountStanding | None
    state: Stage
    terms: str

    def to_dict(self) -> dict[str, Any]:
        from ..models.credit_verdict import CreditVerdict  # noqa: PLC0415

        application_id = self.application_id

        begun_at = self.begun_at

        bound_by = self.bound_by

        by = self.by

        checklist = []
        for checklist_item_data in self.checklist:
            checklist_item = checklist_item_data.to_dict()
            checklist.append(checklist_item)

        customer_number = self.customer_number

        decision: dict[str, Any] | None
        if isinstance(self.decision, CreditVerdict):
            decision = self.decision.to_dict()
        else:
            decision = self.decision

        due_at: None | str
        due_at = self.due_at

        legal_name = self.legal_name

        methods = []
        for methods_item_data in self.methods:
            methods_item = methods_item_data.to_dict()
            methods.append(methods_item)

        outcome: str = self.outcome

        overdue = self.overdue

        recommended = self.recommended.to_dict()

        request_id = self.request_id

        requested = self.requested.to_dict()

        rule = self.rule

        rule_says = self.rule_says

        score: None | str
        score = self.score

        score_lines = []
        for score_lines_item_data in self.score_lines:
            score_lines_item = score_lines_item_data.to_dict()
            score_lines.append(score_lines_item)

        standing: None | str
        if isinstance(self.standing, str):
            standing = self.standing
        else:
            standing = self.standing

        state: str = self.state

        terms = self.terms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "application_id": application_id,
                "begun_at": begun_at,
                "bound_by": bound_by,
                "by": by,
                "checklist": checklist,
                "customer_number": customer_number,
                "decision": decision,
                "due_at": due_at,
                "legal_name": legal_name,
                "methods": methods,
                "outcome": outcome,
                "overdue": overdue,
                "recommended": recommended,
                "request_id": request_id,
                "requested": requested,
                "rule": rule,
                "rule_says": rule_says,
                "score": score,
                "score_lines": score_lines,
                "standing": standing,
                "state": state,
                "terms": terms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount import Amount  # noqa: PLC0415
        from ..models.checklist_point import ChecklistPoint  # noqa: PLC0415
        from ..models.credit_verdict import CreditVerdict  # noqa: PLC0415
        from ..models.limit_method import LimitMethod  # noqa: PLC0415
        from ..models.score_line import ScoreLine  # noqa: PLC0415

        d = dict(src_dict)
        application_id = d.pop("application_id")

        begun_at = d.pop("begun_at")

        bound_by = d.pop("bound_by")

        by = d.pop("by")

        checklist = []
        _checklist = d.pop("checklist")
        for checklist_item_data in _checklist:
            checklist_item = ChecklistPoint.from_dict(checklist_item_data)

            checklist.append(checklist_item)

        customer_number = d.pop("customer_number")

        def _parse_decision(data: object) -> CreditVerdict | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                decision_type_0 = CreditVerdict.from_dict(data)

                return decision_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CreditVerdict | None, data)

        decision = _parse_decision(d.pop("decision"))

        def _parse_due_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        due_at = _parse_due_at(d.pop("due_at"))

        legal_name = d.pop("legal_name")

        methods = []
        _methods = d.pop("methods")
        for methods_item_data in _methods:
            methods_item = LimitMethod.from_dict(methods_item_data)

            methods.append(methods_item)

        outcome = check_credit_application_outcome(d.pop("outcome"))

        overdue = d.pop("overdue")

        recommended = Amount.from_dict(d.pop("recommended"))

        request_id = d.pop("request_id")

        requested = Amount.from_dict(d.pop("requested"))

        rule = d.pop("rule")

        rule_says = d.pop("rule_says")

        def _parse_score(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        score = _parse_score(d.pop("score"))

        score_lines = []
        _score_lines = d.pop("score_lines")
        for score_lines_item_data in _score_lines:
            score_lines_item = ScoreLine.from_dict(score_lines_item_data)

            score_lines.append(score_lines_item)

        def _parse_standing(data: object) -> AccountStanding | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                standing_type_0 = check_account_standing(data)

                return standing_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AccountStanding | None, data)

        standing = _parse_standing(d.pop("standing"))

        state = check_stage(d.pop("state"))

        terms = d.pop("terms")

        credit_application = cls(
            application_id=application_id,
            begun_at=begun_at,
            bound_by=bound_by,
            by=by,
            checklist=checklist,
            customer_number=customer_number,
            decision=decision,
            due_at=due_at,
            legal_name=legal_name,
            methods=methods,
            outcome=outcome,
            overdue=overdue,
            recommended=recommended,
            request_id=request_id,
            requested=requested,
            rule=rule,
            rule_says=rule_says,
            score=score,
            score_lines=score_lines,
            standing=standing,
            state=state,
            terms=terms,
        )

        return credit_application
