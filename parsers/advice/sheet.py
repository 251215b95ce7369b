"""Read remittance advices that come as tables (formats `advice_csv`, `advice_xlsx`): one payment or many."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from kit.findings import Finding, Severity
from kit.money import grouped
from kit.refusals import TooLarge
from parsers.advice import columns as advice_columns
from parsers.advice.draft import IDENTITY, Draft, drafts
from parsers.advice.facts import LABELS, facts, valid
from parsers.advice.lines import Line, UnreadAmountError, line
from parsers.advice.reader import advices, payment
from parsers.advice.rows import STRIDE, Row, tabled, writable
from parsers.advice.table import MONEY, NUMBERS, OF_PAYMENT, Columns
from parsers.advice.values import CODES, Conventions, conventions
from parsers.advice.words import SUBTOTALS, TOTALS, Role, plain
from parsers.reading import Reading
from parsers.records import Control, Entry, Proof, Record, compared
from parsers.tables import tables
from parsers.tables.workbook import ZIP
from parsers.tables.workbook import Row as Written

Key = tuple[str, ...]
_KEPT = 5  # times the documents of one payment are kept where the rows of payments stand apart


@dataclass(slots=True)
class Sheet:
    """A table with its heading: which cell has which role, and how the file writes."""

    roles: tuple[tuple[int, Role], ...]
    known: Conventions
    preamble: Draft
    most: int  # documents of one payment
    keys: tuple[int, ...] = ()  # cells that tell one payment from another
    split: bool = False
    styles: dict[str, Conventions] = field(default_factory=dict)

    def key(self, cells: Sequence[str]) -> Key:
        """Return what names the payment of a row."""
        return tuple([cells[place] if place < len(cells) else "" for place in self.keys])

    def style(self, currency: str) -> Conventions:
        """Return how amounts of a currency are written in this file."""
        if not currency or currency == self.known.currency or currency not in CODES:
            return self.known
        return self.styles.setdefault(currency, replace(self.known, currency=currency, stated=True, several=False))


@dataclass(slots=True)
class Survey:
    """What the first reading of a file finds."""

    known: Conventions = field(default_factory=Conventions)
    headings: int = 0
    together: bool = True  # the rows of each payment stand together
    sums: bool = False  # a row sums others


@dataclass(slots=True)
class Sums:
    """What the file's own total is compared with."""

    doubted: bool = False  # the file's total is wrong
    paid: int = 0
    last: tuple[int, int, str] = (0, 0, "")  # the last row: its line, how many cells it has, its text
    rest: list[tuple[int, int, str]] = field(default_factory=list)  # totals of no payment: (line, minor, raw)


def knows_csv(head: bytes) -> bool:
    """Tell whether the first bytes are an advice as text in columns."""
    return tables.is_a(head, "advice", is_workbook=False)


def knows_xlsx(head: bytes) -> bool:
    """Tell whether the first rows of a workbook are an advice."""
    return tables.is_a(head, "advice", is_workbook=True)


def parse(data: bytes, reading: Reading) -> Iterator[Record]:
    """Yield an advice for each payment of the table, its controls and findings.

    The file is read twice: how it writes amounts and days, and whether each payment's rows stand together, is known
    before the first payment is given out. Refused: as `tables.opened`.
    """
    parted = _headed(data, reading)
    heading = _heading(data, reading, parted)
    if heading is None:
        return
    places = [(cell.start // STRIDE, role) for cell, role in zip(heading.places, heading.roles, strict=True)]
    keys = tuple(place for place, role in places if role in IDENTITY)
    survey = _surveyed(data, reading, keys)
    known = survey.known
    if survey.headings > 1:
        rows = [_row(each) for each in _held(tables.opened(data, reading.limits).rows, reading.limits.documents_max)]
        for told in advices(rows):
            yield from told.records
        return
    preamble = [_row(each) for each in parted.preamble]
    split = heading.has(Role.DISCOUNT, Role.DEDUCTION)
    most = reading.limits.documents_max
    sheet = Sheet(tuple(places), known, next(drafts(preamble, known)), most, keys, split)
    sums = Sums(doubted=survey.sums and keys != () and _differs(sheet, data, reading, together=survey.together))
    yield from _payments(sheet, parted.rows, sums, together=survey.together)
    at, cells, raw = sums.last
    if 0 < cells < len(places) and data[-1:] not in {b"\r", b"\n"} and not data.startswith(ZIP):
        yield Finding(at, "file_truncated", "The file ends inside its last row", Severity.ERROR, raw)


def _held(rows: Iterator[Written], most: int) -> Iterator[Written]:
    """Yield rows that are kept until the last is read. Refused: more than memory should hold."""
    for count, row in enumerate(rows):
        if count >= _KEPT * most:
            message = f"Rows of a payment stand apart in a table of more than {_KEPT * most:,}: sort it by payment."
            raise TooLarge(message)
        yield row


def _headed(data: bytes, reading: Reading) -> tables.Headed:
    """Return the table parted at its heading."""
    return tables.headed(tables.opened(data, reading.limits), advice_columns.is_header)


def _heading(data: bytes, reading: Reading, parted: tables.Headed) -> Columns | None:
    """Return the columns by their heading, or as the first rows prove them."""
    if parted.header is not None:
        return advice_columns.header(parted.header.cells)
    first = islice(tables.opened(data, reading.limits).rows, tables.HEAD_ROWS)
    return advice_columns.bare([row.cells for row in first])


def _row(written: Written) -> Row:
    """Return a row as papers have it."""
    return tabled(written.line, written.cells, writable(written.raw))


def _surveyed(data: bytes, reading: Reading, keys: tuple[int, ...]) -> Survey:
    """Read the file once for what must be known before its first payment."""
    survey = Survey()
    seen: set[int] = set()
    last = 0

    def texts() -> Iterator[str]:
        nonlocal last
        for row in tables.opened(data, reading.limits).rows:
            if not any(map(str.isdigit, row.raw)):
                survey.headings += advice_columns.is_header(row.cells)
            elif survey.headings and _sums_up(row):
                survey.sums = True
            elif keys and survey.headings:
                key = hash(tuple([row.cells[place] if place < len(row.cells) else "" for place in keys]))
                survey.together = survey.together and (key == last or key not in seen)
                seen.add(key)
                last = key
            yield "  ".join(row.cells)

    survey.known = conventions(texts())
    return survey


def _differs(sheet: Sheet, data: bytes, reading: Reading, *, together: bool) -> bool:
    """Whether the file's own total is not what its payments come to: then none of them is trusted."""
    records = _payments(sheet, _headed(data, reading).rows, Sums(), together=together)
    return any(
        isinstance(one, Control) and one.name == "file_total" and one.proof is Proof.MISMATCHED for one in records
    )


def _payments(sheet: Sheet, rows: Iterator[Written], sums: Sums, *, together: bool) -> Iterator[Record]:
    """Yield the payments in the order in which they begin."""
    if together:
        for draft in _runs(sheet, rows, sums):
            yield from _told(sheet, draft, sums)
    else:
        held: defaultdict[Key, list[Written]] = defaultdict(list)
        for row in _held(rows, sheet.most):
            held[sheet.key(row.cells)].append(row)
        for each in held.values():
            for draft in _runs(sheet, iter(each), sums):
                yield from _told(sheet, draft, sums)
    for at, minor, raw in sums.rest:
        yield compared(at, "file_total", "file", minor, sums.paid)
        if minor != sums.paid:
            stated, paid = (grouped(one, sheet.known.currency) for one in (minor, sums.paid))
            message = f"The file's total is {stated}, its payments are {paid}"
            yield Finding(at, "advice_file_total", message, Severity.ERROR, raw)


def _told(sheet: Sheet, draft: Draft, sums: Sums) -> Iterator[Record]:
    """Yield one payment's records, and add it to the sums."""
    told = payment(draft, sheet.known)
    if told is None:
        yield from draft.findings
        if not draft.findings and (raw := "\n".join(draft.raw).strip()):
            message = "No document and no amount stands here: it is kept aside"
            yield Finding(draft.line, "advice_line_unread", message, Severity.NOTE, raw)
        return
    for record in told.records:
        if isinstance(record, Entry):
            sums.paid += record.minor if record.credit else -record.minor
            yield replace(record, trusted=record.trusted and not sums.doubted)
        else:
            yield record


def _runs(sheet: Sheet, rows: Iterator[Written], sums: Sums) -> Iterator[Draft]:
    """Yield a draft for each run of rows of one payment; a row without its number belongs to the one before."""
    draft: Draft | None = None
    current: Key = ()
    for row in rows:
        key = sheet.key(row.cells)
        if draft is None or (key != current and any(key) and not _sums_up(row)):
            if draft is not None:
                yield draft
            draft, current = _begun(sheet, row), key
        _take(sheet, draft, row, sums)
    if draft is not None:
        yield draft


def _begun(sheet: Sheet, row: Written) -> Draft:
    """Return a new payment with what stands above the table."""
    above = sheet.preamble
    shared = [fact for fact in above.facts if not (sheet.keys and fact[0] in IDENTITY)]
    first = Draft(row.line, shared, titled=True)
    if not sheet.keys:
        first.totals, first.grosses, first.raw = list(above.totals), list(above.grosses), list(above.raw)
    return first


def _take(sheet: Sheet, draft: Draft, row: Written, sums: Sums) -> None:
    """Take one row: a document, a total, or what is said besides."""
    raw = writable(row.raw)
    if len(draft.raw) >= sheet.most:
        message = f"One payment has more than {sheet.most:,} lines: give it in several files, or without its details."
        raise TooLarge(message)
    draft.raw.append(raw)
    if row.line > sums.last[0]:
        sums.last = (row.line, len(row.cells), raw)
    values = [(role, text) for place, role in sheet.roles if place < len(row.cells) and (text := row.cells[place])]
    style = sheet.style(next((text for role, text in values if role is Role.CURRENCY), ""))
    if _summed(sheet, draft, row, sums, style):
        return
    try:
        found = line(row.line, raw, values, style, split=sheet.split)
    except UnreadAmountError as unread:
        message = f"{str(unread)[:40]!r} is no amount without doubt: the line is set aside"
        draft.findings.append(Finding(row.line, "advice_line_unread", message, Severity.ERROR, raw))
        return
    _say(draft, values, style, row.line)
    if found is not None:
        draft.lines.append(found)
        return
    money = [minor for role, text in values if role in MONEY if (minor := style.amount(text)) is not None]
    words = " ".join(text for role, text in values if role in {*NUMBERS, Role.TEXT, Role.TYPE, Role.REASON})
    if len(money) == 1 and words:
        draft.extras.append(Line(row.line, raw, text=words, paid=money[0], alone=True))
    elif money:
        message = "The line names no document for its amounts: it is set aside"
        draft.findings.append(Finding(row.line, "advice_line_unread", message, Severity.ERROR, raw))
    else:
        said = facts(_row(row), None, style)
        _say(draft, said, style, row.line)


def _say(draft: Draft, values: Sequence[tuple[Role, str]], style: Conventions, at: int) -> None:
    """Keep what a row says of its payment, each value once."""
    for role, text in values:
        if role is Role.TOTAL:
            minor = style.amount(text)
            if minor is not None and all(minor != known for _, known in draft.totals):
                draft.totals.append((at, minor))
        elif role in OF_PAYMENT and role is not Role.DATE and role in LABELS and text not in draft.all(role):
            draft.facts += [(role, text, at)] if valid(LABELS[role], text, style) else []


def _summed(sheet: Sheet, draft: Draft, row: Written, sums: Sums, style: Conventions) -> bool:
    """Take a row of sums: the payment's, or the file's where no payment is named and it has several."""
    if not _sums_up(row):
        return False
    by_role = {role: row.cells[place] for place, role in sheet.roles if place < len(row.cells) and row.cells[place]}
    chosen = next((by_role[role] for role in (Role.PAID, Role.AMOUNT, Role.TOTAL) if role in by_role), "")
    amounts = [minor for cell in row.cells if cell and (minor := style.amount(cell)) is not None]
    minor = style.amount(chosen) if chosen else None
    if minor is None and not amounts:
        return False
    if SUBTOTALS.match(plain(_first(row))) and not sheet.keys:
        return True
    whole = minor if minor is not None else amounts[-1]
    if sheet.keys and whole != sum(_least(one) for one in draft.lines):
        sums.rest.append((row.line, whole, writable(row.raw)))
    elif all(whole != known for _, known in draft.totals):
        draft.totals.append((row.line, whole))
    gross = style.amount(by_role.get(Role.GROSS, ""))
    if gross is not None and not sheet.keys:
        draft.grosses.append((row.line, gross))
    return True


def _first(row: Written) -> str:
    """Return the first words of a row."""
    return next((cell for cell in row.cells if cell), "")


def _sums_up(row: Written) -> bool:
    """Whether a row begins as sums do."""
    words = _first(row)
    return not any(map(str.isdigit, words)) and bool(TOTALS.match(plain(words)) or SUBTOTALS.match(plain(words)))


def _least(one: Line) -> int:
    """Return what a line pays as it is written."""
    gross, paid = one.sums(net=True)
    return paid if paid is not None else (gross or 0) - abs(one.discount or 0) - sum(map(abs, one.deductions))
