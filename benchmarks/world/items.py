"""What is owed: items in several styles of number, issued in the order of their days so that the runs are dense."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from benchmarks.world.parties import Customer
from benchmarks.world.spec import Spec
from benchmarks.world.terms import BY_TEXT

#: The plans of a subscription business, in cents.
PLANS = (4_900, 9_900, 19_900, 49_900, 120_000, 250_000)
BANDS = ((5_000, 50_000, 30), (50_000, 500_000, 45), (500_000, 4_000_000, 20), (4_000_000, 20_000_000, 5))


@dataclass(frozen=True, slots=True)
class Item:
    """One document: minor units, credit memos negative; `core` is its number without marks or leading zeros."""

    number: str
    kind: str
    customer: Customer
    issued: date
    due: date
    currency: str
    amount: int
    open: int
    po: str
    order: str
    delivery: str
    tax: int
    freight: int
    core: str
    series: str


#: style -> (pattern of an invoice's number, first number): one billing system each.
SERIES: dict[str, tuple[str, int]] = {
    "prefixed": ("INV-{:06d}", 4_212),
    "dense7": ("{:07d}", 4_471_002),
    "dense6": ("{:06d}", 318_440),
    "dense8": ("{:08d}", 60_217_300),
    "yearly": ("{year}-{:05d}", 10_417),
    "zeros": ("{:010d}", 871_150),
}
#: type -> (pattern, first number, share of a thousand).
OTHERS: dict[str, tuple[str, int, int]] = {
    "credit_memo": ("CM-{:05d}", 30_118, 55),
    "debit_memo": ("DM{:06d}", 7_020, 15),
    "finance_charge": ("FC-{:05d}", 2_204, 10),
    "deduction": ("CB{:06d}", 51_330, 20),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """One item before it has a number."""

    customer: Customer
    issued: date
    kind: str
    is_open: bool
    burst: int


def core(text: str) -> str:
    """Return the digits of a written number without leading zeros."""
    return "".join(letter for letter in text if letter.isdigit()).lstrip("0")


def issued(
    rng: random.Random, spec: Spec, customers: tuple[Customer, ...], counters: dict[str, int] | None = None
) -> tuple[Item, ...]:
    """Issue every item: open ones first in the result, then the closed ones, each part in the order of issue.

    `counters` go on where another day's ended, and are moved on.
    """
    closed = spec.items * spec.closed_percent // 100 if spec.closed else 0
    plans = [
        *_plans(rng, spec, customers, spec.items, is_open=True),
        *_plans(rng, spec, customers, closed, is_open=False),
    ]
    order = list(range(len(plans)))
    order.sort(key=lambda at: (plans[at].issued, plans[at].burst))
    counters = {} if counters is None else counters
    if not counters:
        counters.update({name: first for name, (_, first) in SERIES.items()})
        counters.update({name: first for name, (_, first, _) in OTHERS.items()})
    items = [_item(rng, spec, plans[at], counters) for at in order]
    return tuple([item for item in items if item.open] + [item for item in items if not item.open])


def _plans(
    rng: random.Random, spec: Spec, customers: tuple[Customer, ...], count: int, *, is_open: bool
) -> list[_Plan]:
    """Lay out who gets an item on which day; some days bring one customer a run of two to six."""
    ranks = list(range(len(customers)))
    rng.shuffle(ranks)
    weights = list(accumulate(1000 // (rank + 4) + 6 for rank in ranks))
    plans: list[_Plan] = []
    while len(plans) < count:
        customer = (
            rng.choices(customers, cum_weights=weights)[0]
            if len(plans) >= len(customers)
            else customers[len(plans) % len(customers)]
        )
        day = _day(rng, spec.day, customer, is_open=is_open)
        kind = _kind(rng)
        run = rng.randint(2, 6) if kind == "invoice" and rng.random() < 0.12 else 1
        burst = rng.randrange(1 << 30)
        plans += [_Plan(customer, day, kind, is_open, burst) for _ in range(min(run, count - len(plans)))]
    return plans


def _kind(rng: random.Random) -> str:
    """Return a type of document by its share."""
    shot = rng.randrange(1000)
    for kind, (_, _, share) in OTHERS.items():
        if shot < share:
            return kind
        shot -= share
    return "invoice"


def _day(rng: random.Random, today: date, customer: Customer, *, is_open: bool) -> date:
    """Return a working day of issue; customers who are offered a discount buy more lately."""
    if not is_open:
        back = rng.randint(30, 170)
    elif BY_TEXT[customer.terms].discount_days and rng.random() < 0.5:
        back = rng.randint(2, 24)
    else:
        back = rng.randint(2, 95)
    day = today - timedelta(days=back)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _amount(rng: random.Random, regime: str) -> int:
    """Return an amount in the profile's regime."""
    if regime == "plans":
        return rng.choice(PLANS) * rng.choice((1, 1, 1, 2, 3, 12))
    low, high, _ = rng.choices(BANDS, [weight for _, _, weight in BANDS])[0]
    cents = rng.randint(low, high)
    return cents // 2_500 * 2_500 + 2_500 if regime == "whole" else cents


def _style(customer: Customer) -> str:
    """Return the billing system that serves the customer: always the same one."""
    names = tuple(SERIES)
    return names[int(customer.number) % len(names)]


def _item(rng: random.Random, spec: Spec, plan: _Plan, counters: dict[str, int]) -> Item:
    """Give a planned item its number, its amounts and the other numbers it goes by."""
    style = _style(plan.customer) if plan.kind == "invoice" else plan.kind
    pattern = SERIES[style][0] if style in SERIES else OTHERS[style][0]
    number = pattern.format(counters[style], year=plan.issued.year)
    counters[style] += 1
    amount = _amount(rng, spec.mix.amounts)
    if plan.kind != "invoice":
        amount = max(500, amount // 20) if spec.mix.amounts != "whole" else max(2_500, amount // 50_000 * 2_500)
    signed = -amount if plan.kind == "credit_memo" else amount
    left = signed if plan.is_open else 0
    if plan.is_open and plan.kind == "invoice" and rng.random() < 0.03:
        left = amount - amount // 4
    tax = amount * 6 // 106 if plan.kind == "invoice" and rng.random() < 0.4 else 0
    freight = min(amount // 10, rng.randint(900, 18_000)) if plan.kind == "invoice" and rng.random() < 0.3 else 0
    po, order, delivery = _numbers(rng, plan, counters)
    due = BY_TEXT[plan.customer.terms].due(plan.issued) if plan.kind == "invoice" else plan.issued
    money = plan.customer.currency
    return Item(
        number,
        plan.kind,
        plan.customer,
        plan.issued,
        due,
        money,
        signed,
        left,
        po,
        order,
        delivery,
        tax,
        freight,
        core(number),
        style,
    )


def _numbers(rng: random.Random, plan: _Plan, counters: dict[str, int]) -> tuple[str, str, str]:
    """Return the customer's order number, our order number and our delivery number; only invoices have them."""
    if plan.kind != "invoice":
        return "", "", ""
    number = plan.customer.number
    seen = counters["po" + number] = counters.get("po" + number, int(number) % 977 * 10) + rng.randint(1, 9)
    habits = ("PO-{:06d}", "45{:08d}", "P{:05d}-1", "{:05d}")
    po = habits[int(number) % 4].format(seen) if rng.random() < 0.9 else ""
    deal = counters["deal"] = counters.get("deal", 0) + 1
    return po, f"SO{770_000 + deal}", f"{80_310_000 + deal:09d}"
