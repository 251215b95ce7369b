"""A case is one receipt with all that speaks about it: lines, readings, payers and their books."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import polars as pl
from rapidfuzz.distance import OSA

from kit.lazy import lazy
from kit.remembering import remembered
from matcher.explanations import reasons
from matcher.frames import HITS, PAYERS, RECEIPTS, REMITTANCES
from matcher.remittance import labels, normal
from matcher.remittance.habits import Habit, Held
from matcher.shelf import GLUED_MIN, Hit, Item, Line, Payer, Receipt, Shelf, core_of, solid, typed

#: Ways of knowing a payer that only repeat what the numbers in the text said.
ECHOES = frozenset({"mentioned"})
#: Ways of knowing a payer by a name that is his, letter for letter.
EXACT_NAMES = frozenset({"name", "alias"})
#: Ways of knowing a payer by a name that is his as far as it is written.
SAME_NAMES = EXACT_NAMES | {"name_cut", "name_order"}
#: Ways of knowing a payer that speak for a customer and never against another: names among a text's words.
AMONG_WORDS = frozenset({"name_said"})
#: How the sign of a name begins (payers.py).
CALLED = ("the name reads as", "the words name")
#: The payer's name is how another customer's begins.
BEGUN = "name_begun"
#: Readings of a mention that mean every item of an order, not one document.
GROUPS = frozenset({"purchase_order", "order", "delivery"})
#: Readings of a document's whole number, just as it is written but for blanks, marks and zeros.
AS_WRITTEN = frozenset({"exact", "normal"})
#: Readings of a number without the document's own ending, or with one of the payer's.
UNENDED = frozenset({"suffix"})
#: How the members of a range are read.
RANGE = "range"
#: The least family probability at which a payer's book is searched.
PAYER_FLOOR = 0.02
BOOKS_MAX = 12
#: From here on a customer's own items are a book of their own beside his family's.
LIKELY = 0.2
#: Room for free text: an ACH addenda record holds 80 characters, wires and ISO 20022 140, Fedwire in 4 lines of 35.
#: A field this full may have been cut; the payer's blanks at its end are gone.
FULL_FIELDS = frozenset({78, 79, 80, 138, 139, 140})
WIRE_LINES, WIRE_LINE = 4, range(33, 36)
_FIELD = re.compile(r"(?:OBI|PMT DET|PMT INFO|RFB|REMI|ROC|DETAILS)[=:#]+")
#: A list that ends in its own label or separator, and one whose next piece is a number nobody read.
_GOES_ON = re.compile(r"(?:[,/&+#-]|\b(?:AND|INV|INVS|INVOICE|INVOICES|PO|NO))\s*$", re.IGNORECASE)
_UNREAD = re.compile(r"(?:[\s,;/&+]|AND\b|-?\$?\d[\d,]*\.\d{2}(?![\dA-Z]))*[A-Z#./-]{0,8}\d")
#: A piece of a number shorter than this says little; one sign in so many may be misread.
FRAGMENT_MIN, SIGNS_A_SLIP = 3, 4
#: So many signs of a number are slips of the hand; with more it is another number.
SLIPS_MAX = 2


class Reading(NamedTuple):
    """One mention with the items it can mean, strongest first; `group` means all of them together."""

    mention: int
    position: int
    hits: tuple[Hit, ...]

    @property
    def strong(self) -> bool:
        """Return whether the number itself was read without doubt."""
        return any(hit.strong for hit in self.hits)

    @property
    def group(self) -> bool:
        """Return whether the mention names an order with several items."""
        return len(self.hits) > 1 and all(hit.how in GROUPS for hit in self.hits)

    @property
    def sure(self) -> bool:
        """Return whether the mention strongly means exactly one item."""
        return len(self.hits) == 1 and self.hits[0].strong


@dataclass
class Case:
    """One receipt, its remittance lines, what its mentions can mean, who may have paid, and what is left to take."""

    receipt: Receipt
    shelf: Shelf
    lines: tuple[Line, ...] = ()
    hits: tuple[Hit, ...] = ()
    payers: tuple[Payer, ...] = ()
    unread: tuple[str, ...] = ()
    paid_before: Mapping[str, int] = field(default_factory=dict)  # amounts of the closed items it names
    together: frozenset[str] = frozenset()  # named by several receipts of the day that foot to it together
    thin: bool = False  # the payer is known by a link with one confirmation only
    habits: tuple[Habit, ...] = ()  # what was learned of the payer and holds here
    cache: dict[str, Any] = field(default_factory=dict)

    @property
    def not_ar(self) -> bool:
        """Return whether the payer's money was said to be no customer's payment."""
        return any(habit.kind == "not_ar" for habit in self.habits)

    @lazy
    def open_hits(self) -> tuple[Hit, ...]:
        """Return the hits on items that may take money of this entity and currency."""
        return tuple([hit for hit in self.hits if hit.state == "open" and self._fits(hit.item_id)])

    @lazy
    def crossing(self) -> tuple[Hit, ...]:
        """Return strong hits on open items of another entity or currency: named, and out of reach."""
        return tuple(
            hit
            for hit in self.hits
            if hit.strong and hit.state == "open" and hit.item_id in self.shelf.items and not self._fits(hit.item_id)
        )

    @lazy
    def ranged(self) -> frozenset[str]:
        """Return the items that only a range names, its ends included."""
        return frozenset(key for key, hit in self.named.items() if hit.how == RANGE)

    @lazy
    def between(self) -> frozenset[str]:
        """Return the items a range names without writing their numbers: all but its ends."""
        spans: defaultdict[tuple[int, int, int], set[int]] = defaultdict(set)
        for hit in self.hits:
            if hit.how == RANGE:
                spans[hit.position, hit.start, hit.end].add(hit.mention)
        ends = {end for mentions in spans.values() for end in (min(mentions), max(mentions))}
        return frozenset(key for key in self.ranged if self.named[key].mention not in ends)

    @lazy
    def _still_open(self) -> frozenset[int]:
        """Return the mentions that strongly mean something open."""
        return frozenset([hit.mention for hit in self.open_hits if hit.strong])

    @lazy
    def _paid(self) -> tuple[Hit, ...]:
        """Return the strong hits on documents that are paid."""
        return tuple([hit for hit in self.hits if hit.strong and hit.state == "closed"])

    @lazy
    def closed_hits(self) -> tuple[Hit, ...]:
        """Return the strong hits on documents that are paid, where the same mention names nothing open."""
        paid = (hit for hit in self._paid if hit.mention not in self._still_open)
        return tuple(hit for hit in paid if hit.how != RANGE or not self.ranged)  # a range means what is open in it

    @lazy
    def gone(self) -> bool:
        """Return whether a number that is no longer open names something: another receipt paid it, or one of before.

        A number that nothing vouches for counts where it is a paid document's of the payer's own, as it looks.
        """
        taken = any(hit.strong and hit.state == "open" and hit.item_id not in self.shelf.items for hit in self.hits)
        return taken or any(self._own_and_paid(hit) for hit in self.hits)

    def _own_and_paid(self, hit: Hit) -> bool:
        """Return whether a number that nothing vouches for is that of what the payer has paid, but for its ending."""
        written = hit.state == "closed" and not hit.strong and hit.how in AS_WRITTEN | UNENDED | {"ocr"}
        return written and hit.mention not in self._still_open and self.shelf.root(hit.customer) in self.known

    @lazy
    def paid_alike(self) -> bool:
        """Return whether a number that names something open is also that of a paid document of just this amount."""
        alike = (hit for hit in self._paid if self.paid_before.get(hit.item_id) == self.receipt.amount)
        return any(hit.mention in self._still_open and hit.how != RANGE for hit in alike)

    def _fits(self, item_id: str) -> bool:
        item = self.shelf.items.get(item_id)
        return item is not None and (item.entity, item.currency) == (self.receipt.entity, self.receipt.currency)

    @lazy
    def known(self) -> dict[str, float]:
        """Return the probability of each family, from what says more than the numbers in the text do."""
        total: defaultdict[str, float] = defaultdict(float)
        for payer in self.payers:
            if payer.how not in ECHOES:
                total[self.shelf.root(payer.customer)] += payer.probability
        ranked = sorted(total.items(), key=lambda each: (-each[1], each[0])) if len(total) > 1 else total.items()
        return {root: min(1.0, share) for root, share in ranked}

    @lazy
    def certain(self) -> frozenset[str]:
        """Return the families the bank's own data vouches for (account, company id, virtual account)."""
        return frozenset([self.shelf.root(payer.customer) for payer in self.payers if payer.independent])

    @lazy
    def vouched(self) -> float:
        """Return how likely the likeliest family is that not only its name among the bank's words speaks for.

        Families of which each has the payer's name are one here: whichever of them pays, nobody else does.
        """
        roots = {self.shelf.root(payer.customer) for payer in self.payers if payer.how in AMONG_WORDS}
        shares = {root: share for root, share in self.known.items() if root not in roots}
        one = sum(share for root, share in shares.items() if root in self.namesakes)
        return max(one, *shares.values()) if shares else 0.0

    @lazy
    def namesakes(self) -> frozenset[str]:
        """Return the families one of whose names is the payer's, as far as it is written."""
        return frozenset([self.shelf.root(payer.customer) for payer in self.payers if payer.how in SAME_NAMES])

    @lazy
    def begun(self) -> frozenset[str]:
        """Return the families one of whose names goes on where the payer's ends: a field may have cut it."""
        return frozenset([self.shelf.root(payer.customer) for payer in self.payers if payer.how == BEGUN])

    @lazy
    def exactly_named(self) -> frozenset[str]:
        """Return the families one of whose names or aliases is the payer's, letter for letter."""
        return frozenset([self.shelf.root(payer.customer) for payer in self.payers if payer.how in EXACT_NAMES])

    @lazy
    def numbered(self) -> frozenset[str]:
        """Return the families whose customer number the payer wrote."""
        written = {line.reference.strip().lstrip("0") for line in self.lines}
        return frozenset(
            self.shelf.root(payer.customer)
            for payer in self.payers
            if payer.how == "number" or "customer number" in payer.explanation or payer.customer.lstrip("0") in written
        )

    @lazy
    def agreed(self) -> frozenset[str]:
        """Return the families whose customer number the payer wrote and whose name he has: two signs of one payer."""
        called = [payer for payer in self.payers if any(words in payer.explanation for words in CALLED)]
        return self.numbered & {self.shelf.root(payer.customer) for payer in called}

    @lazy
    def tight(self) -> str:
        """Return all the payer's words without anything between letters and digits: glued numbers stand in it."""
        lines = (f"{line.reference} {line.text}" for line in self.lines)
        return "|".join(solid(words) for words in (self.receipt.text, *self.receipt.references, *lines))

    def appears(self, item: Item) -> bool:
        """Return whether the item's number stands in the words, glued to others perhaps; short numbers say nothing."""
        core = core_of(item.document_number)
        return len(core) >= GLUED_MIN and core in self.tight

    @property
    def open_to_glued(self) -> bool:
        """Return whether a number glued to others may say more: words there are, and what is named does not foot."""
        whole = len(self.tight) >= GLUED_MIN
        return whole and self.receipt.amount != sum(self.shelf.items[key].open for key in self.named)

    @lazy
    def glued(self) -> tuple[Item, ...]:
        """Return the payer's items that no mention reads and whose numbers stand in his words all the same."""
        if "standing" not in self.cache:
            stand([self])
        if not (found := self.cache["standing"] and self.cache["standing"] - {hit.item_id for hit in self.open_hits}):
            return ()
        books = (self.shelf.family(self.receipt, root) for root in self.families)
        return tuple([item for book in books for item in book if item.item_id in found])

    def weakly(self, items: Iterable[Item]) -> frozenset[str]:
        """Return which of the items a number that may be damaged points to; one that fits several says none."""
        ids = {item.item_id: item for item in items}
        strong = {hit.item_id for hit in self.open_hits if hit.strong}
        meant: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
        for hit in self.open_hits:
            if not hit.strong and hit.item_id in ids:
                meant[hit.position, hit.mention].add(hit.item_id)
        grouped = {hit.item_id for hit in self.open_hits if hit.how in GROUPS and hit.item_id in ids}
        alone = {next(iter(found)) for found in meant.values() if len(found) == 1} | grouped
        inside = {key for key, item in ids.items() if key not in strong and self.appears(item)}
        return frozenset((alone | inside) - strong)

    @lazy
    def words(self) -> str:
        """Return all the payer's words without his name, which may hold any word."""
        lines = (f"{line.text} {line.adjustment_text}" for line in self.lines)
        said = "\n".join((self.receipt.text, *self.receipt.references, *lines)).upper()
        return said.replace(self.receipt.payer_name.upper(), " ") if self.receipt.payer_name else said

    @lazy
    def discounts(self) -> dict[str, int]:
        """Return the discounts the payer wrote behind numbers in free text, by the item each number means."""
        stated = reasons.stated_discounts(self.receipt.text, self.receipt.currency)
        hits = (
            sorted((hit for hit in self.named.values() if hit.start >= 0), key=lambda hit: hit.start) if stated else []
        )
        ends = [*(hit.start for hit in hits[1:]), len(self.receipt.text)]
        behind = (
            (hit.item_id, [minor for start, minor in stated if hit.end <= start < end])
            for hit, end in zip(hits, ends, strict=False)
        )
        return {item_id: found[0] for item_id, found in behind if len(found) == 1}

    @lazy
    def cut(self) -> bool:
        """Return whether the payer's list may go on where we cannot read it: its room is full, or it ends unread."""
        if self.lines:
            return any(line.truncated for line in self.lines)
        text = self.receipt.text.rstrip()
        parts = _FIELD.split(text.replace("\n", "")) + text.split("\n")[-1:]
        packed = [len(part) for part in text.split("\n")[-WIRE_LINES:]]
        full = len(packed) == WIRE_LINES and all(size in WIRE_LINE for size in packed)
        read = max((hit.end for hit in self.hits), default=-1)
        return (
            full
            or any(len(part) in FULL_FIELDS for part in parts)
            or _GOES_ON.search(text) is not None
            or (read > 0 and _UNREAD.match(text[read:].upper()) is not None)
        )

    @lazy
    def likely(self) -> tuple[str, ...]:
        """Return the customers who are likely themselves the payer, not only of his family."""
        return tuple(payer.customer for payer in self.payers if payer.probability >= LIKELY)

    @lazy
    def books(self) -> dict[str, tuple[Item, ...]]:
        """Return the open items of the likeliest families, likeliest first."""
        return {root: self.shelf.family(self.receipt, root) for root in self.families}

    @lazy
    def families(self) -> tuple[str, ...]:
        """Return the likeliest families, whose books are searched, likeliest first.

        Of more than can be searched those are taken first of whom an item is meant or asks just what came.
        """
        likely = [root for root, share in self.known.items() if share >= PAYER_FLOOR]
        if len(likely) <= BOOKS_MAX:
            return tuple(likely)
        owners = [hit.customer for hit in self.open_hits] + [item.customer for item in self.shelf.asking(self.receipt)]
        first = set(map(self.shelf.root, owners))
        first |= {root for root in likely if self.known[root] >= LIKELY}
        chosen = sorted(likely, key=lambda root: root not in first)[:BOOKS_MAX]
        return tuple(root for root in likely if root in chosen)

    @lazy
    def size(self) -> int:
        """Return how many open items the likeliest families have."""
        return sum([self.shelf.count(self.receipt, root) for root in self.families])

    @lazy
    def readings(self) -> tuple[Reading, ...]:
        """Return the mentions that can mean something open, each narrowed to the payer's own where it reaches there."""
        grouped: defaultdict[tuple[int, int], list[Hit]] = defaultdict(list)
        for hit in self.open_hits:
            grouped[hit.position, hit.mention].append(hit)
        return tuple(
            [Reading(mention, position, self._narrowed(hits)) for (position, mention), hits in sorted(grouped.items())]
        )

    def _narrowed(self, hits: list[Hit]) -> tuple[Hit, ...]:
        """Prefer strong readings over weak ones and the payer's own items over others'."""
        if len(hits) == 1:
            return (hits[0],)
        strong = [hit for hit in hits if hit.strong]
        own = [hit for hit in strong if self.shelf.root(hit.customer) in self.known]
        weak_own = [hit for hit in hits if not hit.strong and self.shelf.root(hit.customer) in self.known]
        kept = own or [*strong, *weak_own] or hits
        if any(hit.strong and hit.how not in GROUPS for hit in kept):
            kept = [hit for hit in kept if hit.how not in GROUPS]
        best = {hit.item_id: hit for hit in reversed(kept)}
        return tuple(sorted(best.values(), key=lambda hit: (not hit.strong, hit.document_number, hit.item_id)))

    @lazy
    def spoken(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the items that readings mean strongly, and those that they mean only weakly."""
        hits = [hit for reading in self.readings for hit in reading.hits]
        strong = frozenset([hit.item_id for hit in hits if hit.strong])
        return strong, frozenset([hit.item_id for hit in hits if not hit.strong]) - strong

    @lazy
    def beside(self) -> dict[str, set[int]]:
        """Return the sums that the payer wrote beside the numbers of each item, minor units."""
        said: defaultdict[str, set[int]] = defaultdict(set)
        for reading in self.readings:
            for hit in reading.hits:
                if hit.paid is not None:
                    said[hit.item_id].add(hit.paid)
        return dict(said)

    @lazy
    def named(self) -> dict[str, Hit]:
        """Return the items named without doubt, by id, with the hit that says so."""
        return {reading.hits[0].item_id: reading.hits[0] for reading in reversed(self.readings) if reading.sure}


def stand(cases: Sequence[Case]) -> None:
    """Find for cases of one shelf, all at once, which of the payers' numbers stand in their words; each keeps his."""
    open_ = [case for case in cases if case.open_to_glued]
    words = [(each.receipt.entity, each.receipt.currency, root, each.tight) for each in open_ for root in each.families]
    owners = [case for case in open_ for _ in case.families]
    for case in cases:
        case.cache["standing"] = frozenset()
    for at, item_id in open_[0].shelf.standing(words) if words else ():
        owners[at].cache["standing"] |= {item_id}


def cases(
    receipts: pl.DataFrame,
    remittances: pl.DataFrame,
    hits: pl.DataFrame,
    payers: pl.DataFrame,
    on: Shelf,
    *,
    unread: Mapping[str, tuple[str, ...]],
    closed: Mapping[str, int],
    thin: frozenset[str],
    held: Held,
) -> list[Case]:
    """Return one case a receipt, in the order of receipt ids whatever order the rows came in."""
    lines = _grouped(typed(_sorted(remittances, "position", "reference"), REMITTANCES, Line))
    found = _grouped(typed(_sorted(hits, "mention", ~pl.col("strong"), "document_number", "item_id"), HITS, Hit))
    who = _grouped(typed(_sorted(payers, -pl.col("probability"), "customer", "how"), PAYERS, Payer))
    return [
        Case(
            receipt,
            on,
            lines.get(receipt.receipt_id, ()),
            _of_one_family(found.get(receipt.receipt_id, ()), on),
            who.get(receipt.receipt_id, ()),
            _strange(unread.get(receipt.receipt_id, ()), who.get(receipt.receipt_id, ())),
            closed,
            thin=receipt.receipt_id in thin,
            habits=held.get(receipt.receipt_id, ()),
        )
        for receipt in sorted(typed(receipts, RECEIPTS, Receipt), key=lambda receipt: receipt.receipt_id)
    ]


def _strange(unread: Sequence[str], payers: Sequence[Payer]) -> tuple[str, ...]:
    """Return the unread numbers but the payer's own customer number, which names him and no document."""
    own = {payer.customer.lstrip("0") for payer in payers}
    return tuple(raw for raw in unread if normal.tight(raw).lstrip("0") not in own) if unread else ()


def _of_one_family(hits: tuple[Hit, ...], on: Shelf) -> tuple[Hit, ...]:
    """Return the hits with only that family's of each range that has both its ends; of no family's, none is sure."""
    spans: defaultdict[tuple[int, int, int], list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.how == RANGE:
            spans[hit.position, hit.start, hit.end].append(hit)
    if not spans:
        return hits
    owners: dict[tuple[int, int, int], set[str]] = {}
    for span, members in spans.items():
        ends = {end(hit.mention for hit in members) for end in (min, max)}
        roots = [{on.root(hit.customer) for hit in members if hit.mention == end} for end in sorted(ends)]
        owners[span] = set.intersection(*roots)
    kept = []
    for hit in hits:
        own = owners.get((hit.position, hit.start, hit.end)) if hit.how == RANGE else None
        if own is None or on.root(hit.customer) in own:
            kept.append(hit)
        elif not own:
            kept.append(hit._replace(strong=False))
    return tuple(kept)


def akin(written: str, item: Item) -> bool:
    """Return whether what is written may be one of the item's own numbers, damaged or cut; no digits say nothing."""
    digits = _digits(written)
    if not any(map(str.isdigit, digits)) or labels.placeholder(normal.tight(written)):
        return True
    own = (item.document_number, item.po_number, item.order_number, item.delivery_number)
    return any(_resembles(digits, _digits(number)) or _ends(written, number) for number in own if number)


def _ends(written: str, number: str) -> bool:
    """Return whether the digits that were written, zeros and all, are the last ones of a number."""
    end = normal.digits(written)
    return len(end) >= FRAGMENT_MIN and normal.digits(number).endswith(end)


def apart(written: str, item: Item) -> int:
    """Return how many signs of a number must be changed to make it the item's."""
    return int(OSA.distance(core_of(written), core_of(item.document_number)))


@remembered(1 << 16)
def _digits(number: str) -> str:
    """Return a number without the letters and zeros that lead it, look-alikes turned to digits."""
    whole = normal.tight(number)
    return normal.folded(normal.core(whole) or whole)


def _resembles(written: str, number: str) -> bool:
    """Return whether one is a piece of the other, or a few signs of one are read otherwise."""
    shorter, longer = sorted((written, number), key=len)
    if len(shorter) < FRAGMENT_MIN:
        return len(shorter) > 0 and written == shorter and number.startswith(written)
    return shorter in longer or OSA.distance(written, number) <= len(number) // SIGNS_A_SLIP


def _sorted(rows: pl.DataFrame, *by: str | pl.Expr) -> pl.DataFrame:
    """Return the rows by receipt and in canonical order, whatever order they came in."""
    return rows.sort("receipt_id", *by, maintain_order=True)


def _grouped(rows: Iterator[Any]) -> dict[str, tuple[Any, ...]]:
    """Return the rows of each receipt, which stand together."""
    return {receipt: tuple(group) for receipt, group in groupby(rows, key=itemgetter(0))}
