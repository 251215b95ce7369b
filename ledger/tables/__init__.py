"""The tables of the books, for queries; the database's own rules stand beside the DDL in migrations/.

Every append-only table counts its rows without a gap in `no` and names the `batch` that wrote them, so that the hash
chain is recomputed by reading each table once in order. Columns marked derived are kept by triggers from the postings.
"""

from sqlalchemy import Table

from ledger.tables.answers import answer
from ledger.tables.books import (
    NEWEST,
    account,
    application,
    batch,
    customer,
    customer_fact,
    entity,
    entry,
    instalment,
    item,
    open_item,
    period,
    period_change,
    posting,
    sending,
    series_number,
    valuation,
)
from ledger.tables.columns import BOOKS
from ledger.tables.configs import config_version
from ledger.tables.contacts import contact_addendum, contact_entry, customer_language
from ledger.tables.control import authority, request, verdict
from ledger.tables.erp import erp_delivery, erp_instruction, erp_key
from ledger.tables.evidence import (
    acknowledgement,
    audit,
    automatic,
    bank_control,
    bank_entry,
    bank_file,
    bank_file_key,
    bank_finding,
    decision,
    decoy_count,
    lesson,
    match_frame,
    match_run,
    payer_link,
    pin,
    proposal,
    resolution,
    shadow_decision,
    stratum_change,
    tie,
)
from ledger.tables.master import (
    account_change,
    account_mapping,
    assignment,
    contact,
    entity_fact,
    gl_account,
    holiday,
    paper,
    rate,
    review,
    site,
    statement_preference,
    terms,
)
from ledger.tables.people import (
    api_key,
    credential,
    duty_conflict,
    duty_conflict_step,
    interest,
    person,
    role_grant,
    session,
    sign_in_try,
    sign_on,
)
from ledger.tables.takings import refused_file, taking, taking_fault
from ledger.tables.team import (
    access_campaign,
    access_review,
    comment,
    delegation,
    playbook,
    queue_item,
    queue_owner,
    watch,
    watch_digest,
)
from ledger.tables.webhooks import webhook_attempt, webhook_cursor, webhook_endpoint, webhook_message
from ledger.tables.work import work, work_try

__all__ = [
    "BOOKS",
    "LATER",
    "LOGGED",
    "NEWEST",
    "access_campaign",
    "access_review",
    "account",
    "account_change",
    "account_mapping",
    "acknowledgement",
    "answer",
    "api_key",
    "application",
    "assignment",
    "audit",
    "authority",
    "automatic",
    "bank_control",
    "bank_entry",
    "bank_file",
    "bank_file_key",
    "bank_finding",
    "batch",
    "comment",
    "config_version",
    "contact",
    "contact_addendum",
    "contact_entry",
    "credential",
    "customer",
    "customer_fact",
    "customer_language",
    "decision",
    "decoy_count",
    "delegation",
    "duty_conflict",
    "duty_conflict_step",
    "entity",
    "entity_fact",
    "entry",
    "erp_delivery",
    "erp_instruction",
    "erp_key",
    "gl_account",
    "holiday",
    "instalment",
    "interest",
    "item",
    "lesson",
    "match_frame",
    "match_run",
    "open_item",
    "paper",
    "payer_link",
    "period",
    "period_change",
    "person",
    "pin",
    "playbook",
    "posting",
    "proposal",
    "queue_item",
    "queue_owner",
    "rate",
    "refused_file",
    "request",
    "resolution",
    "review",
    "role_grant",
    "sending",
    "series_number",
    "session",
    "shadow_decision",
    "sign_in_try",
    "sign_on",
    "site",
    "statement_preference",
    "stratum_change",
    "taking",
    "taking_fault",
    "terms",
    "tie",
    "valuation",
    "verdict",
    "watch",
    "watch_digest",
    "webhook_attempt",
    "webhook_cursor",
    "webhook_endpoint",
    "webhook_message",
    "work",
    "work_try",
]
#: Tables that came after books were in use: they enter a batch's hash where it wrote to them, and nowhere else, so that
#: the hashes of older batches stay what they were.
LATER = set(
    (
        "pin match_run automatic audit stratum_change decoy_count shadow_decision lesson"
        " terms holiday instalment account_change request verdict authority rate valuation sending series_number"
        " site contact assignment paper review entity_fact gl_account account_mapping"
        " contact_entry contact_addendum customer_language sign_on erp_key erp_instruction erp_delivery bank_file_key"
        " queue_owner queue_item delegation access_campaign access_review playbook comment watch watch_digest"
        " duty_conflict duty_conflict_step statement_preference config_version"
    ).split()
)


def _columns(one: Table) -> tuple[str, ...]:
    """Return the columns of an append-only table that are written and hashed."""
    return tuple(c.name for c in one.columns if c.name not in {"no", "batch"} and not c.info.get("derived"))


#: Append-only table -> the columns written and hashed, in order; rows carry `no` and `batch` before these.
LOGGED: dict[str, tuple[str, ...]] = {one.name: _columns(one) for one in BOOKS.sorted_tables if "batch" in one.columns}


def join(*later: Table) -> None:
    """Take append-only tables of a package above into the books: they are written, sealed and verified as all are."""
    for one in later:
        LATER.add(one.name)
        LOGGED[one.name] = _columns(one)
