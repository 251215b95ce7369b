"""The routes, one file a noun; this table is the API, in the order of the way of a file."""

from fastapi import APIRouter

from api.routes import (
    audits,
    bank_files,
    closing,
    contacts,
    control,
    credit,
    customers,
    dunning,
    erps,
    exceptions,
    knowledge,
    ledger,
    life,
    mappings,
    people,
    postings,
    receipts,
    webhooks,
    withdrawals,
    work,
)

ROUTERS: tuple[APIRouter, ...] = (
    bank_files.router,
    mappings.router,
    withdrawals.router,
    receipts.router,
    exceptions.router,
    knowledge.router,
    audits.router,
    postings.router,
    erps.router,
    ledger.router,
    customers.router,
    control.router,
    closing.router,
    contacts.router,
    credit.router,
    dunning.router,
    people.router,
    work.router,
    webhooks.router,
    life.router,
)
