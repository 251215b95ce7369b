"""What a business lets the matcher post without a person: limits, grace and conventions, by the names of its file."""

import hashlib
import json
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

#: A field's values as the matcher wants them -> how people write them (matcher/policy_file.py).
Form = Literal["amount", "amounts", "share", "rate", "plain"]
Amounts = tuple[tuple[str, int | tuple[int, ...]], ...]
#: Ways of paying, as receipts name them.
Way = Literal["check", "ach", "wire", "instant", "card", "cash", "other"]


def _stated(place: str, default: object, meaning: str, form: Form = "plain", **limits: Any) -> Any:
    """Return a field: where the file states it, what holds if it does not, what it means, how it is written."""
    return Field(default=default, description=meaning, json_schema_extra={"place": place, "form": form}, **limits)


class Policy(BaseModel):
    """Limits in minor units of `currency`, days in calendar days, shares in basis points of the item's open amount.

    The defaults are the cautious middle of what the trade publishes; a business sets its own. No field is a free
    tolerance: each bounds one named difference. A field is one line here: its place in the file, its
    default, its meaning; the example, the reference page and the checks follow from it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str = _stated("version", "default", "What you call this policy; certificates quote it.")
    currency: str = _stated("currency", "", "The currency of every amount in the file; none: the entity's.")
    #: Currency -> amounts that hold in it, by field; without a table nothing that needs a limit is posted in it.
    currencies: tuple[tuple[str, Amounts], ...] = ()
    #: The digest of the policy this one is a part of, where it is one (`of`).
    whole: str = Field(default="", exclude=True)

    discount_grace_days: int = _stated(
        "discounts.grace_days",
        3,
        "A discount taken up to this many days after its last day still counts as earned.",
        ge=0,
        le=60,
    )
    unearned_discount_limit: int = _stated(
        "discounts.unearned_limit",
        0,
        "A discount taken later still is allowed as unearned up to this sum a receipt.",
        "amount",
        ge=0,
    )
    late_discount: Literal["deduct", "ask"] = _stated(
        "discounts.late",
        "deduct",
        "Above that sum `deduct` applies what came and opens a deduction for the discount, `ask` asks.",
    )
    discount_tax: Literal["keep", "reduce"] = _stated(
        "discounts.tax",
        "keep",
        "Whether a discount leaves the sales tax as it was or takes its part along: your tax authority says which.",
    )
    bank_fees: tuple[int, ...] = _stated(
        "fees.known",
        (1000, 1200, 1500, 1600, 1750, 1800, 2000, 2500, 3000, 3500, 4000, 4500, 5000),
        "What banks keep back from wires: a shortage is a fee only if it equals one of these or a sum the text states.",
        "amounts",
    )
    bank_fee_limit: int = _stated("fees.limit", 10_000, "The largest fee that is written off.", "amount", ge=0)
    bank_fee_methods: tuple[Way, ...] = _stated(
        "fees.methods", ("wire",), "Ways of paying from which a bank may keep a fee that no text states."
    )
    unstated_fee: Literal["post", "deduct", "ask"] = _stated(
        "fees.unstated",
        "deduct",
        "A known fee no text states, off one named item: `post` writes it off, `deduct` opens a deduction, `ask` asks.",
    )
    small_balance_limit: int = _stated(
        "write_offs.small_balance", 100, "A named item is closed when no more than this is left of it.", "amount", ge=0
    )
    by_hand_limit: int = _stated(
        "write_offs.by_hand",
        100,
        "What one person writes off an item at the desk; above it a second person approves.",
        "amount",
        ge=0,
    )
    deduction_limit: int = _stated(
        "deductions.limit",
        5_000_000,
        "The largest shortage with a reason from the payer that opens a deduction.",
        "amount",
        ge=0,
    )
    deduction_share_bp: int = _stated(
        "deductions.share", 5_000, "The same as a share of the item's open amount.", "share", ge=0, le=10_000
    )
    unexplained_limit: int = _stated(
        "deductions.unexplained_limit",
        1_000_000,
        "The largest shortage without a reason that opens a deduction.",
        "amount",
        ge=0,
    )
    unexplained_share_bp: int = _stated(
        "deductions.unexplained_share",
        2_500,
        "The same as a share of the item's open amount.",
        "share",
        ge=0,
        le=10_000,
    )
    error_bound: float = _stated(
        "proof.error_bound",
        0.001,
        "The share of automatic postings that may be wrong; a kind of answer posts while its 95 % bound is below it.",
        "rate",
        gt=0,
        lt=0.5,
    )
    audit_share_bp: int = _stated(
        "proof.audit_share",
        100,
        "The share of automatic postings that a reviewer answers anew without being shown what was posted.",
        "share",
        ge=0,
        le=10_000,
    )
    duplicate_window_days: int = _stated(
        "proof.duplicate_window_days",
        90,
        "An applied receipt repeated within this many days waits for a person.",
        ge=0,
        le=3_660,
    )
    free_subset_items_max: int = _stated(
        "proof.free_subset_items",
        40,
        "Free subsets are searched for among so many different items; above it only where few can be meant at all.",
        ge=0,
        le=250,
    )
    proposals_max: int = _stated("proof.proposals", 5, "The most proposals a reviewer is offered.", ge=1, le=20)
    benign_ambiguity: Literal["oldest", "ask"] = _stated(
        "conventions.equal_items",
        "ask",
        "Equal items of one day and one customer: `oldest` posts the lowest number, `ask` leaves it to a person.",
    )
    overpayment: Literal["on_account", "ask"] = _stated(
        "conventions.overpayment",
        "on_account",
        "What the payer sent above the items named: `on_account` keeps it there, `ask` waits with the whole receipt.",
    )
    overpayment_share_bp: int = _stated(
        "conventions.overpayment_share",
        10_000,
        "More than this share above the items named waits for a person: a number may have been misread.",
        "share",
        ge=0,
        le=1_000_000,
    )
    thin_link_reach: int = _stated(
        "learning.one_confirmation_reach",
        1_000_000,
        "A payer known by one confirmation carries receipts up to this sum.",
        "amount",
        ge=0,
    )
    habit_support: int = _stated(
        "learning.habit_answers",
        2,
        "A payer's habit, and what is never so of him, counts from so many answers on; who he is, from the first.",
        ge=1,
        le=100,
    )
    knowledge_expiry_days: int = _stated(
        "learning.expiry_days",
        400,
        "What was learned and not confirmed for so many days is no longer used.",
        ge=1,
        le=3_660,
    )
    knowledge_reach_receipts: int = _stated(
        "learning.reach_receipts",
        50,
        "What would have touched more receipts than this in the year before waits for a second person.",
        ge=0,
    )
    knowledge_reach: int = _stated(
        "learning.reach",
        25_000_000,
        "The same for the money of those receipts, in the currency with the most of it.",
        "amount",
        ge=0,
    )

    def __hash__(self) -> int:
        """Return a hash of the names alone: policies are few, and each receipt asks for what is kept of one."""
        return hash((self.version, self.currency, self.whole))

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the values that are not the defaults, as certificates quote it.

        A field that a later engine adds leaves the digest of older policies; the engine's own version is quoted beside.
        """
        return self.whole or _digest(self)

    def of(self, currency: str) -> "Policy":
        """Return what holds for receipts of a currency: where the policy has no amounts in it, all of them are nothing.

        What needs a limit is then asked; what is exact is still posted. A policy without a currency holds in each.
        """
        return self if self.currency in {"", currency} else _part(self, currency)


def place(name: str) -> str:
    """Return where the file states a field: `section.key`, or a key before the sections; `""` for what it does not."""
    return str(_about(name).get("place", ""))


def form(name: str) -> Form:
    """Return how the file writes a field."""
    return _about(name).get("form", "plain")  # type: ignore[no-any-return]


def _about(name: str) -> dict[str, Any]:
    """Return what a field says of itself."""
    extra = Policy.model_fields[name].json_schema_extra
    return extra if isinstance(extra, dict) else {}


#: Field -> where the file states it, in the order of the file.
PLACES: dict[str, str] = {name: place(name) for name in Policy.model_fields if place(name)}
#: Fields that hold amounts.
AMOUNTS = tuple(name for name in PLACES if form(name) in {"amount", "amounts"})


@lru_cache(maxsize=16)
def _digest(policy: Policy) -> str:
    """Return the digest, worked out once a policy: every certificate quotes it."""
    values = policy.model_dump(mode="json", exclude_defaults=True)
    return hashlib.sha256(json.dumps(values, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@lru_cache(maxsize=64)
def _part(policy: Policy, currency: str) -> Policy:
    """Return a policy with the amounts of another currency."""
    stated = dict(dict(policy.currencies).get(currency, ()))
    nothing = {name: () if form(name) == "amounts" else 0 for name in AMOUNTS}
    return policy.model_copy(update={**nothing, **stated, "currency": currency, "whole": policy.digest})
