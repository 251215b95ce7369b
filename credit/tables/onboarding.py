"""The tables of onboarding: who asks to buy on credit, what is known of them, their documents, and what was decided."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import Column, ForeignKey, LargeBinary
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, of_customer, text, whole

#: Somebody asks to buy on credit: so much on such terms, and all that they say of themselves (JSON).
credit_application = logged(
    "credit_application",
    text("application_id", unique=True),
    text("entity"),
    text("customer_number"),
    whole("minor", Check("minor BETWEEN 0 AND 10000000000000")),
    text("currency", Check("length(currency) = 3")),
    text("terms", Check("terms <> ''")),
    text("body"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: What became of an application, a row for each thing: the state it came to, a reference that answered (JSON), a note.
application_step = logged(
    "application_step",
    text("application_id", ForeignKey("credit_application.application_id")),
    text("kind", Check("kind IN ('state', 'trade_reference', 'bank_reference', 'note', 'notice')")),
    text("value", Check("value <> ''")),
    text("body"),
    text("by"),
    whole("recorded_at"),
    Unique("application_id", "no"),
)
#: What was decided of an application, once: `reasons` (JSON) are codes, `rule` is the rule that spoke and `outcome`
#: what it said; an approval carries the request that two people stand for.
credit_decision = logged(
    "credit_decision",
    text("application_id", ForeignKey("credit_application.application_id"), unique=True),
    text("verdict", Check("verdict IN ('approved', 'declined')")),
    whole("minor", Check("minor BETWEEN 0 AND 10000000000000")),
    text("currency", Check("length(currency) = 3")),
    text("terms"),
    text("reasons"),
    text("note"),
    text("rule"),
    text("outcome"),
    text("score"),
    text("request_id"),
    text("by"),
    whole("recorded_at"),
    Check("(verdict = 'approved') = (request_id <> '')"),
    Check("verdict = 'approved' OR reasons <> '[]'"),
)
#: How a customer may buy: the newest row counts. A customer without one never applied here and buys as its file says.
account_standing = logged(
    "account_standing",
    text("entity"),
    text("customer_number"),
    text("standing", Check("standing IN ('prospect', 'cod', 'terms')")),
    text("application_id", ForeignKey("credit_application.application_id")),
    text("request_id"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
    Check("(standing = 'terms') = (request_id <> '')"),
)
#: The bytes of a document as they came.
document_file = logged(
    "document_file",
    text("sha256", Check("length(sha256) = 64"), unique=True),
    Column("content", LargeBinary, nullable=False),
    whole("size"),
    text("by"),
    whole("recorded_at"),
)
#: A document of a customer: the paper that it is (`paper_no`: what it is, who signed, how long it holds), its file,
#: and of an agreement its clauses (JSON).
document = logged(
    "document",
    text("document_id", unique=True),
    text("entity"),
    text("customer_number"),
    whole("paper_no", ForeignKey("paper.no")),
    text("sha256", ForeignKey("document_file.sha256")),
    text("name"),
    text("signed_by", Check("signed_by IN ('', 'ink', 'esign', 'portal')")),
    text("clauses"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: What somebody found of a document; the newest counts.
document_step = logged(
    "document_step",
    text("document_id", ForeignKey("document.document_id")),
    text("state", Check("state IN ('verified', 'rejected')")),
    text("note"),
    text("by"),
    whole("recorded_at"),
    Unique("document_id", "no"),
    Check("state <> 'rejected' OR note <> ''"),
)
#: What a bureau says of a customer on a day (JSON, `credit.bureaus.Report`), from the file that it came in.
bureau_report = logged(
    "bureau_report",
    text("report_id", unique=True),
    text("entity"),
    text("customer_number"),
    text("source", Check("source <> ''")),
    day("reported_on"),
    text("body"),
    text("sha256", ForeignKey("document_file.sha256")),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: What somebody has to see to about a customer, once for each `subject` and `step`: a document that ends in 30 days.
account_task = logged(
    "account_task",
    text("task_id", unique=True),
    text("entity"),
    text("customer_number"),
    text("department", Check("department <> ''")),
    text("what", Check("what <> ''")),
    text("subject", Check("subject <> ''")),
    text("step", Check("step <> ''")),
    day("due_on"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "subject", "step"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: How a task ended, once.
account_task_end = logged(
    "account_task_end",
    text("task_id", ForeignKey("account_task.task_id"), unique=True),
    text("note", Check("note <> ''")),
    text("by"),
    whole("recorded_at"),
)
#: What the night's look at an account found, once for each `cause`: a `trigger` opens a review until `due_on`, a `rule`
#: says what the first that holds advises; `class_was` and `class_is` are the class of risk before and after.
account_review = logged(
    "account_review",
    text("entity"),
    text("customer_number"),
    text("kind", Check("kind IN ('trigger', 'rule')")),
    text("cause", Check("cause <> ''")),
    text("rule"),
    text("advice", Check("advice <> ''")),
    text("says"),
    text("class_was"),
    text("class_is"),
    day("due_on", null=True),
    day("on_day"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "cause"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
    Check("kind <> 'trigger' OR due_on IS NOT NULL"),
)
join(
    account_review,
    credit_application,
    application_step,
    credit_decision,
    account_standing,
    document_file,
    document,
    document_step,
    bureau_report,
    account_task,
    account_task_end,
)
