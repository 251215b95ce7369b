"""What carrying a request out does, in one sentence for each kind of request, and the facts it would be done with."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kit.money import Money
from services import by_two, control, disposition
from services.master import changing
from services.workspace import Workspace

#: Kind of request -> what its approval does; `{subject}`, `{amount}` and `{customer}` are the request's.
DOES: dict[str, str] = {
    "small_balance": "Writes {amount} of {subject} off as a small balance.",
    "bad_debt": "Writes {amount} of {subject} off as uncollectible, against the allowance.",
    "bad_debt_expensed": "Writes {amount} of {subject} off as uncollectible, as an expense.",
    "reinstated": "Makes {amount} of {subject}, written off before, owed again; the allowance gets it back.",
    "reinstated_expensed": "Makes {amount} of {subject}, written off before, owed again.",
    "concession": "Lets {customer} off {amount} of {subject}.",
    "payable_netted": "Nets {amount} of {subject} against what we owe {customer}.",
    "note_taken": "Takes a note of {customer} for {amount} of {subject}.",
    "refund_approved": "Lets {amount} of {subject} be paid back to {customer}.",
    "unclaimed": "Moves {amount} of {subject} to unclaimed property.",
    "late_discount": "Allows {customer} {amount} of discount on {subject} though it was taken too late.",
    "reopen": "Opens {subject} again: entries can be posted into it.",
    "payee": "Verifies an account to which refunds of {customer} may go.",
    "payee_withdrawn": "Takes the verification of a refund account of {customer} back.",
    "rebill": "Credits {subject} of {amount} wholly and bills it again.",
    "master": "Changes {subject}.",
    "payer_link": "Lets payments be known by it from now on: {subject}.",
    "mapping": "Lets files be read so from now on: {subject}.",
    "authority": "Lets people approve by amount: {subject}.",
    "tie_out": "Lets the tie-out of {subject} stand.",
    "tie_out_exception": "Lets the tie-out of {subject} stand with {amount} of it unexplained.",
    "reserve": "Lets the reserve of {subject} stand and books {amount} for it.",
    "card_captured": "Books {amount} of card payments captured, {subject}.",
    "boxed": "Books {amount} of checks that a lockbox took, {subject}.",
    "deposited": "Books {amount} carried to the bank, {subject}.",
    "card_settled": "Books a payout of a card processor of {amount}, {subject}.",
    "lockbox_banked": "Books {amount} that the lockbox brought to the bank, {subject}.",
    "return_fee": "Books {amount} that the bank took for a return, {subject}.",
    "refund_paid": "Books the payment of the refund {subject}, {amount}.",
    "refund_cancelled": "Takes the unpaid refund {subject} of {amount} back; {customer} has the credit again.",
    "unclaimed_remitted": "Books {amount} of unclaimed property as handed to the state, {subject}.",
    "provided": "Adds {amount} to the allowance for {subject}.",
    "provision_released": "Releases {amount} of the allowance for {subject}.",
    "credits_presented": "Shows {amount} of customers' credits as a liability, {subject}.",
    "agency_remitted": "Books {amount} that an agency collected, {subject}.",
    "card_chargeback": "Takes {amount} of a card payment back, {subject}; what it paid is open again.",
    "returned": "Takes {amount} of a payment back that the bank returned, {subject}; what it paid is open again.",
    "bounced": "Takes {amount} of a payment back, {subject}; what it paid stays paid, {customer} owes it anew.",
    "nsf_fee_charged": "Charges {customer} {amount} for a payment that came back, {subject}.",
    "close": "Signs {subject} off.",
    "close_exception": "Lets {subject} be closed though something is in its way.",
    "credit_limit": "Grants {customer} a limit of {amount}: {subject}.",
    "credit_decision": "Lets {customer} buy on terms; it and its family may then owe {amount}: {subject}.",
    "late_charge": "Charges {customer} {amount} of interest on {subject}.",
    "order_release": "Lets {subject} of {customer} over {amount} go.",
    "proposal": "Does what a trainee proposed, {subject}, as your own decision.",
    "evidence": "Says that the evidence of {subject} was reviewed.",
    "order_terms": "Changes what orders of {customer} may and must say.",
    "dispute_credit": "Credits {customer} {amount} of {subject}, which they dispute.",
    "payment_plan": "Lets {customer} pay {amount} of {subject} in parts; nobody asks for it while they come.",
    "settlement": "Lets {customer} off {amount} of {subject} once the rest has come in time.",
    "agency": "Puts the {subject} on the list of agencies, or takes it off.",
    "placement": "Places {amount} of {customer} with an agency: {subject}; meanwhile no letter or order goes.",
    "config": "Changes {subject}, what the rules of the business say.",
    "duty_exception": "Lets {subject} stand until a day; afterwards it is open again.",
    "dunning_strategy": "Puts the dunning {subject} in force, or takes it out of force.",
}
assert set(DOES) == set(control.DEEDS), "every kind of request says what it does"

#: Facts of a body that are whole minor units of the request's currency.
_MINOR = (
    frozenset({"minor", "tax", "freight", "fee", "discount", "subledger", "provision", "amount", "fee_minor"})
    | disposition.AMOUNTS
)
#: Facts that the page says elsewhere, or that only a program reads.
_SAID = frozenset({"item_id", "customer", "currency"})
#: Facts in basis points; the whole goes without saying.
_BASIS_POINTS = frozenset({"share", "fee_basis_points"})
_WHOLE = 10_000
#: So many facts are shown of a request; how many more there are is said.
_FACTS_MAX = 200
_LIST_MAX = 500
#: What a proposal was sent with stands within its own facts.
_GIVEN = "given: "
#: What speaks for and against a request is told also where it is nothing.
_EVIDENCE = "evidence: "


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits: what it would do, and the facts it was asked with.

    `changes` are all the lines of a configuration that it adds (`+`) and takes away (`-`).
    """

    row: Mapping[str, Any]
    does: str
    facts: tuple[tuple[str, str], ...]
    changes: tuple[str, ...] = ()


def waiting(workspace: Workspace) -> list[Waiting]:
    """Return every request that waits, the oldest first."""
    return [_told(row) for row in control.listed(workspace).rows(named=True)]


def _told(row: Mapping[str, Any]) -> Waiting:
    """Return a request in words."""
    amount = str(Money(row["amount"], row["currency"])) if row["currency"] else ""
    said = {"subject": row["subject"], "amount": amount, "customer": row["customer_number"] or "the customer"}
    told = TOLD.get(row["kind"])
    body = {} if told else json.loads(row["body"])
    changes = tuple(line for line in body.pop("changes") if line[0] in "+-") if "base" in body else ()
    facts = [*_booked(row), *(told(row["body"]) if told else _configured(body, row["currency"]))]
    if (more := len(facts) - _FACTS_MAX) > 0:
        facts[_FACTS_MAX:] = [("and", f"{more} more: GET /v1/requests/{row['request_id']} has all of it")]
    return Waiting(row, DOES[row["kind"]].format(**said), tuple(facts), changes)


def _booked(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the day that it would be booked on, where the month that it was asked for is closed by now."""
    wished = json.loads(row["body"])["gl_on"] if row["books_on"] else ""
    if row["books_on"] and (on := row["books_on"].isoformat()) != wished:
        yield "would be booked on", f"{on}: {wished[:7]} is closed"


def _changes(body: str) -> Iterator[tuple[str, str]]:
    """Yield each change of master data: what it is of, and the old and new values."""
    for change in changing.read(body):
        yield change.sort, str(change)


#: Kind of request whose body is told in its own way.
TOLD: dict[str, Callable[[str], Iterable[tuple[str, str]]]] = {
    "master": _changes,
    by_two.LINK: by_two.facts,
    by_two.READING: by_two.facts,
    by_two.AUTHORITY: by_two.granted,
}


def _configured(body: dict[str, Any], currency: str) -> Iterator[tuple[str, str]]:
    """Yield the facts of a request; of a configuration all but its text."""
    if "base" not in body:
        yield from _facts(body, currency)
        return
    named = {"text", "strategy", "base", "restores", "effective_from"}
    yield "holds from", body["effective_from"] or "its approval"
    if body["restores"] or not body["text"]:
        yield "brings back", f"version {body['restores']}" if body["restores"] else "what was before any version"
    yield from _facts({name: value for name, value in body.items() if name not in named}, currency)


def _facts(body: Mapping[str, Any], currency: str, within: str = "") -> Iterator[tuple[str, str]]:
    """Yield the facts that are set, and all evidence, name and value, those within others behind the whole's name."""
    for name, value in body.items():
        words = f"{within}{name.replace('_', ' ')}"
        if isinstance(value, Mapping):
            yield from _facts(value, currency, f"{words}: ")
        elif isinstance(value, list):
            yield words, _listed(value) if within == _GIVEN else f"{len(value)} rows"
        elif name in _BASIS_POINTS:
            if value != _WHOLE:
                yield words.removesuffix(" basis points"), f"{value // 100}.{value % 100:02d} %"
        elif name not in _SAID and (within == _EVIDENCE or value not in (None, "", 0)):
            yield ("amount" if name == "minor" else words), _worded(name, value, currency) or "none"


def _listed(values: list[Any]) -> str:
    """Return a short list of a proposal as it was sent, of a long one how long it is."""
    said = json.dumps(values, ensure_ascii=False)
    return said if len(said) <= _LIST_MAX else f"{len(values)} rows"


def _worded(name: str, value: object, currency: str) -> str:
    """Return a value for reading."""
    if name in _MINOR and currency and isinstance(value, int):
        return str(Money(value, currency))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
