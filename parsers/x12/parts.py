"""One bank transfer told in several 820 sets: parts of one trace, day, payer and amount whose lines sum together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kit.findings import Finding, Severity
from parsers.x12.set_820 import Payment, named

Key = tuple[str, str, date | None, int | None, str]


@dataclass(slots=True)
class Parts:
    """Sets that wait for others of the same payment, by what names the payment (US notes, 7.8)."""

    waiting: dict[Key, list[Payment]] = field(default_factory=dict)

    def one(self, payment: Payment) -> Iterator[Payment]:
        """Yield the payment that this set is, or that it completes; a set whose lines fall short waits for more."""
        if not _short(payment):
            yield payment
            return
        key = (payment.trace, named(payment).name, payment.effective_on, payment.minor, payment.currency)
        held = self.waiting.setdefault(key, [])
        held.append(payment)
        if len(held) > 1 and sum(sum(one.reading().paid) for one in held) == payment.minor:
            del self.waiting[key]
            yield _together(held)

    def rest(self) -> Iterator[Payment]:
        """Yield the sets that nothing completed, as they stand in the file."""
        yield from sorted((payment for held in self.waiting.values() for payment in held), key=lambda one: one.line)
        self.waiting.clear()


def _short(payment: Payment) -> bool:
    """Tell whether a set may be a part: it has a trace, and its lines pay less than its amount."""
    if not (payment.trace and payment.told and payment.tested and payment.minor):
        return False
    chosen = payment.reading()
    return not chosen.balanced and sum(chosen.paid) < payment.minor


def _together(parts: list[Payment]) -> Payment:
    """Return the parts as the one payment they are."""
    first, *others = parts
    for other in others:
        first.documents += other.documents
        first.notes += other.notes
        first.findings += other.findings
        first.pieces += other.pieces
        first.segments += other.segments
        first.references += [one for one in other.references if one not in first.references]
        first.stated = None if first.stated is None or other.stated is None else first.stated + other.stated
    first.read.clear()
    message = f"{len(parts)} sets tell of one payment; their lines sum to it together"
    first.findings.append(Finding(first.line, "several_sets_one_payment", message, Severity.NOTE))
    return first
