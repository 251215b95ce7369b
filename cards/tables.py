"""The tables of card money: tokens, what is asked and its states, what processors told, what was posted."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, of_customer, text, whole

#: A processor's token of a customer's card, with its last four digits; the card's number is nowhere here.
card_token = logged(
    "card_token",
    text("token_id", unique=True),
    text("entity"),
    text("customer_number"),
    text("processor", Check("processor <> ''")),
    text("token", Check("token <> ''")),
    text("brand"),
    text("last4", Check("length(last4) IN (0, 4)")),
    day("expires_on"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "processor", "token"),
    of_customer("customer_number"),
)
#: What a processor is asked, under a reference of ours. `authorisation_id` is the authorisation that it is about (its
#: own where it is one), `about_id` the capture that a refund gives back, or the capture whose rest is authorised anew:
#: `rest` of a capture is what is, once it is approved.
card_operation = logged(
    "card_operation",
    text("operation_id", unique=True),
    text("entity"),
    text("kind", Check("kind IN ('authorise', 'capture', 'void', 'refund')")),
    text("processor"),
    text("authorisation_id"),
    text("about_id"),
    text("token_id", ForeignKey("card_token.token_id")),
    text("customer_number"),
    text("order_number"),
    text("item_id"),
    text("request_id"),
    whole("minor", Check("minor >= 1")),
    whole("rest", Check("rest >= 0")),
    text("currency", Check("length(currency) = 3")),
    text("reason"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: How an asking stands, a row a state; none: it waits to be told. `minor` is what the processor says it is, `until` the
#: last day of an authorisation, `processor_id` the processor's own number.
card_step = logged(
    "card_step",
    text("operation_id", ForeignKey("card_operation.operation_id")),
    whole("seq", Check("seq >= 1")),
    text("state", Check("state IN ('pending', 'sent', 'uncertain', 'approved', 'declined', 'contradicted')")),
    whole("minor", Check("minor >= 0")),
    text("processor_id"),
    day("until", null=True),
    text("message"),
    text("by"),
    whole("told_at"),
    Unique("operation_id", "seq"),
)
#: What a processor told by itself, each once under its number, in whatever order it came.
card_event = logged(
    "card_event",
    text("entity"),
    text("processor"),
    text("event_id", Check("event_id <> ''")),
    text("kind", Check("kind <> ''")),
    text("operation_id"),
    whole("minor", Check("minor >= 0")),
    day("happened_on"),
    whole("recorded_at"),
    Unique("entity", "processor", "event_id"),
)
#: A payout of a processor, and its lines: sales positive, what is given back negative; `fee` is taken off.
card_payout = logged(
    "card_payout",
    text("entity"),
    text("processor"),
    text("payout_id", Check("payout_id <> ''")),
    day("paid_on"),
    whole("net"),
    text("currency", Check("length(currency) = 3")),
    whole("recorded_at"),
    Unique("entity", "processor", "payout_id"),
)
card_payout_line = logged(
    "card_payout_line",
    text("entity"),
    text("processor"),
    text("payout_id"),
    text("kind", Check("kind IN ('sale', 'refund', 'chargeback', 'returned', 'other')")),
    text("reference"),
    whole("gross"),
    whole("fee"),
    Unique("entity", "processor", "payout_id", "no"),
)
#: What was posted of a capture, a refund, an event or a payout: each once. `receipt_id` is the money it brought.
card_posting = logged(
    "card_posting",
    text("entity"),
    text("kind", Check("kind IN ('sale', 'refund', 'chargeback', 'returned', 'payout')")),
    text("processor"),
    text("reference", Check("reference <> ''")),
    text("capture_id"),
    whole("minor", Check("minor >= 1")),
    text("receipt_id"),
    Unique("entity", "processor", "kind", "reference"),
)
join(card_token, card_operation, card_step, card_event, card_payout, card_payout_line, card_posting)
