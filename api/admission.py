"""What each route asks of whoever calls it: one table, method and path to a scope; reading asks for `read`."""

import re
from collections.abc import Collection
from functools import cache

from services.people import roles

#: Methods that change nothing.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Asked of nobody: life signs, the look of the page, the way in and out, and what a refusal means.
SIGN_IN = "/sign-in"
OPEN = ("/healthz", "/readyz", "/static/", SIGN_IN, "/sign-out", "/refusals")

#: Who writes: path (a `*` is one part of it) -> scope. A write that is not here is refused to everybody who signed in.
WRITES: dict[str, str] = {
    "/v1/bank-files": "files",
    "/v1/mappings": "files",
    "/v1/mappings/guesses": "files",
    "/files": "files",
    "/files/mappings": "files",
    "/v1/withdrawals/*": "apply",
    "/v1/withdrawals/*/rejection": "apply",
    "/withdrawals/*": "apply",
    "/withdrawals/*/rejection": "apply",
    "/v1/receipts/*/applications": "apply",
    "/v1/receipts/*/applications/*": "apply",
    "/v1/exceptions/*/resolution": "apply",
    "/v1/audits/*/answer": "apply",
    "/v1/audits/*/reversal": "apply",
    "/audits/*/apply": "apply",
    "/audits/*/say": "apply",
    "/audits/*/reverse": "apply",
    "/desk/*": "apply",
    "/desk/*/*": "apply",
    "/v1/knowledge": "teach",
    "/v1/knowledge/previews": "teach",
    "/v1/knowledge/settlements": "apply",
    "/v1/knowledge/*/approval": "approve",
    "/v1/knowledge/*/retirement": "approve",
    "/knowledge/*/*": "approve",
    "/v1/postings/acknowledgements": "erp",
    "/v1/postings/*/result": "erp",
    "/v1/erps/*/sendings": "erp",
    "/v1/periods/*/closing": "close",
    "/v1/periods/*/reopening": "close",
    "/v1/periods/*/sign-off": "close",
    "/v1/periods/*/exception": "close",
    "/v1/tie-outs": "close",
    "/v1/reserves": "close",
    "/v1/control-runs": "close",
    "/v1/duty-conflicts/*/acceptance": "users",
    "/v1/comparisons": "read",
    "/close/*": "close",
    "/close/requests/*/*": "approve",
    "/approvals/*/*": "approve",
    "/compare": "read",
    "/v1/bulk/customers": "master",
    "/v1/bulk/items": "erp",
    "/v1/bulk/decisions": "apply",
    "/v1/bulk/acknowledgements": "erp",
    "/v1/bulk/results": "erp",
    "/v1/adjustments": "ask",
    "/v1/rebillings": "ask",
    "/v1/events": "ask",
    "/v1/customers": "master",
    "/v1/customers/*/changes": "master",
    "/v1/customers/*/parts": "master",
    "/v1/customers/*/payees": "ask",
    "/customers/*/changes": "master",
    "/customers/*/parts/*": "master",
    "/customers/*/requests/*": "approve",
    "/entities/*/changes": "master",
    "/entities/*/requests/*": "approve",
    "/v1/entities": "master",
    "/v1/entities/*/changes": "master",
    "/v1/customers/*/contacts": "serve",
    "/v1/customers/*/copies": "serve",
    "/v1/contacts/*/addenda": "serve",
    "/customers/*/agreements": "ask",
    "/customers/*/limit": "credit",
    "/customers/*/contacts": "serve",
    "/customers/*/contacts/*/addenda": "serve",
    "/v1/credit/orders": "erp",
    "/v1/credit/orders/*/checks": "erp",
    "/v1/credit/holds/*/release": "credit",
    "/v1/credit/holds/*/rejection": "credit",
    "/v1/credit/forced-holds": "credit",
    "/v1/credit/limits": "credit",
    "/v1/credit/guarantees": "credit",
    "/v1/credit/applications": "credit",
    "/v1/credit/applications/*/states": "credit",
    "/v1/credit/applications/*/trade-references": "credit",
    "/v1/credit/applications/*/bank-references": "credit",
    "/v1/credit/applications/*/cash-sale": "credit",
    "/v1/credit/applications/*/approval": "credit",
    "/v1/credit/applications/*/decline": "credit",
    "/v1/credit/customers/*/bureau-reports": "credit",
    "/v1/credit/customers/*/documents": "credit",
    "/v1/credit/customers/*/reviews": "credit",
    "/v1/credit/documents/*/verdict": "credit",
    "/v1/credit/tasks/*/end": "credit",
    "/v1/credit/late-charges": "ask",
    "/v1/collections/promises": "serve",
    "/v1/collections/promises/*/withdrawal": "collect",
    "/v1/collections/plans": "ask",
    "/v1/collections/plans/*/cancellation": "collect",
    "/v1/collections/settlings": "collect",
    "/v1/collections/agencies": "ask",
    "/v1/collections/placements": "ask",
    "/v1/collections/placements/*/steps": "collect",
    "/v1/collections/placements/*/remittances": "ask",
    "/v1/dunning/runs": "collect",
    "/v1/dunning/sendings": "collect",
    "/v1/dunning/letters/*/settlement": "collect",
    "/v1/dunning/strategies": "ask",
    "/v1/dunning/simulations": "read",
    "/v1/dunning/blocks": "collect",
    "/v1/simulations": "read",
    "/simulation": "read",
    "/v1/disputes": "serve",
    "/v1/cards/tokens": "collect",
    "/v1/cards/authorisations": "collect",
    "/v1/cards/authorisations/*/captures": "collect",
    "/v1/cards/authorisations/*/void": "collect",
    "/v1/cards/captures/*/refunds": "collect",
    "/v1/cards/processors/*/settlements": "collect",
    "/v1/disputes/*/facts": "collect",
    "/v1/disputes/*/tasks": "collect",
    "/v1/disputes/tasks/*/answers": "collect",
    "/v1/disputes/*/credit": "ask",
    "/v1/disputes/*/end": "collect",
    "/inbox/*/*": "collect",
    "/disputes/*/fact": "collect",
    "/disputes/*/end": "collect",
    "/disputes/*/task": "collect",
    "/disputes/tasks/*/answer": "collect",
    "/letters/*": "collect",
    "/letters/*/settle": "collect",
    "/applications": "credit",
    "/applications/*/states": "credit",
    "/applications/*/documents": "credit",
    "/applications/documents/*/verdict": "credit",
    "/applications/*/references": "credit",
    "/applications/*/bureau-reports": "credit",
    "/applications/*/approval": "credit",
    "/applications/*/decline": "credit",
    "/holds/*/release": "credit",
    "/holds/*/rejection": "credit",
    "/v1/requests/*/verdict": "approve",
    "/v1/configs/*/proposals": "lead",
    "/v1/configs/*/reversions": "lead",
    "/configs/*/propose": "lead",
    "/configs/*/revert": "lead",
    "/v1/queues/*/owner": "lead",
    "/v1/queues/*/assignments": "lead",
    "/v1/queues/*/playbook": "lead",
    "/queues/*/*": "lead",
    "/v1/customers/*/comments": "read",
    "/v1/customers/*/watch": "read",
    "/v1/access-campaigns": "users",
    "/v1/access-campaigns/*/reviews": "users",
    "/delegations": "lead",
    "/delegations/*/end": "lead",
    "/v1/delegations": "lead",
    "/v1/delegations/*/end": "lead",
    "/v1/proposals/*/verdict": "read",  # and what the proposal itself asks for
    "/proposals/*/*": "read",
    "/v1/jobs/*/retry": "files",
    "/v1/jobs/report-mail": "files",
    "/jobs/report-mail": "files",
    "/jobs/*/retry": "files",
    "/v1/webhook-endpoints": "users",
    "/v1/webhook-endpoints/*/rotation": "users",
    "/v1/webhook-endpoints/*/disabling": "users",
    "/v1/webhook-endpoints/*/enabling": "users",
    "/v1/webhook-endpoints/*/test": "users",
    "/v1/webhook-endpoints/*/replay": "users",
    "/v1/webhook-endpoints/*/deliveries/*/replay": "users",
    "/webhooks/*/*": "users",
    "/webhooks/*/*/*": "users",
    "/me/sessions/end": "read",
    "/people": "users",
    "/people/*/*": "users",
    "/v1/people": "users",
    "/v1/people/*": "users",
    "/v1/people/*/*": "users",
    "/v1/people/*/*/*": "users",
}
#: Read only by those who hold more than `read`.
READS: dict[str, str] = dict.fromkeys(
    ("/people", "/v1/people", "/v1/access-campaigns", "/webhooks", "/v1/webhooks", "/v1/webhook-endpoints"),
    "users",
)


def scope(method: str, path: str) -> str | None:
    """Return the scope that a request needs; `""` where it needs none, None where no route of ours is asked."""
    if path.startswith(OPEN):
        return ""
    if method in SAFE:
        return next((need for start, need in READS.items() if path.startswith(start)), "read")
    return next((need for pattern, need in _patterns() if pattern.fullmatch(path)), None)


def offered(held: Collection[str], path: str) -> bool:
    """Tell whether who holds scopes may write to a path, or propose that it is written: else no page offers it."""
    need = scope("POST", path)
    proposed = "propose" in held and need in roles.PROPOSED
    return need is not None and (not need or proposed or roles.allow(held, need))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the table as patterns; those without a `*` come first, so that the nearest row is found."""
    rows = sorted(WRITES.items(), key=lambda row: row[0].count("*"))
    return tuple((re.compile(re.escape(path).replace(r"\*", "[^/]+") + "/?"), need) for path, need in rows)
