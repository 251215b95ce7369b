"""The groups of commands by the word that stands before them: one row adds a group."""

import typer

from cli.commands import (
    agencies,
    calls,
    cards,
    close,
    contacts,
    credit,
    customers,
    disputes,
    dunning,
    imports,
    inbox,
    knowledge,
    onboarding,
    people,
    plans,
    queues,
    requests,
    targets,
    team,
    weights,
    works,
)
from cli.commands.audits import audit_app
from cli.commands.config import config_app
from cli.commands.erps import erp_app
from cli.commands.key_rings import key_ring_app

GROUPS: dict[str, typer.Typer] = {
    "audit": audit_app,
    "key-ring": key_ring_app,
    "import": imports.app,
    "knowledge": knowledge.app,
    "weights": weights.app,
    "close": close.app,
    "period": requests.period_app,
    "request": requests.request_app,
    "contact": contacts.app,
    "user": people.user_app,
    "key": people.key_app,
    "queue": queues.app,
    "team": team.app,
    "customer": customers.customer_app,
    "entity": customers.entity_app,
    "credit": credit.app,
    "onboard": onboarding.app,
    "collections": calls.app,
    "dunning": dunning.app,
    "dispute": disputes.app,
    "inbox": inbox.app,
    "plans": plans.app,
    "agencies": agencies.app,
    "card": cards.app,
    "target": targets.app,
    "config": config_app,
    "erp": erp_app,
    "work": works.work_app,
    "webhook": works.webhook_app,
}
