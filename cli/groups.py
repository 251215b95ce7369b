"""The groups of commands by the word that stands before them: one row adds a group."""

import typer

from cli import (
    admitting,
    agencies,
    cards,
    closing,
    collecting,
    contacts,
    controlling,
    credit,
    customers,
    disputes,
    dunning,
    importing,
    inbox,
    known,
    onboarding,
    plans,
    queues,
    targets,
    team,
    weighing,
    working,
)
from cli.auditing import audit_app
from cli.configuring import config_app
from cli.erps import erp_app
from cli.sealing import key_ring_app

#: In the order in which the help lists them.
GROUPS: dict[str, typer.Typer] = {
    "audit": audit_app,
    "key-ring": key_ring_app,
    "import": importing.app,
    "knowledge": known.app,
    "weights": weighing.app,
    "close": closing.app,
    "period": controlling.period_app,
    "request": controlling.request_app,
    "contact": contacts.app,
    "user": admitting.user_app,
    "key": admitting.key_app,
    "queue": queues.app,
    "team": team.app,
    "customer": customers.customer_app,
    "entity": customers.entity_app,
    "credit": credit.app,
    "onboard": onboarding.app,
    "collections": collecting.app,
    "dunning": dunning.app,
    "dispute": disputes.app,
    "inbox": inbox.app,
    "plans": plans.app,
    "agencies": agencies.app,
    "card": cards.app,
    "target": targets.app,
    "config": config_app,
    "erp": erp_app,
    "work": working.work_app,
    "webhook": working.webhook_app,
}
