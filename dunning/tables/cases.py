"""The tables of disputes: a case about a document, everything that became of it, and the tasks of departments."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, of_customer, text, whole

#: `minor` of a document is disputed. A short payment's deduction is a case by itself, and has a row here once somebody
#: has done something about it. `customer_reason` is what the customer said, `reason` what we call it.
dispute = logged(
    "dispute",
    text("case_id", unique=True),
    text("entity"),
    text("customer_number"),
    text("item_id", ForeignKey("item.item_id")),
    whole("minor", Check("minor >= 1")),
    text("currency", Check("length(currency) = 3")),
    text("reason", Check("reason <> ''")),
    text("customer_reason"),
    text("claim_number"),
    text("source", Check("source IN ('person', 'short_payment', 'reply')")),
    day("opened_on"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: What became of a case, a row for each thing; the newest of a kind counts.
dispute_event = logged(
    "dispute_event",
    text("case_id", ForeignKey("dispute.case_id")),
    text(
        "kind",
        Check(
            "kind IN ('state', 'reason', 'root_cause', 'validity', 'department', 'processor', 'next_step', 'document',"
            " 'note', 'request')"
        ),
    ),
    text("value", Check("value <> ''")),
    text("note"),
    day("happened_on"),
    text("by"),
    whole("recorded_at"),
    Unique("case_id", "no"),
)
#: What a department is asked about a case, until when.
dispute_task = logged(
    "dispute_task",
    text("task_id", unique=True),
    text("case_id", ForeignKey("dispute.case_id")),
    text("department", Check("department <> ''")),
    text("what", Check("what <> ''")),
    day("due_on"),
    text("by"),
    whole("recorded_at"),
    Unique("case_id", "no"),
)
#: What became of a task: answers, an escalation to the department's manager (one), its end (one) with a resolution.
dispute_task_step = logged(
    "dispute_task_step",
    text("task_id", ForeignKey("dispute_task.task_id")),
    text("state", Check("state IN ('answered', 'escalated', 'done')")),
    text("resolution"),
    text("note"),
    day("happened_on"),
    text("by"),
    whole("recorded_at"),
    Unique("task_id", "no"),
    Check("state <> 'done' OR resolution <> ''"),
)
join(dispute, dispute_event, dispute_task, dispute_task_step)
