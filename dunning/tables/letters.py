"""The tables of letters: strategies in force, what keeps letters away, letters, and what became of each."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, of_customer, text, whole

#: A strategy as a second person put it in force; the newest of a name counts, an empty `body` takes it out of force.
dunning_strategy = logged(
    "dunning_strategy",
    text("entity", ForeignKey("entity.code")),
    text("name", Check("name <> ''")),
    text("body"),
    text("request_id", ForeignKey("request.request_id"), unique=True),
    whole("recorded_at"),
    Unique("entity", "name", "no"),
)
#: A customer that nobody writes to until a day, and why; without a day for ever, which only law may ask for. The newest
#: counts.
dunning_block = logged(
    "dunning_block",
    text("entity"),
    text("customer_number"),
    text("kind", Check("kind IN ('vip', 'other', 'bankrupt', 'legal', 'lifted')")),
    day("blocked_until", null=True),
    text("reason", Check("reason <> ''")),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
    Check("blocked_until IS NOT NULL OR kind IN ('bankrupt', 'legal', 'lifted')"),
)
#: A letter as it was written on a day. One customer gets one a day in a currency, whoever runs it and however often.
dunning_notice = logged(
    "dunning_notice",
    text("notice_id", unique=True),
    text("entity"),
    text("customer_number"),
    text("currency", Check("length(currency) = 3")),
    text("strategy"),
    whole("level", Check("level >= 1")),
    day("run_on"),
    text("channel", Check("channel IN ('email', 'letter')")),
    text("language"),
    text("recipient", Check("recipient <> ''")),
    text("fell_back"),
    whole("minor", Check("minor >= 1")),
    text("sender"),
    text("subject", Check("subject <> ''")),
    text("body", Check("body <> ''")),
    text("message_id", unique=True),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "currency", "run_on"),
    of_customer("customer_number"),
)
#: What a letter asks for; a document, or an instalment of it, is in one letter a day.
dunning_line = logged(
    "dunning_line",
    text("notice_id", ForeignKey("dunning_notice.notice_id")),
    text("item_id", ForeignKey("item.item_id")),
    whole("instalment", Check("instalment >= 1")),
    day("run_on"),
    whole("level", Check("level >= 1")),
    whole("days_late", Check("days_late >= 1")),
    whole("minor", Check("minor >= 1")),
    whole("charge", Check("charge >= 0")),
    Unique("item_id", "instalment", "run_on"),
)
#: What became of a letter, a row each time; the newest counts, none: it is queued. `begun` is written before it is
#: handed over: found as the newest later, nobody knows whether it went.
dunning_step = logged(
    "dunning_step",
    text("notice_id", ForeignKey("dunning_notice.notice_id")),
    whole("attempt", Check("attempt >= 1")),
    text("state", Check("state IN ('begun', 'sent', 'failed', 'uncertain', 'bounced', 'cancelled')")),
    text("detail"),
    text("by"),
    whole("recorded_at"),
    Unique("notice_id", "attempt", "state"),
)
#: An e-mail that did not go, because who would have got it may not be mailed: once a day and address. `became` says
#: what was done instead.
suppressed_mail = logged(
    "suppressed_mail",
    text("entity"),
    text("customer_number"),
    day("happened_on"),
    text("recipient", Check("recipient <> ''")),
    text("reason", Check("reason IN ('do_not_email')")),
    text("became", Check("became IN ('letter', 'nothing', 'cancelled')")),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "happened_on", "recipient"),
    of_customer("customer_number"),
)
join(dunning_strategy, dunning_block, dunning_notice, dunning_line, dunning_step, suppressed_mail)
