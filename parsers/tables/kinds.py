"""Which kind of table a file is, by the names of its columns: exactly one kind knows a file."""

from collections.abc import Callable, Iterable, Sequence

from parsers.advice import columns as advice_columns
from parsers.processors import paypal_columns
from parsers.tables import bank_columns, bank_guess
from parsers.tables.words import heads, plain

#: kind -> groups of plain column names: a row that has a column of every group heads a table of the kind. The first
#: kind that fits wins, so that exactly one knows a file: the more a kind asks for, the further up it stands.
KINDS: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    (
        "adyen",
        (
            frozenset({"psp reference"}),
            frozenset({"type"}),
            frozenset({"net debit nc"}),
            frozenset({"net credit nc"}),
        ),
    ),
    (
        "stripe",
        (
            frozenset({"reporting category"}),
            frozenset({"gross"}),
            frozenset({"fee"}),
            frozenset({"net"}),
            frozenset({"balance transaction id", "source id", "automatic payout id", "charge id"}),
        ),
    ),
    (
        "stripe_payments",
        (
            frozenset({"seller message"}),
            frozenset({"amount refunded"}),
            frozenset({"fee"}),
            frozenset({"status"}),
        ),
    ),
    (
        "paypal_stl",
        (
            frozenset({"transaction event code"}),
            frozenset({"transaction debit or credit"}),
            frozenset({"gross transaction amount"}),
        ),
    ),
    ("paypal", tuple(frozenset(paypal_columns.NAMES[role]) for role in ("gross", "fee", "net", "own", "currency"))),
)

#: A payer's table of documents and what was paid of each.
ADVICE = "advice"
#: The kind of whatever other table has a day, an amount and something that says what it was.
BANK = "bank"
_KNOWN = (
    bank_columns.known_words()
    | advice_columns.known_words()
    | {word for _, groups in KINDS for group in groups for word in group}
)


def known_words() -> frozenset[str]:
    """Return every plain name that some kind of table has: they decide encodings and delimiters."""
    return _KNOWN


def heads_of(kind: str) -> Callable[[Sequence[str]], bool]:
    """Return whether a row heads a table of a kind."""
    groups = dict(KINDS)[kind]
    return lambda cells: heads(cells, groups)


def of(rows: Iterable[Sequence[str]]) -> str:
    """Return the kind of a table by its first rows, empty where it is none we know."""
    first = list(rows)
    kind = next((kind for kind, groups in KINDS if any(heads(cells, groups) for cells in first)), "")
    if kind:
        return kind
    if any(advice_columns.is_header(cells) for cells in first):
        return ADVICE
    if any(bank_columns.is_header(cells) for cells in first):
        return BANK
    if advice_columns.bare(first) is not None:
        return ADVICE
    named = any(bank_columns.NEVER & {plain(cell) for cell in cells} for cells in first)
    return BANK if not named and bank_guess.is_bare(first) else ""
