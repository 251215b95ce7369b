"""Roles: what each may do, and which deeds no one person may hold together (segregation of duties)."""

from collections.abc import Collection, Iterator

#: scope -> what who holds it may do.
SCOPES: dict[str, str] = {
    "read": "look at files, receipts, customers, items, postings and reports",
    "files": "take bank files, confirm how they are read, start matching",
    "apply": "decide what waits in the queue, un-apply, answer the audit",
    "teach": "propose what is known of payers",
    "ask": "ask for write-offs, refunds and other adjustments",
    "approve": "decide what others asked for or proposed",
    "master": "change customers, items, terms and accounts",
    "credit": "prepare limits, holds and releases",
    "collect": "contact customers, promises, plans, letters",
    "close": "close months, prepare tie-outs and reserves",
    "erp": "take postings and acknowledge them",
    "serve": "send copies of invoices, take promises, open disputes, write contacts down",
    "lead": "say who owns queues and items, who stands in, how queues are worked; propose rules; have access reviewed",
    "propose": "propose what others decide; nothing of it happens before one of them does",
    "users": "add people, give and take roles",
}

#: role -> its scopes.
ROLES: dict[str, frozenset[str]] = {
    "clerk": frozenset({"read", "files"}),
    "reviewer": frozenset({"read", "apply", "teach"}),
    "approver": frozenset({"read", "approve"}),
    "credit_analyst": frozenset({"read", "credit"}),
    "collector": frozenset({"read", "collect", "ask"}),
    "master_data": frozenset({"read", "master"}),
    "controller": frozenset({"read", "close"}),
    "auditor": frozenset({"read"}),
    "sales_rep": frozenset({"read"}),
    "erp": frozenset({"read", "erp"}),
    "customer_service": frozenset({"read", "serve"}),
    "team_lead": frozenset({"read", "lead"}),
    "trainee": frozenset({"read", "propose"}),
    "admin": frozenset({"read", "users"}),
}

#: scope -> the one that holds it too: who collects serves customers as well.
WITHIN: dict[str, str] = {"serve": "collect"}
#: What a trainee may propose; who decides it holds the scope (DUTIES A02g). Nobody learns by deciding what others asked
#: for, by giving roles, or in the place of a program.
PROPOSED = frozenset({"apply", "teach", "ask", "master", "credit", "collect", "serve", "close"})
_WORK = frozenset(SCOPES) - {"read", "users", "propose"}
#: Scopes that nobody holds together, and why (DOMAIN section 12; COSO, segregation of duties).
CONFLICTS: dict[frozenset[str], str] = {
    frozenset({"files", "apply"}): "who handles bank files does not apply the cash",
    frozenset({"files", "ask"}): "who handles bank files does not ask for write-offs",
    frozenset({"apply", "ask"}): "who applies cash asks for no write-offs and no refunds",
    frozenset({"ask", "approve"}): "who asks does not approve",
    frozenset({"ask", "close"}): "who asks for write-offs does not prepare reserves",
    frozenset({"close", "approve"}): "who prepares the close does not review it",
    frozenset({"master", "credit"}): "who changes customers sets no limits",
    frozenset({"master", "apply"}): "who changes customers applies no cash",
    frozenset({"credit", "approve"}): "who prepares limits does not approve them",
    **{frozenset({"users", scope}): "who gives roles does no other work" for scope in sorted({*_WORK, "propose"})},
    **{frozenset({"propose", scope}): "what a trainee decides waits for somebody else" for scope in sorted(_WORK)},
}


def scopes(roles: Collection[str]) -> frozenset[str]:
    """Return what roles allow together."""
    return frozenset().union(*(ROLES[role] for role in roles))


def allow(held: Collection[str], need: str) -> bool:
    """Tell whether scopes that are held allow what asks for one."""
    return need in held or WITHIN.get(need) in held


def conflicts(roles: Collection[str]) -> Iterator[str]:
    """Yield each reason why roles may not be held together, in the order of the table."""
    held = scopes(roles)
    yield from (why for pair, why in CONFLICTS.items() if pair <= held)
