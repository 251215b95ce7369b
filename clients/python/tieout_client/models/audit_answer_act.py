from typing import Literal

AuditAnswerAct = Literal["apply", "not_ar", "on_account", "park"]

AUDIT_ANSWER_ACT_VALUES: set[AuditAnswerAct] = {
    "apply",
    "not_ar",
    "on_account",
    "park",
}


def check_audit_answer_act(value: str) -> AuditAnswerAct:
    if value in AUDIT_ANSWER_ACT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AUDIT_ANSWER_ACT_VALUES!r}")
