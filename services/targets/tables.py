"""The tables of targets: what a key figure should be and who answers for it, and each time it was missed."""

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique

from ledger.tables import join
from ledger.tables.columns import day, logged, text, whole

#: What a figure of a currency should be; the newest row counts, `none` takes the target away.
kpi_target = logged(
    "kpi_target",
    text("entity", ForeignKey("entity.code")),
    text("kpi", Check("kpi <> ''")),
    text("currency", Check("length(currency) = 3")),
    text("sense", Check("sense IN ('at_least', 'at_most', 'none')")),
    text("target"),
    text("owner"),
    text("by"),
    whole("recorded_at"),
    Unique("entity", "kpi", "currency", "no"),
    Check("sense = 'none' OR (target <> '' AND owner <> '')"),
)
#: A figure that missed its target on a day, and who does something about it.
kpi_action = logged(
    "kpi_action",
    text("action_id", unique=True),
    text("entity", ForeignKey("entity.code")),
    text("kpi", Check("kpi <> ''")),
    text("currency", Check("length(currency) = 3")),
    day("missed_on"),
    text("value", Check("value <> ''")),
    text("sense", Check("sense IN ('at_least', 'at_most')")),
    text("target", Check("target <> ''")),
    text("owner", Check("owner <> ''")),
    whole("recorded_at"),
    Unique("entity", "kpi", "currency", "no"),
)
#: What was done about it.
kpi_action_end = logged(
    "kpi_action_end",
    text("action_id", ForeignKey("kpi_action.action_id"), unique=True),
    day("ended_on"),
    text("note", Check("note <> ''")),
    text("by"),
    whole("recorded_at"),
)
join(kpi_target, kpi_action, kpi_action_end)
