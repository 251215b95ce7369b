"""What an advice says of its payment beside the table: labels and their values, wherever they stand."""

import re
from collections.abc import Iterator, Sequence

from parsers.advice.rows import Cell, Row, between, words
from parsers.advice.table import OF_PAYMENT, Columns
from parsers.advice.values import CODES, Conventions, is_number
from parsers.advice.words import Role, role
from parsers.records import Method

Fact = tuple[Role, str]

#: What a name means where it labels one value and heads no column.
LABELS: dict[Role, Role] = {
    **{one: one for one in OF_PAYMENT},
    Role.PAID: Role.TOTAL,
    Role.AMOUNT: Role.TOTAL,
    Role.REFERENCE: Role.REFERENCE,
    Role.DOCUMENT: Role.DOCUMENT,
    Role.GROSS: Role.GROSS,
    Role.DISCOUNT: Role.DISCOUNT,
    Role.DEDUCTION: Role.DEDUCTION,
    Role.PO: Role.PO,
    Role.PLAIN: Role.PLAIN,
    Role.VOUCHER: Role.PLAIN,
    Role.TEXT: Role.PLAIN,
    Role.ISSUED_ON: Role.PLAIN,
}
#: Labels that may stand before their value without a colon, where it has a digit.
_GLUED = (Role.CHECK, Role.PAYMENT, Role.TRACE, Role.PAID_ON, Role.TOTAL, Role.REMITTANCE, Role.PAID, Role.UETR)
_LABEL_WORDS = 5
_UETR = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_COLON = re.compile(r":(?=\s|$)|(?<=[A-Za-z#.)]):(?=[^\s/])")
#: words of the way of payment -> how the money travels
METHODS: tuple[tuple[re.Pattern[str], Method], ...] = (
    (re.compile(r"\b(?:ach|eft|ctx|ccd|direct deposit|e-?payment)\b", re.IGNORECASE), Method.ACH),
    (re.compile(r"\b(?:check|cheque|chq)\b", re.IGNORECASE), Method.CHECK),
    (re.compile(r"\b(?:rtp|fednow|instant|faster payments?)\b", re.IGNORECASE), Method.INSTANT),
    (re.compile(r"\b(?:wire|swift|fedwire|bank transfer|sepa|virement|überweisung)\b", re.IGNORECASE), Method.WIRE),
    (re.compile(r"\b(?:card|visa|mastercard|amex)\b", re.IGNORECASE), Method.CARD),
)
#: One of these stands in whatever a pattern of METHODS finds.
_HINTS = (
    *("ach", "eft", "ctx", "ccd", "deposit", "pay", "check", "cheque", "chq", "rtp", "fednow", "instant", "wire"),
    *("swift", "transfer", "sepa", "virement", "weisung", "card", "visa", "amex"),
)


def method(text: str) -> Method:
    """Return how money travels, by the words for it."""
    folded = text.casefold()
    if not any(word in folded for word in _HINTS):
        return Method.OTHER
    return next((way for pattern, way in METHODS if pattern.search(text)), Method.OTHER)


def facts(row: Row, below: Row | None, known: Conventions) -> list[Fact]:
    """Return the labelled values of a line; a label without value may have it in the next cell or in the line below."""
    found: list[Fact] = []
    for place, cell in enumerate(row.cells):
        following = row.cells[place + 1] if place + 1 < len(row.cells) else None
        for label, value in _labelled(cell):
            said = value or _beside(following) or (_beneath(cell, below) if label is Role.PAYER else "")
            if label is Role.PLAIN or valid(label, said, known):
                found.append((label, said))
    return found


def headed(columns: Columns, taken: Sequence[tuple[int, Cell]], known: Conventions) -> list[Fact]:
    """Return the values that stand below their labels."""
    pairs = ((LABELS.get(columns.roles[column]), cell.text) for column, cell in taken)
    return [(label, text) for label, text in pairs if label and label is not Role.PLAIN and valid(label, text, known)]


def valid(label: Role, value: str, known: Conventions) -> bool:
    """Whether a value is of its label's kind."""
    letters, numbers = any(map(str.isalpha, value)), any(map(str.isdigit, value))
    match label:
        case Role.TOTAL | Role.GROSS | Role.DISCOUNT | Role.DEDUCTION:
            sound = known.amount(value) is not None
        case Role.PAID_ON | Role.DATE:
            sound = numbers and len(value) <= 40
        case Role.UETR:
            sound = _UETR.fullmatch(value.casefold()) is not None
        case Role.CURRENCY:
            sound = value in CODES
        case Role.PAYER | Role.METHOD:
            sound = letters and "@" not in value and len(value) <= 140
        case Role.DOCUMENT:
            sound = numbers and len(value) <= 400
        case Role.REFERENCE | Role.PAYMENT | Role.CHECK | Role.TRACE | Role.REMITTANCE | Role.END_TO_END:
            sound = is_number(value) and known.day(value) is None
        case _:
            sound = bool(value)
    return sound


def _labelled(cell: Cell) -> Iterator[Fact]:
    """Yield (label, value) of one cell; the value is empty where it stands elsewhere."""
    text = cell.text
    colons = [found.start() for found in _COLON.finditer(text)]
    starts = [(label_at, colon, label) for colon in colons for label_at, label in [_before(text, colon)] if label]
    for place, (_, colon, label) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(text)
        yield label, text[colon + 1 : end].strip()
    if starts or colons:
        return
    if (whole := role(text)) in LABELS and whole is not None:
        yield LABELS[whole], ""
    else:
        yield from _glued(cell)


def _before(text: str, colon: int) -> tuple[int, Role | None]:
    """Return the longest label that ends at a colon, and where it begins."""
    before = words(Cell(text[:colon], 0, colon))
    for size in range(min(len(before), _LABEL_WORDS), 0, -1):
        part = between(before[-size:])
        known = role(part.text)
        if known in LABELS and known is not None:
            return part.start, LABELS[known]
    return 0, None


def _glued(cell: Cell) -> Iterator[Fact]:
    """Yield a label and its value that only a blank parts: `Check # 10234`."""
    parts = words(cell)
    for size in range(min(len(parts) - 1, _LABEL_WORDS), 0, -1):
        known = role(between(parts[:size]).text)
        if known in _GLUED and known is not None:
            yield LABELS[known], between(parts[size:]).text
            return


def _beside(cell: Cell | None) -> str:
    """Return the value in the cell after a label, which is no label itself."""
    return cell.text if cell is not None and role(cell.text) is None and not _COLON.search(cell.text) else ""


def _beneath(cell: Cell, below: Row | None) -> str:
    """Return the value that begins below its label."""
    found = [one for one in below.cells if abs(one.start - cell.start) <= 2] if below else []
    return found[0].text if len(found) == 1 else ""
