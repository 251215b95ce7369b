"""The tables of the shared inbox: e-mails that came, each once, in their threads, and what became of a thread."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, text, whole

#: An e-mail as it was read from a mailbox: `validity` and `uid` are its place there (RFC 9051, 2.3.1.1). `known_by`
#: says how its customer is known, `why` which words gave it its intent; `notice_id` is the letter that it answers.
inbox_mail = logged(
    "inbox_mail",
    text("entity"),
    text("message_id", Check("message_id <> ''")),
    text("thread_id", Check("thread_id <> ''")),
    text("mailbox"),
    whole("validity"),
    whole("uid"),
    text("sender"),
    text("subject"),
    text("body"),
    text("customer_number"),
    text("known_by"),
    text("documents"),
    text("intent", Check("intent <> ''")),
    text("why"),
    text("owner"),
    text("notice_id"),
    day("due_on"),
    whole("recorded_at"),
    Unique("entity", "message_id"),
)
#: What became of a thread, a row each time; the newest of a kind counts. `taken` gives it to somebody, `customer` says
#: whose it is; `answered` and `closed` end the wait for the e-mails before it, `escalated` is told once for each wait.
inbox_step = logged(
    "inbox_step",
    text("entity"),
    text("thread_id"),
    text("kind", Check("kind IN ('answered', 'closed', 'taken', 'customer', 'escalated')")),
    text("value"),
    text("note"),
    whole("mail_no"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "thread_id", "no"),
)
join(inbox_mail, inbox_step)
