"""The tables of dunning: promises, letters, disputes, plans, agencies, help asked for, and e-mail that came."""

from dunning.tables.agencies import agency, placement, placement_item, placement_step
from dunning.tables.arrangements import arrangement, arrangement_due, arrangement_end, arrangement_item
from dunning.tables.cases import dispute, dispute_event, dispute_task, dispute_task_step
from dunning.tables.escalations import escalation, escalation_end
from dunning.tables.letters import (
    dunning_block,
    dunning_line,
    dunning_notice,
    dunning_step,
    dunning_strategy,
    suppressed_mail,
)
from dunning.tables.mails import inbox_mail, inbox_step
from dunning.tables.promises import promise, promise_end

__all__ = [
    "agency",
    "arrangement",
    "arrangement_due",
    "arrangement_end",
    "arrangement_item",
    "dispute",
    "dispute_event",
    "dispute_task",
    "dispute_task_step",
    "dunning_block",
    "dunning_line",
    "dunning_notice",
    "dunning_step",
    "dunning_strategy",
    "escalation",
    "escalation_end",
    "inbox_mail",
    "inbox_step",
    "placement",
    "placement_item",
    "placement_step",
    "promise",
    "promise_end",
    "suppressed_mail",
]
