"""What a business lets the matcher post without a person: limits, grace and conventions, read from `policy.toml`."""

import hashlib
import json
import tomllib
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kit.refusals import Invalid


class BadPolicy(Invalid):
    """The policy file holds values that cannot be used; all of them are listed."""

    code = "bad_policy"


class Policy(BaseModel):
    """Limits in minor units, days in calendar days, shares in basis points of the item's open amount.

    The defaults are the cautious middle of what the trade publishes; a business sets its own. No field is a free
    tolerance: each bounds one named difference (MATCHING, fact 2).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str = "default"
    #: A discount taken up to this many days after its last day still counts as earned (DOMAIN §2).
    discount_grace_days: int = Field(default=3, ge=0, le=60)
    #: A discount taken later still is allowed as unearned up to this sum per receipt; above it a person decides.
    unearned_discount_limit: int = Field(default=0, ge=0)
    #: What banks keep back from wires. A shortage is a fee only when it equals one of these or a sum the text states.
    bank_fees: tuple[int, ...] = (1000, 1200, 1500, 1600, 1750, 1800, 2000, 2500, 3000, 3500, 4000, 4500, 5000)
    bank_fee_limit: int = Field(default=10_000, ge=0)
    bank_fee_methods: tuple[str, ...] = ("wire",)
    #: A known fee that no text states, off one named item: `post` writes it off, `ask` leaves it to a person.
    unstated_fee: Literal["post", "ask"] = "ask"
    #: A named item is closed when no more than this is left of it (DOMAIN P15).
    small_balance_limit: int = Field(default=100, ge=0)
    #: A shortage with a reason from the payer, and one without (MATCHING, fact 6).
    deduction_limit: int = Field(default=5_000_000, ge=0)
    deduction_share_bp: int = Field(default=5_000, ge=0, le=10_000)
    unexplained_limit: int = Field(default=1_000_000, ge=0)
    unexplained_share_bp: int = Field(default=2_500, ge=0, le=10_000)
    #: The share of automatic postings that may be wrong; also what a stratum's 95 % bound is held against.
    error_bound: float = Field(default=0.001, gt=0, lt=0.5)
    #: An applied receipt repeated within this many days waits for a person.
    duplicate_window_days: int = Field(default=90, ge=0)
    #: Free subsets are searched for among so many different items; above it only where few can be meant at all.
    free_subset_items_max: int = Field(default=40, ge=0, le=250)
    #: A payer link with one confirmation carries receipts up to this sum.
    thin_link_reach: int = Field(default=1_000_000, ge=0)
    #: Equal items of one day and one customer: `oldest` posts the lowest number, `ask` leaves it to a person.
    benign_ambiguity: Literal["oldest", "ask"] = "ask"
    #: What the payer sent above the items named: `on_account` keeps it there, `ask` waits with the whole receipt.
    overpayment: Literal["on_account", "ask"] = "on_account"
    overpayment_share_bp: int = Field(default=1_000, ge=0, le=1_000_000)
    proposals_max: int = Field(default=5, ge=1, le=20)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the values, as certificates quote it."""
        return _digest(self)


@lru_cache(maxsize=16)
def _digest(policy: Policy) -> str:
    """Return the digest, worked out once a policy: every certificate quotes it."""
    plain = json.dumps(policy.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def read(text: str) -> Policy:
    """Read a policy from TOML; refused with every problem at once (`key: what is wrong`)."""
    try:
        values: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise BadPolicy(f"policy.toml: {broken}") from broken
    try:
        return Policy.model_validate(values)
    except ValidationError as wrong:
        problems = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in wrong.errors())
        raise BadPolicy("policy.toml: " + "; ".join(sorted(problems))) from wrong
