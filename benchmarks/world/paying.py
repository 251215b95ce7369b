"""What payers do: which items a payment pays and what it leaves out; how they write it is another module's business."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.world.book import Book, Wanted
from benchmarks.world.items import Item
from benchmarks.world.parties import Account, Customer, plain
from benchmarks.world.payments import CODED, Due, Payment, lines
from benchmarks.world.terms import BY_TEXT, GRACE_DAYS, days_late, discount

#: How many characters of free text a rail carries; 0: it has none worth the name.
CAPACITY: dict[str, int] = {
    "ccd": 80,
    "ppd": 80,
    "ach_line": 80,
    "wire": 140,
    "fed": 140,
    "pacs": 140,
    "camt": 140,
    **dict.fromkeys(CODED, 0),
}


@dataclass(slots=True)
class Desk:
    """What a way of paying works with: the book, the rail already chosen, and the rail's currency."""

    book: Book
    rail: str

    @property
    def currency(self) -> str:
        """Euro comes through the camt bank only."""
        return "EUR" if self.rail == "camt" else "USD"

    def payers(self) -> list[Customer]:
        """Return who may pay on this rail."""
        return self.book.billed.get(self.currency, [])


def payment(
    desk: Desk, payer: Customer | None, account: Account, dues: list[Due], amount: int | None = None
) -> Payment:
    """Return a payment that says plainly what it pays."""
    total = sum(due.cash for due in dues) if amount is None else amount
    made = Payment(desk.rail, payer, account, plain(account.holder), total, desk.currency, dues, lines(dues))
    made.bank = desk.book.rng.randrange(3)
    made.structured = desk.rail in CODED or desk.book.rng.random() < 0.5
    return made


def invoice(item: Item) -> bool:
    """Say whether it is an invoice: what people pay."""
    return item.kind == "invoice"


def whole(items: list[Item]) -> list[Due]:
    """Pay every item in full."""
    return [Due(item, item.open) for item in items]


def _some(desk: Desk, count: int, wanted: Wanted = invoice) -> list[Item]:
    """Return items of one customer."""
    return desk.book.pick(None, desk.currency, wanted, count)


def _paid(desk: Desk, items: list[Item], dues: list[Due] | None = None, amount: int | None = None) -> list[Payment]:
    """Return the one payment of these items by their own customer."""
    if not items:
        return []
    payer = items[0].customer
    return [payment(desk, payer, payer.account, whole(items) if dues is None else dues, amount)]


def in_full(desk: Desk) -> list[Payment]:
    """One to a dozen items in full; free text has room for four."""
    most = 12 if desk.rail in CODED else 4
    count = desk.book.rng.choices((1, 2, 3, 4, 7, most), (52, 16, 12, 8, 6, 6))[0]
    return _paid(desk, _some(desk, min(count, most)))


def one(desk: Desk) -> list[Payment]:
    """One item in full."""
    return _paid(desk, _some(desk, 1))


def few(desk: Desk) -> list[Payment]:
    """Two to four items in full."""
    return _paid(desk, _some(desk, desk.book.rng.randint(2, 4)))


def three(desk: Desk) -> list[Payment]:
    """Three items, so that one may be hidden among them."""
    return _paid(desk, _some(desk, 3))


def many(desk: Desk) -> list[Payment]:
    """Six to nine items: more than eighty bytes hold."""
    return _paid(desk, _some(desk, desk.book.rng.randint(6, 9)))


def ordered(desk: Desk) -> list[Payment]:
    """One or two items that have an order number nobody else has."""

    def lone(item: Item) -> bool:
        return bool(item.po) and invoice(item) and len(desk.book.meanings(item.po)) == 1

    return _paid(desk, _some(desk, desk.book.rng.choice((1, 1, 2)), lone))


def run(desk: Desk) -> list[Payment]:
    """Items of one customer whose numbers follow each other without a gap."""
    for start in desk.book.rng.sample(desk.book.open, min(len(desk.book.open), 3_000)):
        if start.currency != desk.currency or not invoice(start) or start.number in desk.book.used:
            continue
        items = [start]
        while (following := _next(desk.book, items[-1])) is not None:
            items.append(following)
        if len(items) > 1:
            return _paid(desk, items)
    return []


def _next(book: Book, item: Item) -> Item | None:
    """Return the free item of the same customer with the next number."""
    digits = len(item.number) - len(item.number.rstrip("0123456789"))
    text = f"{item.number[:-digits] if digits < len(item.number) else ''}{int(item.number[-digits:]) + 1:0{digits}d}"
    found = book.numbers.get(text)
    fits = found is not None and found.customer is item.customer and found.open > 0 and text not in book.used
    return found if fits else None


def run_with_gaps(desk: Desk) -> list[Payment]:
    """Two to four invoices of one customer that follow each other among its own, others' numbers between them."""
    for _ in range(200):
        customer = desk.book.rng.choice(desk.payers())
        every = [item for item in desk.book.owned[customer.number] if invoice(item)]
        own = sorted((item for item in every if item.series == every[0].series), key=lambda item: item.number)
        start, count = desk.book.rng.randrange(max(1, len(own))), desk.book.rng.randint(2, 4)
        items = own[start : start + count]
        if len(items) > 1 and not any(item.number in desk.book.used for item in items):
            return _paid(desk, items)
    return []


def stems(desk: Desk) -> list[Payment]:
    """Items of one customer whose numbers differ only in their last three digits."""
    for first in desk.book.rng.sample(desk.book.open, min(len(desk.book.open), 3_000)):
        if first.currency != desk.currency or not invoice(first):
            continue
        alike = [
            item
            for item in desk.book.owned[first.customer.number]
            if item.number[:-3] == first.number[:-3] and invoice(item)
        ]
        free = [item for item in alike if item.number not in desk.book.used][:4]
        if len(free) > 1:
            return _paid(desk, free)
    return []


def whole_account(desk: Desk) -> list[Payment]:
    """Everything a customer owes, credit memos included, to the cent."""
    for _ in range(200):
        customer = desk.book.rng.choice(desk.payers())
        items = desk.book.owned[customer.number]
        if (
            2 <= len(items) <= 14
            and not any(item.number in desk.book.used for item in items)
            and sum(item.open for item in items) > 0
        ):
            return [payment(desk, customer, customer.account, [Due(item, item.open, named=False) for item in items])]
    return []


def with_credit(desk: Desk) -> list[Payment]:
    """Invoices less a credit memo of the same customer, both named."""
    for _ in range(200):
        customer = desk.book.rng.choice(desk.payers())
        free = [item for item in desk.book.owned[customer.number] if item.number not in desk.book.used]
        memos = [item for item in free if item.kind == "credit_memo"][:1]
        bills = [item for item in free if invoice(item)][:2]
        if memos and bills and sum(item.open for item in bills) > -2 * memos[0].open:
            return _paid(desk, [*bills, *memos])
    return []


def with_credit_unsaid(desk: Desk) -> list[Payment]:
    """The same, but the payer names the invoices only."""
    made = with_credit(desk)
    for one_payment in made:
        one_payment.said = [said for said in one_payment.said if said.kind == "invoice"]
        for said in one_payment.said:
            said.paid = None
        one_payment.structured = False
    return made


def _less(desk: Desk, part: str, reason: str, leeway: str) -> list[Payment]:
    """One item less an amount with a reason."""
    items = _some(desk, 1, lambda item: invoice(item) and item.open == item.amount and _part(item, part, desk) > 0)
    if not items:
        return []
    off = _part(items[0], part, desk)
    return _paid(desk, items, [Due(items[0], items[0].open - off, deduction=off, reason=reason, leeway=leeway)])


def _part(item: Item, part: str, desk: Desk) -> int:
    """Return the amount that is left out, by its name."""
    table = {
        "tax": item.tax,
        "freight": item.freight,
        "claim": max(100, item.open * desk.book.rng.randint(2, 15) // 100),
    }
    return table[part]


def tax_withheld(desk: Desk) -> list[Payment]:
    """One item less its own tax."""
    return _less(desk, "tax", "tax", "kind")


def freight_withheld(desk: Desk) -> list[Payment]:
    """One item less its own freight."""
    return _less(desk, "freight", "freight", "kind")


def short_with_reason(desk: Desk) -> list[Payment]:
    """One item less a claim that is named; the Fedwire codes know only the first three reasons."""
    return _less(desk, "claim", desk.book.rng.choice(("damage", "shortage", "price")), "open")


def short_without_reason(desk: Desk) -> list[Payment]:
    """One item less an amount nobody explains."""
    made = _less(desk, "claim", "unexplained", "open")
    for one_payment in made:
        for said in one_payment.said:
            said.deducted, said.gross = 0, None
    return made


def fees_netted(desk: Desk) -> list[Payment]:
    """One item less what a bank on the way kept."""
    items = _some(desk, 1, lambda item: invoice(item) and item.open > 20_000)
    fee = desk.book.rng.choice((1_000, 1_500, 1_800, 2_500, 3_500))
    return _paid(
        desk, items, [Due(item, item.open - fee, write_off=fee, reason="bank_fee", leeway="kind") for item in items]
    )


def fees_unsaid(desk: Desk) -> list[Payment]:
    """The same, but nobody says that a bank kept something: it may as well stay open."""
    made = fees_netted(desk)
    for one_payment in made:
        one_payment.dues = [replace(due, leeway="open") for due in one_payment.dues]
    return made


def _discounted(desk: Desk, least: int, most: int) -> list[Payment]:
    """One or two items less their discount, taken so many days late."""
    today = desk.book.spec.day

    def within(item: Item) -> bool:
        return (
            invoice(item)
            and bool(BY_TEXT[item.customer.terms].discount_bp)
            and least <= days_late(item.customer.terms, item.issued, today) <= most
        )

    items = _some(desk, desk.book.rng.choice((1, 1, 2)), within)
    cuts = [discount(item.customer.terms, item.open) for item in items]
    if most <= 0:
        dues = [Due(item, item.open - cut, discount=cut) for item, cut in zip(items, cuts, strict=True)]
    else:
        dues = [
            Due(item, item.open - cut, deduction=cut, reason="unearned_discount", leeway="open")
            for item, cut in zip(items, cuts, strict=True)
        ]
    made = _paid(desk, items, dues)
    for one_payment in made:
        for said, cut in zip(one_payment.said, cuts, strict=True):
            said.discount, said.deducted = cut, 0
    return made


def discount_earned(desk: Desk) -> list[Payment]:
    """A discount within its days."""
    return _discounted(desk, -99, 0)


def discount_grace(desk: Desk) -> list[Payment]:
    """A discount a few days late."""
    return _discounted(desk, 1, GRACE_DAYS)


def discount_unearned(desk: Desk) -> list[Payment]:
    """A discount long after its days."""
    return _discounted(desk, GRACE_DAYS + 5, 99)


def overpaid(desk: Desk) -> list[Payment]:
    """One or two named items and some money more."""
    items = _some(desk, desk.book.rng.choice((1, 2)))
    more = desk.book.rng.choice((100, 5_000, 12_345, 50_000)) + desk.book.rng.randrange(90)
    made = _paid(desk, items, None, sum(item.open for item in items) + more)
    for one_payment in made:
        for said in one_payment.said:
            said.paid = None
        one_payment.structured = False
    return made


def unsaid_short(desk: Desk) -> list[Payment]:
    """Two or three items less a claim: without numbers, any set that fits is chance."""
    items = _some(desk, desk.book.rng.choice((2, 3)))
    if not items:
        return []
    off = max(100, items[0].open * desk.book.rng.randint(2, 15) // 100)
    short = Due(items[0], items[0].open - off, deduction=off, reason="unexplained", leeway="open")
    return _paid(desk, items, [short, *whole(items[1:])])


def other_own_number(desk: Desk) -> list[Payment]:
    """One item is paid to the cent, and the number of a larger one of the same customer is written."""
    items = sorted(_some(desk, 2), key=lambda item: item.open)
    if not items or items[0].open == items[1].open:
        return []
    made = _paid(desk, items[:1])
    made[0].said[0].written, made[0].said[0].gross = items[1].number, None
    return made


def in_two_parts(desk: Desk) -> list[Payment]:
    """One item by two payments of one payer, each named as a part."""
    items = _some(desk, 1, lambda item: invoice(item) and item.open > 40_000)
    if not items:
        return []
    item = items[0]
    first = item.open * desk.book.rng.randint(30, 70) // 100
    halves = [_paid(desk, items, [Due(item, part)])[0] for part in (first, item.open - first)]
    for half in halves:
        half.said[0].gross = None
    return halves


def for_family(desk: Desk) -> list[Payment]:
    """A head of a family pays for itself and its children, from its own account."""
    return _by(desk, lambda family: family[0].account, family_only=True)


def by_parent(desk: Desk) -> list[Payment]:
    """A parent pays one child's items and none of its own."""
    for _ in range(200):
        child = desk.book.rng.choice(desk.payers())
        items = desk.book.pick([child], desk.currency, invoice, desk.book.rng.choice((1, 2))) if child.parent else []
        if items:
            head = desk.book.families[child.root][0]
            return [payment(desk, head, head.account, whole(items))]
    return []


def by_agent(desk: Desk) -> list[Payment]:
    """An agent pays for customers that have nothing to do with each other."""
    agent = desk.book.rng.choice(desk.book.parties.agents)
    return _by(desk, lambda _: agent, family_only=False)


def _by(desk: Desk, account_of: Callable[[list[Customer]], Account], *, family_only: bool) -> list[Payment]:
    """Pay one item for each of two or three customers."""
    for _ in range(200):
        family = (
            desk.book.families[desk.book.rng.choice(desk.payers()).root]
            if family_only
            else desk.book.rng.sample(desk.payers(), 3)
        )
        if len(family) < 2 or family[0].currency != desk.currency:
            continue
        picked = [desk.book.pick([member], desk.currency, invoice, 1) for member in family[:3]]
        items = [items[0] for items in picked if items]
        if len(items) > 1:
            account = account_of(family)
            return [payment(desk, family[0] if family_only else None, account, whole(items))]
    return []
