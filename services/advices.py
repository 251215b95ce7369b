"""An advice says what a payment is for and comes by another way: it is attached to the one payment it can mean."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from kit.days import business_days
from services.tieout import Tie
from services.told import Told, same_payer

#: How far a payment may lie from an advice that names only payer and amount.
ADVICE_BUSINESS_DAYS = 5


def _numbers(told: Told) -> Iterator[str]:
    """Every number by which a payment or its advice may be traced."""
    return (value for _, value in (*told.references, ("", told.bank_reference)) if value.strip("0 "))


def _trn(told: Told) -> Iterator[str]:
    """The trace number of an advice, or any number of a payment."""
    return told.named("trn") if told.kind == "advice" else _numbers(told)


def _payment(told: Told) -> Iterator[str]:
    """The payment's own numbers as an advice repeats them, or any number of a payment."""
    if told.kind == "advice":
        yield from told.named("uetr")
        yield from told.named("end_to_end")
    else:
        yield from _numbers(told)


def _company(told: Told) -> Iterator[str]:
    """The payer's company id, without the prefix that ACH puts before a tax number."""
    if told.company_id:
        yield told.company_id[-9:]


#: How an advice finds its payment, surest first; amount and currency always agree: (rule, keys, days between at most).
ATTACHED: tuple[tuple[str, Callable[[Told], Iterable[str]], int], ...] = (
    ("advice:trn", _trn, 30),
    ("advice:number", _payment, 30),
    ("advice:company", _company, ADVICE_BUSINESS_DAYS),
    ("advice:payer", lambda _: ("",), ADVICE_BUSINESS_DAYS),
)


def attached(advices: Sequence[Told], payments: Sequence[Told]) -> list[Tie]:
    """Return which advice belongs to which payment; one advice a payment, and none where two could be meant."""
    ties: dict[str, Tie] = {}
    taken: set[str] = set()
    for rule, keys, days in ATTACHED:
        pairs = list(_pairs(advices, payments, keys, days))
        left = [pair for pair in pairs if pair[0].entry_id not in ties and pair[1].entry_id not in taken]
        meant = Counter(told.entry_id for pair in left for told in pair)
        for advice, payment in left:
            if meant[advice.entry_id] == meant[payment.entry_id] == 1:
                ties[advice.entry_id] = Tie(advice.entry_id, payment.entry_id, rule)
                taken.add(payment.entry_id)
    return sorted(ties.values())


def _pairs(
    advices: Sequence[Told], payments: Sequence[Told], keys: Callable[[Told], Iterable[str]], days: int
) -> Iterator[tuple[Told, Told]]:
    """Yield advices and payments that share a key and an amount, near enough in days, nothing speaking against it."""
    by_key: dict[tuple[str, str, int], list[Told]] = defaultdict(list)
    for payment in payments:
        for key in set(keys(payment)):
            by_key[key, payment.currency, payment.minor].append(payment)
    for advice in advices:
        found: dict[str, Told] = {}
        for key in set(keys(advice)):
            for payment in by_key.get((key, advice.currency, advice.minor), ()):
                if abs(business_days(advice.day, payment.day)) <= days and same_payer(advice, payment):
                    found[payment.entry_id] = payment
        yield from ((advice, payment) for payment in found.values())
