"""The tables of credit: limits and orders, and the applications of who asks to buy on credit."""

from credit.tables.limits import credit_limit, guarantee
from credit.tables.onboarding import (
    account_review,
    account_standing,
    account_task,
    account_task_end,
    application_step,
    bureau_report,
    credit_application,
    credit_decision,
    document,
    document_file,
    document_step,
)
from credit.tables.orders import forced_hold, hold_release, order_check, order_terms, sales_order

__all__ = [
    "account_review",
    "account_standing",
    "account_task",
    "account_task_end",
    "application_step",
    "bureau_report",
    "credit_application",
    "credit_decision",
    "credit_limit",
    "document",
    "document_file",
    "document_step",
    "forced_hold",
    "guarantee",
    "hold_release",
    "order_check",
    "order_terms",
    "sales_order",
]
