"""Who pays what in the files from abroad: items that no other file of the morning pays, each taken once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.world.parties import plain

Row = Mapping[str, str]
DAY = "2026-11-19"
LONG, SHORT = "20261119", "261119"
#: Cents between which an item is a payment of its own.
LEAST, MOST = 10_000, 2_500_000
OURS = "CALDER RIDGE SUPPLY CO"


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of one open item, in minor units; `paid` is what reached us, `minor` what is open."""

    file: str
    reference: str
    document: str
    customer: str
    payer: str
    currency: str
    minor: int
    paid: int
    sort: str

    @property
    def point(self) -> str:
        """Return what reached us, with a point."""
        return point(self.paid)

    @property
    def comma(self) -> str:
        """Return what reached us, with a comma."""
        return point(self.paid).replace(".", ",")


def point(minor: int) -> str:
    """Return minor units as a decimal."""
    return f"{minor // 100}.{minor % 100:02d}"


@dataclass
class Desk:
    """The items that are free, and what was paid with them; `trace` keeps a payment whose advice comes elsewhere."""

    names: dict[str, str]
    free: dict[str, Iterator[Row]]
    payments: list[Payment] = field(default_factory=list)
    trace: dict[str, Payment] = field(default_factory=dict)
    file: str = ""

    def pay(
        self,
        currency: str,
        reference: str,
        *,
        sort: str = "clean",
        less: int = 0,
        advice: str = "",
        name: Callable[[Payment], str] = lambda one: one.reference,
    ) -> Payment:
        """Take the next free item of a currency and pay it, `less` so many cents that the road there cost.

        `advice`: the format in which its advice comes. `name`: how the bank's file names it, if not by `reference`.
        """
        item = next(self.free[currency])
        owner, minor = item["customer_number"], int(item["open_amount"].replace(".", ""))
        payer = plain(self.names[owner]).replace("&", "AND").replace(",", "")
        made = Payment(self.file, reference, item["document_number"], owner, payer, currency, minor, minor - less, sort)
        made = replace(made, reference=name(made))
        self.payments.append(made)
        if advice:
            self.trace[advice] = made
        return made


def opened(customers: Sequence[Row], items: Sequence[Row], paid: Iterable[str], asked: Iterable[str]) -> Desk:
    """Return the desk of a morning: free is an open invoice of a sum of its own, never paid in part.

    None of the customers `asked` about in the morning's own files, so that those questions stay what they are.
    """
    taken, doubtful = set(paid), set(asked)
    sums = Counter(item["open_amount"] for item in items)
    free: dict[str, list[Row]] = {"USD": [], "EUR": []}
    for item in items:
        whole = item["document_type"] == "invoice" and item["amount"] == item["open_amount"]
        size = int(item["open_amount"].replace(".", ""))
        known = item["document_number"] in taken or item["customer_number"] in doubtful
        if whole and not known and LEAST < size < MOST and sums[item["open_amount"]] == 1:
            free[item["currency"]].append(item)
    names = {row["customer_number"]: row["name"] for row in customers}
    return Desk(names, {currency: iter(_spread(found)) for currency, found in free.items()})


def _spread(items: list[Row]) -> Iterator[Row]:
    """Yield items so that neighbours have different customers: the first of each, then the second of each."""
    queues: dict[str, list[Row]] = {}
    for item in items:
        queues.setdefault(item["customer_number"], []).append(item)
    for place in range(max(map(len, queues.values()), default=0)):
        yield from (queue[place] for queue in queues.values() if place < len(queue))
