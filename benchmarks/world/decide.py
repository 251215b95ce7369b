"""Whether a careful expert with only the files, the master data and the payer links could be certain; see README.md."""

from collections.abc import Callable

from benchmarks.world.book import Book
from benchmarks.world.items import Item
from benchmarks.world.payments import Payment


def _means_only(book: Book, text: str, item: Item) -> bool:
    """Say whether the digits mean this document alone, in all the world or at least in its family."""
    found = book.meanings(text)
    mine = [one for one in found if one.customer.root == item.customer.root]
    return item in found and (
        len(found) == 1 or (len(mine) == 1 and all(one.open != item.open for one in found if one is not item))
    )


def known(payment: Payment) -> bool:
    """Say whether the file shows an account or company id that payer_links.csv holds."""
    return payment.account.known and payment.account_told


def names(book: Book, payment: Payment) -> bool:
    """Every item is named, and its digits mean it alone."""
    return all(_means_only(book, due.item.core, due.item) for due in payment.dues)


def tails(book: Book, payment: Payment) -> bool:
    """Every item is named by the end of its number, which no other of the family ends in, and the payer is known."""

    def lone(item: Item) -> bool:
        tail = item.number.rpartition("-")[2]
        return sum(one.number.endswith(tail) for one in book.family_items(item.customer.root, item.currency)) == 1

    return (known(payment) and all(lone(due.item) for due in payment.dues)) or (
        len(payment.dues) == 1 and len(book.meanings(payment.dues[0].item.number.rpartition("-")[2])) == 1
    )


def ends(book: Book, payment: Payment) -> bool:
    """Every item is named by the last digits of its number, which no other of a known payer's family ends in."""

    def lone(item: Item, end: str) -> bool:
        own = book.family_items(item.customer.root, item.currency)
        return sum("".join(filter(str.isdigit, one.number)).endswith(end) for one in own) == 1

    said = zip(payment.dues, payment.said, strict=True)
    return known(payment) and all(lone(due.item, one.written) for due, one in said)


def sole(book: Book, payment: Payment) -> bool:
    """The payer is written down for certain, and each amount singles out its item in the family."""
    return all(book.sole_amount(due.item, due.cash) for due in payment.dues)


def amounts(book: Book, payment: Payment) -> bool:
    """The account is known, and each amount singles out its item in the family."""
    return known(payment) and sole(book, payment)


def damaged(book: Book, payment: Payment) -> bool:
    """What is legible names its item alone; the rest is singled out by amount in a known payer's family."""
    written = {said.written for said in payment.said}
    lost = [due for due in payment.dues if due.item.number not in written]
    clear = all(_means_only(book, due.item.core, due.item) for due in payment.dues if due.item.number in written)
    return clear and known(payment) and all(book.sole_amount(due.item, due.cash) for due in lost)


def fragment(book: Book, payment: Payment) -> bool:
    """All are named but the last, whose cut number and what is left of the money mean one item of a known payer."""
    last = payment.dues[-1]
    alike = [
        item
        for item in book.family_items(last.item.customer.root, last.item.currency)
        if item.number.startswith(payment.note) and item.open == last.cash
    ]
    return known(payment) and len(alike) == 1 and names(book, payment)


def _other(which: str) -> Callable[[Book, Payment], bool]:
    """Return the test that another number of the item means it alone."""
    return lambda book, payment: all(_means_only(book, getattr(due.item, which), due.item) for due in payment.dues)


def always(book: Book, payment: Payment) -> bool:
    """The customer's number is written and the money is all it owes, to the cent."""
    owed = sum(item.open for due in payment.dues[:1] for item in book.owned[due.item.customer.number])
    return owed == payment.amount


def never(book: Book, payment: Payment) -> bool:
    """Nobody can be certain, or there is nothing to apply."""
    assert book.items
    assert payment.noise
    return False


TESTS: dict[str, Callable[[Book, Payment], bool]] = {
    "names": names,
    "tails": tails,
    "ends": ends,
    "sole": sole,
    "amounts": amounts,
    "damaged": damaged,
    "fragment": fragment,
    "po": _other("po"),
    "order": _other("order"),
    "delivery": _other("delivery"),
    "always": always,
    "never": never,
    "unsaid": never,
}
