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
    """Return the reading whose lines sum to the total; without a total, or where none does, the book's own.

    Conventions are tried in order, then with credit memos negated, then with one standalone line for information.
    """
    book = _read(documents, CONVENTIONS[0])
    if total is None:
        return book
    for sign, convention in _candidates(documents):
        found = _read(documents, convention, sign)
        if sum(found.paid) == total:
            return Reading(found.convention, found.paid, balanced=True)
    excess = sum(book.paid) - total
    for position, document in enumerate(documents):
        if document.standalone and book.paid[position] == excess:
            paid = (*book.paid[:position], 0, *book.paid[position + 1 :])
            return Reading("one line for information", paid, balanced=True)
    return book


def _candidates(documents: Sequence[Document]) -> Iterator[tuple[int, Convention]]:
    """Yield the conventions that may differ for these documents, with the sign of their credit memos."""
    for convention in CONVENTIONS:
        yield 1, convention
    if any(document.code in CREDITS for document in documents):
        for convention in CONVENTIONS:
            yield -1, convention


def _read(documents: Sequence[Document], convention: Convention, sign: int = 1) -> Reading:
    """Return what every line pays under one convention."""
    suffix = "" if sign > 0 else ", credit memos negated"
    return Reading(convention.name + suffix, tuple(_paid(one, convention, sign) for one in documents), balanced=False)


def _paid(document: Document, convention: Convention, sign: int) -> int:
    """Return what one line pays under a convention."""
    if document.standalone:
        return document.adjusted if convention.standalone else 0
    paid = convention.of_document(document)
    return sign * abs(paid) if sign < 0 and document.code in CREDITS else paid
