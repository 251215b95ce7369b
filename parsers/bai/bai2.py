"""BAI2 and BTR3: the bank's report of balances and transactions, read strictly about money and mildly about form."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from kit.findings import Finding, Severity
from parsers.bai.chunks import chunked, stretches
from parsers.bai.controls import Plan, Verdict, plan
from parsers.bai.dialect import australian, one_reference
from parsers.bai.entries import Where, entry
from parsers.bai.fields import READINGS, Summary, amount, day, funds_odd, plain_fields
from parsers.bai.lines import CHARACTERS_MAX, Logical, physical, records
from parsers.bai.plain import Plain
from parsers.bai.unfolded import unfolded
from parsers.codes.bai2_types import type_code
from parsers.records import Balance, Control, Proof, Record, Statement

_HEADS = re.compile(rb"\s*(?:01,[^,/]*,|0[23],[^,]*,|16,\d{1,3},)")
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
#: Currencies without decimals to ISO that a bank following the 2005 manual sends with two (1.6).
_EXPONENT_DOUBTFUL = frozenset(("KRW", "CLP", "VND", "ISK", "UGX", "PYG", "RWF", "DJF", "GNF", "VUV", "BIF"))
_STATUSES = {"1": "update", "2": "deletion", "3": "correction", "4": "test"}
_MODIFIERS = {"1": "interim previous day", "2": "final previous day", "3": "interim same day", "4": "final same day"}
_SHOWN = 1000
_INTRADAY = frozenset({"3", "4"})


@dataclass(slots=True)
class _Place:
    """Where in the file we are: the open header, group and account, and what the first pass says of what follows."""

    plan: Plan
    verdicts: Iterator[Verdict]
    controls: Iterator[tuple[Control, ...]]
    header: list[str] | None = None
    group: list[str] | None = None
    where: Where | None = None
    open_line: int = 0  # the 03 whose trailer has not come yet
    doubted: set[str] = field(default_factory=set)  # currencies whose exponent has been doubted
    dialect: bool = False
    keys: set[tuple[str, ...]] = field(default_factory=set)  # files of this transmission
    one_reference: bool = False  # a 16 of the dialect that has its text behind one reference


def resembles(head: bytes) -> bool:
    """Tell a file of the family by its first record; an excerpt that begins with 02, 03 or 16 counts as well."""
    return _HEADS.match(head) is not None


def knows(head: bytes) -> bool:
    """Tell a BAI2 or BTR3 file; one of the Australian dialect is a format of its own."""
    return resembles(head) and not australian(head)


def parse(data: bytes) -> Iterator[Record]:
    """Yield each account (03), each transaction (16), each control total, and a finding for whatever is odd."""
    return read(data, dialect=False)


def read(data: bytes, *, dialect: bool) -> Iterator[Record]:
    """Yield the records of a file of BAI2 or of its dialect.

    Two passes: the first adds up the trailers and settles how doubtful lines are to be read, the second reads.
    """
    return chain.from_iterable(_parts(data, dialect=dialect))


def _parts(data: bytes, *, dialect: bool) -> Iterator[Iterable[Record]]:
    """Yield what stands in a file part by part; each part is read to its end before the next one is asked for."""
    data, inside = unfolded(data, dialect=dialect)
    found = plan(data, dialect=dialect)
    place = _Place(found, iter(found.verdicts), iter(found.controls), dialect=dialect)
    place.one_reference = dialect and one_reference(data)
    if found.split or inside:
        message = "Several records on one line; the trailers prove it."
        yield (Finding(min(found.split, default=1), "records_inside_text", message, Severity.WARNING),)
    if found.split or place.one_reference or not chunked(data):
        for record in records(physical(data, found.split)):
            yield _handled(place, record)
    else:
        yield from _in_pieces(place, data)
    yield _ended(place)


def _in_pieces(place: _Place, data: bytes) -> Iterator[Iterable[Record]]:
    """Read a file in pieces: plain transactions by the shortest way, all else record by record."""
    plain = Plain(lambda record: _handled(place, record))
    for found in stretches(data):
        if isinstance(found, Logical):
            yield _handled(place, found)
        elif place.where is None:
            yield plain.strays(found)
        else:
            yield plain.entries(found, place.where)


def _handled(place: _Place, record: Logical) -> Iterator[Record]:
    """Yield what one record says."""
    if record.room <= 0:
        message = f"Longer than any record can be: cut at {CHARACTERS_MAX:,} characters."
        yield Finding(record.line, "record_too_long", message, raw=_raw(record))
    yield from _HANDLERS[record.code](place, record)


def _raw(record: Logical) -> str:
    """Return a record's lines as received; of a monster, what a person would look at."""
    return "\n".join(record.raw) if record.room > 0 else record.raw[0][:_SHOWN]


def _finding(record: Logical, code: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    """Return a finding about one record."""
    return Finding(record.line, code, message, severity, _raw(record))


def _stray(_place: _Place, record: Logical) -> Iterator[Record]:
    """A line of no known record code that continues no text."""
    yield _finding(record, "unknown_record", "No record of BAI2 begins so: kept and left out.", Severity.ERROR)


def _header(place: _Place, record: Logical) -> Iterator[Record]:
    """01: who sent the file to whom, when, under which id."""
    if place.header is not None:
        yield from _ended(place)
    place.header = fields = _padded(record, 8)
    key = _key(fields)
    if key in place.keys:
        message = f"File {key[-1]!r} of this sender and day stands in the transmission twice: a person decides."
        yield _finding(record, "file_repeated", message)
    place.keys.add(key)
    if fields[7].strip() not in {"2", "3"} and not place.dialect:
        yield _finding(
            record, "version_unexpected", f"The header says version {fields[7].strip()!r}: read as 2.", Severity.NOTE
        )


def _key(header: list[str]) -> tuple[str, ...]:
    """Return what names a file: sender, receiver, day of creation and file id (1.9)."""
    return tuple(header[index].strip() for index in (0, 1, 2, 4))


def _group(place: _Place, record: Logical) -> Iterator[Record]:
    """02: one originator, one day, and whether what follows counts."""
    yield from _unclosed(place)
    if place.group is not None:
        yield _finding(
            record, "missing_group_trailer", "A group begins before the one before it ended.", Severity.ERROR
        )
    place.group = fields = _padded(record, 7)
    status, modifier = fields[2].strip(), fields[6].strip()
    if day(fields[3]) is None:
        yield _finding(record, "date_unreadable", f"The group's day {fields[3]!r} is no day.", Severity.ERROR)
    if status in {"2", "4"}:
        yield _finding(record, f"group_{_STATUSES[status]}", f"A {_STATUSES[status]} group: nothing in it is booked.")
    elif status == "3":
        yield _finding(
            record,
            "group_correction",
            "A correction: what it tells no longer of what was sent for these accounts and this day is taken back.",
        )
    elif status != "1":
        yield _finding(record, "group_status_unknown", f"Group status {status!r}: read as an update.")
    if modifier in _INTRADAY:
        yield _finding(
            record,
            "intraday",
            f"{_MODIFIERS[modifier]}: kept for information, booked from the previous-day report.",
            Severity.NOTE,
        )


def _padded(record: Logical, count: int) -> list[str]:
    """Return at least `count` fields of a record without text."""
    fields = plain_fields(record)
    return fields + [""] * (count - len(fields))


def _account(place: _Place, record: Logical) -> Iterator[Record]:
    """03: one account with its balances; its trailer was read in the first pass."""
    yield from _unclosed(place)
    verdict = next(place.verdicts)
    header, group = place.header or [""] * 8, place.group or [""] * 7
    fields = _padded(record, 2)
    number = fields[0].strip()
    currency, sure = _currency(fields[1], group[5], version=header[7].strip())
    as_of = day(group[3])
    final = group[2].strip() not in {"2", "4"} and group[6].strip() not in _INTRADAY
    known = sure and bool(number) and place.group is not None
    trusted = verdict.trusted and known
    place.where = Where(
        number,
        currency,
        as_of,
        final=final,
        trusted=trusted,
        slashed=place.plan.slashed,
        one_reference=place.one_reference,
    )
    place.open_line = record.line
    summaries = READINGS[verdict.reading](record)
    yield Statement(
        record.line,
        number,
        currency,
        as_of,
        header[5].strip(),
        tuple(_balances(summaries, currency, as_of)),
        final,
        _labels(header, group, summaries),
    )
    yield from _account_findings(place, record, verdict, summaries, sure=sure)


def _currency(own: str, groups: str, version: str) -> tuple[str, bool]:
    """Return the currency of an account and whether the file gives it: version 3 has no default (US notes 2)."""
    for text in (own, groups):
        plain = text.strip().upper()
        if plain:
            return (plain, True) if _CURRENCY.fullmatch(plain) else ("USD", False)
    return "USD", version != "3"


def _balances(summaries: list[Summary], currency: str, as_of: date | None) -> Iterator[Balance]:
    """Yield each status amount that is given; an empty one was not reported."""
    for summary in summaries:
        minor, _ = amount(summary.amount, currency)
        kind = type_code(summary.code.zfill(3))
        if minor is not None and (kind is None or kind.level == "status"):
            yield Balance(summary.code, minor, currency, as_of)


def _labels(header: list[str], group: list[str], summaries: list[Summary]) -> dict[str, str]:
    """Return what else the header, the group and the summaries of the account say."""
    labels = {
        "file_key": "/".join(_key(header)).strip("/"),
        "sender": header[0],
        "receiver": header[1],
        "created": f"{header[2].strip()} {header[3].strip()}",
        "file_id": header[4],
        "version": header[7],
        "originator": group[1],
        "status": _STATUSES.get(group[2].strip(), "update"),
        "as_of_time": group[4],
        "modifier": _MODIFIERS.get(group[6].strip(), ""),
    }
    sums = {
        s.code: f"{s.amount.strip()} x{s.items.strip()}".removesuffix(" x")
        for s in summaries
        if s.code.zfill(3) >= "100"
    }
    return {name: value.strip() for name, value in {**labels, **sums}.items() if value.strip()}


def _account_findings(
    place: _Place, record: Logical, verdict: Verdict, summaries: list[Summary], *, sure: bool
) -> Iterator[Finding]:
    """Yield what is odd about an 03."""
    assert place.where is not None, record.line
    if not place.where.account:
        yield _finding(record, "account_empty", "The account number is empty.", Severity.ERROR)
    if place.group is None:
        yield _finding(
            record, "account_outside_group", "An account without a group: its day is unknown.", Severity.ERROR
        )
    if not sure:
        yield _finding(record, "currency_missing", "No currency is given: read as USD and held back.", Severity.ERROR)
    yield from _withdrawn(place, record)
    if verdict.reading != ("pairs" if place.dialect else "strict"):
        proof = "its trailer proves it" if verdict.trusted else "nothing proves it"
        yield _finding(record, "account_reading", f"The sums were read {verdict.reading}: {proof}.")
    currency = place.where.currency
    if currency in _EXPONENT_DOUBTFUL and currency not in place.doubted:
        place.doubted.add(currency)
        yield _finding(record, "exponent_doubtful", f"{currency} has no decimals; some banks send two.")
    for summary in summaries:
        if odd := amount(summary.amount, currency)[1] or funds_odd(summary.funds):
            yield _finding(record, odd, f"Type {summary.code}: {summary.amount!r} with funds type {summary.funds!r}.")
        elif type_code(summary.code.zfill(3)) is None:
            yield _finding(record, "type_code_unreadable", f"{summary.code!r} is no type code.")


def _withdrawn(place: _Place, record: Logical) -> Iterator[Finding]:
    """Say for which account and day a deletion or correction takes back what was sent before (1.9)."""
    where = place.where
    assert where is not None, record.line
    status = place.group[2].strip() if place.group else ""
    held = f"account {where.account} on {where.as_of}"
    if status == "2":
        message = f"A deletion: everything held for {held} is withdrawn."
        yield _finding(record, "account_deleted", message)
    elif status == "3":
        message = f"A correction: what was held for {held} is replaced by what follows."
        yield _finding(record, "account_corrected", message)


def _transaction(place: _Place, record: Logical) -> Iterator[Record]:
    """16: one movement."""
    where = place.where
    if where is None:
        yield Finding(record.line, "transaction_outside_account", "A transaction before any account: held back.")
        where = Where(
            "", "USD", day((place.group or [""] * 4)[3]), final=True, trusted=False, slashed=place.plan.slashed
        )
    yield from entry(record, where)


def _trailer(place: _Place, record: Logical) -> Iterator[Record]:
    """49, 98, 99: controls, as the first pass compared them."""
    if record.code == "49":
        place.open_line, place.where = 0, None
    else:
        yield from _unclosed(place)
    if record.code == "98":
        place.group = None
    elif record.code == "99":
        if place.group is not None:
            yield _finding(record, "missing_group_trailer", "The file ends before its last group.", Severity.ERROR)
        place.header = place.group = None
    controls = next(place.controls)
    if not controls:
        yield _finding(record, "trailer_repeated", "The trailer of the file stands there twice: the first one counts.")
    for control in controls:
        yield control
        if control.proof is Proof.MISMATCHED:
            message = f"{control.name} of {control.scope}: the file says {control.expected}, read {control.actual}."
            yield _finding(record, f"{control.name}_mismatch", message, Severity.ERROR)


def _unclosed(place: _Place) -> Iterator[Record]:
    """Say that an account ended without its trailer, which would have proved it."""
    if place.open_line:
        yield Finding(
            place.open_line, "missing_account_trailer", "The account has no trailer: its entries are held back."
        )
    place.open_line, place.where = 0, None


def _ended(place: _Place) -> Iterator[Record]:
    """Say what a file that stops here lacks."""
    yield from _unclosed(place)
    if place.header is not None:
        lacking = "its last group's trailer (98) and its own (99)" if place.group is not None else "its trailer (99)"
        yield Finding(0, "file_truncated", f"The file stops before {lacking}.")
    elif place.group is not None:
        yield Finding(0, "missing_group_trailer", "The file ends before its last group.")
    place.header = place.group = None


_HANDLERS: dict[str, Callable[[_Place, Logical], Iterator[Record]]] = {
    "": _stray,
    "01": _header,
    "02": _group,
    "03": _account,
    "16": _transaction,
    "49": _trailer,
    "98": _trailer,
    "99": _trailer,
}
