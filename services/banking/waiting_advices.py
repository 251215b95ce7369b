"""An advice without a payment waits: why, and what a person can do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from services.banking.advices import desk_of, named_by, pairs_by
from services.banking.signs import EVERY, NOT_STATED
from services.banking.told import Told
from services.tieout import Tie

#: Why an advice waits -> what to do, for people.
REASONS: dict[str, str] = {
    "no_payment": "No payment fits yet: it waits for one.",
    "charge_not_stated": "A payment of this payer's is a usual bank charge less, which nothing states: ask what came.",
    "amount_differs": "The payment it names is of another amount: ask the payer which is right.",
    "several_payments": "More than one payment fits: ask the payer for the number of the payment.",
    "several_advices": "Another advice claims the same payment: ask the payer which one is meant.",
    "payment_taken": "The payment it fits has its advice already: ask the payer what this one is for.",
}


def waiting(
    advices: Sequence[Told],
    payments: Sequence[Told],
    ties: Iterable[Tie],
    tellings: Mapping[str, Sequence[Told]] | None = None,
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return why each advice without a payment waits, and the payments that could be meant (REASONS)."""
    standing = list(ties)
    desk = desk_of(payments, tellings or {}, standing)
    every = desk_of(payments, tellings or {}, ())
    left = desk.open(advices)
    claims: Counter[str] = Counter()
    fitting: dict[str, list[str]] = {}
    for told in left:
        found = next((pairs for rule in EVERY if (pairs := list(pairs_by(every, [told], rule)))), [])
        fitting[told.entry_id] = [one.booked.entry_id for _, one in found]
        claims.update(fitting[told.entry_id])
    reasons: dict[str, tuple[str, tuple[str, ...]]] = {}
    for told in left:
        open_ones = [one for one in fitting[told.entry_id] if one not in desk.taken]
        named = [one.booked.entry_id for one in named_by(told, every)]
        reasons[told.entry_id] = _reason(open_ones, fitting[told.entry_id], named, claims)
        if reasons[told.entry_id][0] == "no_payment":
            less = [one.booked.entry_id for _, one in pairs_by(desk, [told], NOT_STATED)]
            reasons[told.entry_id] = ("charge_not_stated", tuple(less)) if less else reasons[told.entry_id]
    return reasons


def _reason(
    free: Sequence[str], fitting: Sequence[str], named: Sequence[str], claims: Mapping[str, int]
) -> tuple[str, tuple[str, ...]]:
    """Return the reason of one advice."""
    if len(free) > 1:
        return "several_payments", tuple(free)
    if len(free) == 1 and claims[free[0]] > 1:
        return "several_advices", tuple(free)
    if named and not fitting:
        return "amount_differs", tuple(named)
    if fitting and not free:
        return "payment_taken", tuple(fitting)
    return "no_payment", ()
