"""The evidence beside the books: what banks sent, what was decided, by whom and why; added, never changed.

Of several rows about one thing the newest counts (a decision, a resolution, a payer link, an
acknowledgement, a pin).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from kit.db import Database
from ledger.book import Book, Ready, plain
from ledger.book import ready as made_ready


@dataclass(frozen=True, slots=True)
class BankFile:
    """A file as taken: its bytes under their SHA-256 (hex); a file is taken once. `taken_at` in microseconds UTC."""

    sha256: str
    name: str
    format: str
    content: bytes
    size: int
    taken_at: int
    actor: str
    state: str = "taken"


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One movement as the bank reported it (parsers.records.Entry), its lists as canonical JSON texts.

    `text` is the free text, lines joined by a newline; `position` counts the file's records from 0.
    """

    entry_id: str
    sha256: str
    position: int
    line: int
    kind: str
    method: str
    credit: bool
    minor: int
    currency: str
    bank_reference: str
    booked_on: date | None
    value_on: date | None = None
    payer_name: str = ""
    payer_account: str = ""
    payer_routing: str = ""
    company_id: str = ""
    ultimate: str = ""
    account: str = ""
    refs: str = "[]"
    remittance: str = "[]"
    text: str = ""
    code: str = ""
    total_kind: str = ""
    total_key: str = ""
    trusted: bool = True
    raw: str = ""


@dataclass(frozen=True, slots=True)
class BankControl:
    """One control total of a file, what it says and what was read; counts or minor units."""

    sha256: str
    line: int
    name: str
    scope: str
    expected: int | None
    actual: int
    proof: str


@dataclass(frozen=True, slots=True)
class BankFinding:
    """What is wrong with a file that was taken (bank file or import): `source` is its name."""

    sha256: str
    source: str
    line: int
    code: str
    message: str
    severity: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class BankFileKey:
    """The number under which its sender gave a part of a file, and what that part told, both as short hashes."""

    sha256: str
    key: str
    content: str
    line: int


@dataclass(frozen=True, slots=True)
class Tie:
    """A total (`entry_id`) is settled by an entry of another file (`settled_by`): its money is booked there.

    One total settled by many entries has many rows; `settled_by` may be the empty text where only the file is known.
    """

    entry_id: str
    settled_by: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the engine decided about a receipt; `certificate` is canonical JSON; the newest counts."""

    decision_id: str
    receipt_id: str
    status: str
    reason: str
    customer: str
    confidence: float | None
    would_apply_if: str
    explanation: str
    certificate: str
    engine: str
    decided_at: int
    as_of: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row of a ranked answer a person may accept; several rows of one rank are one proposal."""

    decision_id: str
    receipt_id: str
    rank: int
    item_id: str
    cash: int
    discount: int
    discount_earned: bool
    write_off: int
    write_off_kind: str
    deduction: int
    deduction_reason: str
    confidence: float | None
    rule: str
    explanation: str
    spans: str = "[]"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a person decided about a receipt; `action` is one of the desk's: accept, edit, park, on_account, not_ar."""

    receipt_id: str
    action: str
    actor: str
    resolved_at: int
    status: str = ""
    reason: str = ""
    rank: int | None = None
    assignee: str = ""
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayerLink:
    """A payer's mark that names a customer, given or learned; `kind`: account, company_id, name, virtual_account."""

    kind: str
    key: str
    customer_number: str
    support: int = 1
    negative: bool = False
    source: str = "given"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """How the ERP answered postings `first` to `last` (sequences): `accepted` or `rejected` with a reason."""

    first: int
    last: int
    state: str
    reason: str = ""
    reference: str = ""
    acknowledged_at: int = 0


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a person confirmed about a sender's files (parsers.reading.Pin), under the key that tells them apart.

    The newest of a kind and key counts; an empty `body` takes it back. `recorded_at` in microseconds UTC.
    """

    kind: str
    key: str
    body: str
    actor: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class MatchRun:
    """What a run of the engine was asked: JSON of its policy's values, of the frames it was given, of what was beside.

    `build` tells apart engines of one version; the decisions of a run are those of the commands that name `run_id`.
    """

    run_id: str
    as_of: date
    engine: str
    build: str
    policy: str
    frames: str
    beside: str


@dataclass(frozen=True, slots=True)
class Automatic:
    """An answer posted without a person (`drawn` for audit or not), or that would be, were its stratum not demoted."""

    receipt_id: str
    decision_id: str
    stratum: str
    confidence: float
    state: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Audited:
    """A reviewer's answer to a drawn posting he was not shown; `lines` is JSON of what he would have applied."""

    receipt_id: str
    decision_id: str
    verdict: str
    actor: str
    answered_at: int
    customer_number: str = ""
    lines: str = "[]"
    note: str = ""


@dataclass(frozen=True, slots=True)
class StratumChange:
    """A stratum was `demoted` or `promoted`, on this track, under this limit."""

    stratum: str
    state: str
    reviewed: int
    wrong: int
    applied: int
    reversed: int
    error_bound: str
    as_of: date
    changed_at: int


@dataclass(frozen=True, slots=True)
class DecoyCount:
    """How many of a stratum's answers took a planted decoy, in one count over a run's input."""

    count_id: str
    stratum: str
    answers: int
    wins: int
    seed: str
    policy: str
    as_of: date
    counted_at: int


@dataclass(frozen=True, slots=True)
class ShadowDecision:
    """What a policy in the shadow would have decided; `lines` and `live` are JSON: what it and what the run posted."""

    policy: str
    version: str
    receipt_id: str
    decision_id: str
    status: str
    reason: str
    customer: str
    stratum: str
    lines: str
    live: str
    as_of: date
    decided_at: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing a person's answer, or a person by hand, said of a payer's habits; knowledge is what its lessons sum to.

    `kind`, `subject`, `key`, `form`, `pattern` and `means` say what is known (services/knowledge/kinds.py), and
    `knowledge_id` is made of them. `event`: confirmed, contradicted, retracted, proposed, approved or retired.
    `receipt_id` is the receipt whose answer said so, empty where it was said by hand. The reach is what it would have
    touched in the year before: receipts, and the money of the currency with the most of it, in minor units.
    """

    knowledge_id: str
    kind: str
    subject: str
    key: str
    form: str
    pattern: str
    means: str
    event: str
    receipt_id: str
    actor: str
    taught_on: date
    taught_at: int
    reach_receipts: int = 0
    reach_minor: int = 0
    reach_currency: str = ""
    note: str = ""


Evidence = (
    BankFile
    | BankEntry
    | BankControl
    | BankFinding
    | BankFileKey
    | Tie
    | Decision
    | Proposal
    | Resolution
    | PayerLink
    | Acknowledgement
    | Pinned
    | MatchRun
    | Automatic
    | Audited
    | StratumChange
    | DecoyCount
    | ShadowDecision
    | Lesson
)

#: A table and a row of it, columns as in `tables.LOGGED`.
Stored = tuple[str, tuple[Any, ...]]

#: Record -> its table; columns are the record's fields.
TABLES: dict[type, str] = {
    BankFile: "bank_file",
    BankEntry: "bank_entry",
    BankControl: "bank_control",
    BankFinding: "bank_finding",
    BankFileKey: "bank_file_key",
    Tie: "tie",
    Decision: "decision",
    Proposal: "proposal",
    Resolution: "resolution",
    PayerLink: "payer_link",
    Acknowledgement: "acknowledgement",
    Pinned: "pin",
    MatchRun: "match_run",
    Automatic: "automatic",
    Audited: "audit",
    StratumChange: "stratum_change",
    DecoyCount: "decoy_count",
    ShadowDecision: "shadow_decision",
    Lesson: "lesson",
}
#: Record -> how its fields become a row.
_FIELDS: dict[type, Callable[[Any], tuple[object, ...]]] = {
    kind: attrgetter(*(field.name for field in fields(kind))) for kind in TABLES
}


def add(book: Book, records: Iterable[Evidence]) -> None:
    """Write the records, in bulk, within the book's command; any mixture, in the order of TABLES."""
    for table, rows in _rows(records):
        book.write(table, rows)


def ready(database: Database, records: Iterable[Evidence]) -> list[tuple[str, Ready]]:
    """Return records, in any mixture, made ready for `write` before the books are opened."""
    made = [(table, made_ready(database.ring, table, rows)) for table, rows in _rows(records)]
    return [(table, Ready(list(one.told), one.kept)) for table, one in made]


def stored(records: Iterable[Evidence]) -> list[Stored]:
    """Return records, in any mixture, as rows of their tables that JSON can hold; bytes it cannot."""
    return [(table, row) for table, rows in _rows(records) for row in plain(rows)]


def ready_again(database: Database, rows: Iterable[Stored]) -> list[tuple[str, Ready]]:
    """Return rows from `stored`, in its order, made ready for `write`."""
    parted = groupby(rows, key=itemgetter(0))
    made = [(table, made_ready(database.ring, table, [row for _, row in part])) for table, part in parted]
    return [(table, Ready(list(one.told), one.kept)) for table, one in made]


def write(book: Book, made: Iterable[tuple[str, Ready]]) -> None:
    """Write what was made ready."""
    for table, rows in made:
        book.write_ready(table, rows)


def _rows(records: Iterable[Evidence]) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Yield the rows of each table, in the order of TABLES."""
    sorted_by: defaultdict[type, list[Evidence]] = defaultdict(list)
    for record in records:
        sorted_by[type(record)].append(record)
    for kind, table in TABLES.items():
        if kind in sorted_by:
            yield table, list(map(_FIELDS[kind], sorted_by[kind]))
