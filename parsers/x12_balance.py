"""Senders of an 820 differ in what an amount includes: the payment total decides how its lines are read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from parsers.codes.x12_qualifiers import CREDITS
from parsers.records import Adjustment


@dataclass(slots=True)
class Document:
    """One RMR as written, with the ADX and REF that belong to it; or one standalone ADX, which has no `net`."""

    line: int
    code: str  # RMR01, or ADX03
    reference: str
    net: int | None = None  # RMR04
    gross: int | None = None  # RMR05
    discount: int | None = None  # RMR06
    penalty: int | None = None  # RMR08
    reason: str = ""  # RMR07
    adjustments: list[Adjustment] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    dates: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    standalone: bool = False

    @property
    def adjusted(self) -> int:
        """Return the sum of the adjustments, signed as written."""
        return sum(adjustment.minor for adjustment in self.adjustments)

    @property
    def paid(self) -> int:
        """Return what is paid by the written net, else by gross less discount."""
        if self.net is not None:
            return self.net
        return (self.gross or 0) - (self.discount or 0)


@dataclass(frozen=True, slots=True)
class Convention:
    """One way to read the lines of a set."""

    name: str
    of_document: Callable[[Document], int]
    standalone: bool  # adjustments outside a document count


def _billed(document: Document) -> int:
    """Return gross less discount, where the gross is written."""
    return document.paid if document.gross is None else document.gross - abs(document.discount or 0)


#: In the order of how often each is met; the first that gives the payment total is the sender's.
CONVENTIONS: tuple[Convention, ...] = (
    Convention("net", lambda document: document.paid, standalone=True),
    Convention("net, standalone outside", lambda document: document.paid, standalone=False),
    Convention("adjustments outside net", lambda document: document.paid + document.adjusted, standalone=True),
    Convention(
        "adjustments outside net, standalone outside",
        lambda document: document.paid + document.adjusted,
        standalone=False,
    ),
    Convention(
        "gross less discount, adjusted", lambda document: _billed(document) + document.adjusted, standalone=True
    ),
    Convention("gross less discount", _billed, standalone=True),
    Convention(
        "net and gross swapped",
        lambda document: document.paid if document.gross is None else document.gross,
        standalone=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What each line pays under the convention that fits; `balanced` is false where none fits the total."""

    convention: str
    paid: tuple[int, ...]
    balanced: bool


def reading(documents: Sequence[Document], total: int | None) -> Reading:
    """Return the reading whose lines sum to the total; without a total, or where none does, the book's own."""
    first: Reading | None = None
    for candidate in _readings(documents):
        first = first or candidate
        if total is None or sum(candidate.paid) == total:
            return Reading(candidate.convention, candidate.paid, balanced=total is not None)
    assert first is not None, "there is always a first convention"
    return first


def _readings(documents: Sequence[Document]) -> Iterator[Reading]:
    """Yield the conventions in order, then with credit memos negated, then with one standalone line dropped."""
    for sign, suffix in ((1, ""), (-1, ", credit memos negated")):
        if sign < 0 and not any(document.code in CREDITS for document in documents):
            continue
        for convention in CONVENTIONS:
            paid = tuple(_paid(document, convention, sign) for document in documents)
            yield Reading(convention.name + suffix, paid, balanced=False)
    book = tuple(_paid(document, CONVENTIONS[0], 1) for document in documents)
    for position, document in enumerate(documents):
        if document.standalone:
            yield Reading("one line for information", (*book[:position], 0, *book[position + 1 :]), balanced=False)


def _paid(document: Document, convention: Convention, sign: int) -> int:
    """Return what one line pays under a convention."""
    if document.standalone:
        return document.adjusted if convention.standalone else 0
    paid = convention.of_document(document)
    return sign * abs(paid) if sign < 0 and document.code in CREDITS else paid
