"""Senders of an 820 differ in what an amount includes: the payment total decides how its lines are read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from parsers.codes.x12_qualifiers import CREDITS
from parsers.records import Adjustment


@dataclass(slots=True)
class Entity:
    """Whom the lines after an ENT concern: a member, a place of the payer, one of several payers (US notes, 7.1)."""

    name: str = ""
    references: list[tuple[str, str]] = field(default_factory=list)
    dates: list[tuple[str, str]] = field(default_factory=list)


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
    entity: Entity | None = None

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

    @property
    def said(self) -> bool:
        """Tell whether the document says any amount."""
        return self.net is not None or self.gross is not None or self.standalone

    def hundredth(self) -> None:
        """Take the amounts, read as whole units, for hundredths."""
        self.net = None if self.net is None else self.net // 100
        self.gross = None if self.gross is None else self.gross // 100
        self.discount = None if self.discount is None else self.discount // 100
        self.penalty = None if self.penalty is None else self.penalty // 100
        self.adjustments = [replace(one, minor=one.minor // 100) for one in self.adjustments]


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


#: The last convention counts only where every line with a discount says so: what is paid stands in the gross's place.
SWAPPED = CONVENTIONS[-1].name
#: What a payer writes beside an adjustment that is told and not taken.
_MEMO_ONLY = re.compile(r"(?i)\bMEMO(?:RANDUM)?[ -]*ONLY\b|\bINFO(?:RMATION(?:AL)?)?[ -]*ONLY\b|\bFOR INFORMATION\b")


def reading(documents: Sequence[Document], total: int | None, habit: str = "") -> Reading:
    """Return the reading whose lines sum to the total; without a total, or where none does, the book's own.

    Conventions are tried in order (US notes, 7.7), then with credit memos negated, then with standalone lines for
    information left out. `habit` names the sender's convention in other sets: it decides where there is no total.
    """
    usual = next((one for one in CONVENTIONS if one.name == habit), CONVENTIONS[0])
    book = _read(documents, CONVENTIONS[0] if total is not None else usual)
    if total is None:
        return book
    if sum(book.paid) == total:
        return Reading(book.convention, book.paid, balanced=True)
    for sign, convention in _candidates(documents):
        found = _read(documents, convention, sign)
        if sum(found.paid) == total:
            return Reading(found.convention, found.paid, balanced=True)
    return _informed(documents, total) or book


def _candidates(documents: Sequence[Document]) -> Iterator[tuple[int, Convention]]:
    """Yield the conventions that may differ for these documents, with the sign of their credit memos."""
    fitting = [one for one in CONVENTIONS if one.name != SWAPPED or _may_be_swapped(documents)]
    for sign in (1, -1) if any(document.code in CREDITS for document in documents) else (1,):
        for convention in fitting:
            yield sign, convention


def _may_be_swapped(documents: Sequence[Document]) -> bool:
    """Tell whether every discount is the first amount less the second; one that is not says that none is swapped."""
    discounted = [one for one in documents if one.discount and one.net is not None and one.gross is not None]
    return all((one.net or 0) - abs(one.discount or 0) == one.gross for one in discounted)


def _informed(documents: Sequence[Document], total: int) -> Reading | None:
    """Return the reading that leaves out standalone lines for information: those said to be, else any one that fits."""
    alone = [position for position, document in enumerate(documents) if document.standalone]
    if not alone:
        return None
    told = [position for position in alone if any(_MEMO_ONLY.search(note) for note in documents[position].notes)]
    for sign, convention in _candidates(documents):
        if not convention.standalone:
            continue
        paid = list(_read(documents, convention, sign).paid)
        excess = sum(paid) - total
        for position in told:
            excess, paid[position] = excess - paid[position], 0
            if not excess:
                return Reading("lines for information", tuple(paid), balanced=True)
        for position in alone:
            if paid[position] == excess != 0:
                paid[position] = 0
                return Reading("one line for information", tuple(paid), balanced=True)
    return None


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
