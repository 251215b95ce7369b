"""The tables of a team: who owns queues and items, who stands in for whom, reviews of access, playbooks, comments."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables.columns import day, flag, logged, of_customer, text, whole

#: Who owns what of a queue nobody else owns: the newest row of a queue counts.
queue_owner = logged(
    "queue_owner",
    text("entity", ForeignKey("entity.code")),
    text("queue", Check("queue <> ''")),
    text("owner", Check("owner <> ''")),
    text("actor"),
    Unique("entity", "queue", "no"),
)
#: Who was given one item of a queue: the newest row of an item counts; an empty owner gives it back to the queue.
queue_item = logged(
    "queue_item",
    text("entity", ForeignKey("entity.code")),
    text("queue", Check("queue <> ''")),
    text("item", Check("item <> ''")),
    text("owner"),
    text("reason"),
    text("actor"),
    Unique("entity", "queue", "item", "no"),
)
#: Who stands in for whom on which days, both ends included; the newest row of a delegation counts.
delegation = logged(
    "delegation",
    text("entity", ForeignKey("entity.code")),
    text("delegation_id", Check("delegation_id <> ''")),
    text("login", Check("login <> ''")),
    text("substitute", Check("substitute <> ''")),
    day("first_on"),
    day("last_on"),
    flag("held"),
    text("reason", Check("reason <> ''")),
    text("actor"),
    Unique("delegation_id", "no"),
    Check("lower(login) <> lower(substitute)"),
    Check("first_on <= last_on"),
)
#: A campaign in which everybody's roles are confirmed or ended until a day.
access_campaign = logged(
    "access_campaign",
    text("entity", ForeignKey("entity.code")),
    text("campaign_id", Check("campaign_id <> ''"), unique=True),
    text("name", Check("name <> ''")),
    day("due_on"),
    text("actor"),
)
#: What was said of a role in a campaign, once, by somebody else than its holder.
access_review = logged(
    "access_review",
    text("campaign_id", ForeignKey("access_campaign.campaign_id")),
    text("login", Check("login = lower(login)")),
    text("role"),
    text("place"),
    flag("kept"),
    text("reason", Check("reason <> ''")),
    text("actor"),
    Unique("campaign_id", "login", "role", "place"),
    Check("lower(actor) <> login"),
)
#: How a queue is worked, as we say it ourselves: the newest row of a queue counts.
playbook = logged(
    "playbook",
    text("entity", ForeignKey("entity.code")),
    text("queue", Check("queue <> ''")),
    text("markdown"),
    text("reason", Check("reason <> ''")),
    text("actor"),
    Unique("entity", "queue", "no"),
)
#: What we say to each other about a customer.
comment = logged(
    "comment",
    text("entity"),
    text("customer_number"),
    text("said", Check("said <> ''")),
    text("actor"),
    Unique("entity", "customer_number", "no"),
    of_customer("customer_number"),
)
#: Who wants to hear what changed with a customer: the newest row of login and customer counts.
watch = logged(
    "watch",
    text("entity"),
    text("login", Check("login <> '' AND login = lower(login)")),
    text("customer_number"),
    flag("held"),
    text("actor"),
    Unique("entity", "customer_number", "login", "no"),
    of_customer("customer_number"),
)
#: What changed for somebody who watches, told once a day: `upto` is the last batch it looked at.
watch_digest = logged(
    "watch_digest",
    text("entity"),
    text("login", Check("login <> '' AND login = lower(login)")),
    day("on_day"),
    whole("upto"),
    text("said", Check("said <> ''")),
    Unique("entity", "login", "on_day"),
)
