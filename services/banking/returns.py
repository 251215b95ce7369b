"""A return takes money back: it is linked to the one payment it reverses, by the numbers that both name.

An amount alone proves nothing here: a return that names no number of ours, or one that several payments carry, waits
for a person (the report `returns` lists it).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kit.days import business_days
from services.banking.told import Told, says_something
from services.tieout import Tie

#: How long after the payment a return may come: 60 days for an unauthorised debit, and the time it travels.
RETURN_BUSINESS_DAYS = 90
#: How far two files that tell one return may lie apart.
AGAIN_BUSINESS_DAYS = 5
RULE = "return"


def _original(told: Told) -> Iterator[str]:
    """The number a return points back to; of a payment, every number it carries."""
    if told.kind == "return":
        yield from told.named("original")
        return
    values = dict.fromkeys((told.bank_reference, *(value for _, value in told.references)))
    yield from (value for value in values if says_something(value))


def _check(told: Told) -> Iterator[str]:
    """The serial of a check, without pad zeros; a returned check names its own."""
    yield from (value.lstrip("0") for value in told.named("check"))


def _own(told: Told) -> Iterator[str]:
    """The unique numbers of a payment, where the return carries them as its own."""
    for kind in ("uetr", "imad", "trace", "end_to_end"):
        yield from told.named(kind)


Keys = Callable[[Told], Iterable[str]]
#: How a return finds its payment, surest first; amount and currency always agree, and only one payment may fit.
REVERSED: tuple[tuple[str, Keys], ...] = (
    (f"{RULE}:original", _original),
    (f"{RULE}:check", _check),
    (f"{RULE}:number", _own),
)


def linked(returns: Sequence[Told], payments: Sequence[Told], gone: Mapping[str, Told]) -> list[Tie]:
    """Return which payment each return reverses; each payment is reversed once.

    `gone` holds the payments that were reversed before, each with the return that did so: another file's telling of
    that return is tied to the same payment (rule `return:again`), and reverses nothing.
    """
    ties: dict[str, Tie] = {}
    taken = dict(gone)
    for rule, keys in REVERSED:
        pairs = [pair for pair in _pairs(returns, payments, keys) if pair[0].entry_id not in ties]
        meant = Counter(told.entry_id for told, _ in pairs)
        for back, payment in pairs:
            if meant[back.entry_id] != 1:
                continue
            before = taken.get(payment.entry_id)
            if before is None:
                taken[payment.entry_id] = back
                ties[back.entry_id] = Tie(back.entry_id, payment.entry_id, rule)
            elif _again(back, before):
                ties[back.entry_id] = Tie(back.entry_id, payment.entry_id, f"{RULE}:again")
    return sorted(ties.values())


def _pairs(returns: Sequence[Told], payments: Sequence[Told], keys: Keys) -> Iterator[tuple[Told, Told]]:
    """Yield returns and payments that share a number, currency and amount, the payment first in time.

    A processor's sale has two amounts, gross and less its fee; what is given back of it is told gross.
    """
    by_key: dict[tuple[str, str, int], list[Told]] = defaultdict(list)
    for payment in payments:
        for key in set(keys(payment)):
            for minor in {payment.minor, payment.gross} - {0}:
                by_key[key, payment.currency, minor].append(payment)
    for back in sorted(returns, key=lambda told: (told.day, told.file_id, told.position)):
        found: dict[str, Told] = {}
        for key in set(keys(back)):
            for payment in by_key.get((key, back.currency, back.gross or back.minor), ()):
                if payment.day <= back.day and business_days(payment.day, back.day) <= RETURN_BUSINESS_DAYS:
                    found[payment.entry_id] = payment
        yield from ((back, payment) for payment in found.values())


def _again(back: Told, before: Told) -> bool:
    """Whether a return is another file's telling of one that was linked before: twins of one file are two."""
    near = abs(business_days(back.day, before.day)) <= AGAIN_BUSINESS_DAYS
    return near and back.file_id != before.file_id and back.source != before.source
