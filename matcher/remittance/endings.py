"""Numbers of which only the end is written: which of the payer's own items they mean, where these foot to the cent."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from math import prod

from matcher.cases import Case
from matcher.explanations import differences
from matcher.explanations.pieces import Hypothesis, Piece
from matcher.policy import Policy
from matcher.remittance import normal
from matcher.shelf import Item

#: An end has so many digits at least; more than a document number has are something else.
END_MIN, END_MAX = 4, 9
#: So many, where a word for invoice leads it: they are only offered.
SHORT = 3
#: So many choices among items with one end are tried, of so many items each.
CHOICES_MAX, FITTING_MAX = 64, 4
#: Sums of money, which are no numbers of anything.
_MONEY = re.compile(r"[$€£]?\s?\d[\d,]*\.\s?\d\s?\d(?!\d)")
_RUN = re.compile(rf"(?<!\d)\d{{{END_MIN},{END_MAX}}}(?!\d)")


def by_endings(case: Case, policy: Policy) -> Iterator[Hypothesis]:
    """Yield the items whose numbers end as the payer writes, beside those he names, where they foot to the receipt.

    A bank's own numbers stand before the payer's words and may end like one of ours by chance: what comes last is
    enough, if it foots.
    """
    for written in dict.fromkeys((*_written(case), _short(case))):
        ends = _ending(case, case.families, written)
        if fits := [found for found in (_fitting(case, digits) for digits in ends) if found]:
            yield from _footing(case, policy, fits)


def of_others(case: Case, best: Hypothesis, roots: frozenset[str]) -> bool:
    """Return whether a number in the words is the end of what these families owe, and of nothing that is paid.

    Four digits are too few: banks' numbers stand among the words as well.
    """
    said = {digits for written in _written(case) for digits in written if len(digits) > END_MIN}
    fits = ([item.item_id for item in _owed(case, roots, digits)] for digits in _ending(case, roots, said))
    return any(found and best.items.isdisjoint(found) for found in fits)


def listed(written: str, items: Sequence[Item]) -> bool:
    """Return whether `8279/9982` lists the ends of the items' numbers: one number with a stroke, or two."""
    ends = [normal.digits(piece) for piece in written.split("/")]
    numbers = [normal.digits(item.document_number) for item in items]
    told = len(ends) > 1 and all(len(end) >= END_MIN for end in ends)
    return told and all(any(number.endswith(end) for number in numbers) for end in ends)


def _ending(case: Case, roots: Iterable[str], said: Iterable[str]) -> list[str]:
    """Return which digits end a number of these families' items."""
    numbers = "".join([_numbers(case, root) for root in roots]) if said else ""
    return [digits for digits in said if f"{digits}\n" in numbers]


def _numbers(case: Case, root: str) -> str:
    """Return the digits of the numbers of a family's items, a line each; worked out once a book."""
    book = case.shelf.family(case.receipt, root)
    kept = case.shelf.kept(book)
    if "numbers" not in kept:
        kept["numbers"] = normal.digits_of_each([item.document_number for item in book])
    numbers: str = kept["numbers"]
    return numbers


def _owed(case: Case, roots: Iterable[str], digits: str) -> Iterator[Item]:
    """Yield what the families owe whose number ends with the digits."""
    owed = (item for root in roots for item in case.shelf.family(case.receipt, root) if item.open > 0)
    return (item for item in owed if normal.digits(item.document_number).endswith(digits))


def _written(case: Case) -> Iterator[tuple[str, ...]]:
    """Yield the digits the payer writes, in their order, but those that name an item; a line may break in a number."""
    if case.lines:
        read = {hit.position for hit in case.named.values()}
        yield _digits([line.reference for line in case.lines if line.position not in read])
        return
    spans = [(hit.start, hit.end) for hit in case.named.values() if hit.start >= 0]
    text = case.receipt.text
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    for broken in ("", " ") if "\n" in text else ("",):
        whole = text.replace("\n", broken)
        yield tuple(_RUN.findall(_MONEY.sub(" ", whole) if "." in whole else whole))


def _short(case: Case) -> tuple[str, ...]:
    """Return the ends of three digits that claim to be numbers of ours and mean none: `INV 729 / 719`."""
    return tuple(raw for raw in case.unread if len(raw) == SHORT and raw.isdigit())


def _digits(references: Sequence[str]) -> tuple[str, ...]:
    """Return the digits of each reference that has enough of them."""
    found = map(normal.digits, references)
    return tuple(digits for digits in found if END_MIN <= len(digits) <= END_MAX)


def _fitting(case: Case, digits: str) -> tuple[Item, ...]:
    """Return what the likeliest families owe and nobody named, whose numbers end with the digits."""
    owed = _owed(case, case.families, digits)
    return tuple(islice((item for item in owed if item.item_id not in case.named), FITTING_MAX))


def _footing(case: Case, policy: Policy, fits: Sequence[tuple[Item, ...]]) -> Iterator[Hypothesis]:
    """Yield the choices that foot: of all the numbers written, else of all but the first ones."""
    named = tuple(case.shelf.items[key] for key in sorted(case.named))
    for start in range(len(fits)):
        found = list(_choices(case, policy, named, fits[start:]))
        if found:
            yield from found
            return


def _choices(
    case: Case, policy: Policy, named: Sequence[Item], fits: Sequence[tuple[Item, ...]]
) -> Iterator[Hypothesis]:
    """Yield each choice that foots, with the discounts that are earned or without."""
    if prod(map(len, fits)) > CHOICES_MAX:
        return
    for chosen in product(*fits):
        items = tuple(dict.fromkeys((*named, *chosen)))
        for discounted in (True, False):
            pieces = tuple(_priced(item, case, policy, discounted=discounted) for item in items)
            if sum(piece.cash for piece in pieces) == case.receipt.amount:
                ids = frozenset(item.item_id for item in chosen)
                yield Hypothesis("endings", pieces, named=frozenset(case.named), weak=ids)
                break


def _priced(item: Item, case: Case, policy: Policy, *, discounted: bool) -> Piece:
    """Return what an item is paid: all it asks, or less its earned discount."""
    off = differences.off(item, case.receipt, policy) if discounted else 0
    return Piece(item, item.open - off, off)
