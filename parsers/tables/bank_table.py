"""A bank's statement as a table (CSV or workbook), read by a confirmed mapping or by a guess that says so."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from kit.findings import Finding, Severity
from kit.refusals import Invalid
from parsers.reading import Reading
from parsers.records import Balance, Control, Entry, Record, Statement
from parsers.records import Proof as Verdict
from parsers.tables import bank_cells, bank_columns, bank_guess, tables
from parsers.tables.bank_entries import Entries
from parsers.tables.bank_proof import GAPS_MAX, Proof, proof
from parsers.tables.bank_rows import Told, What, summed, told
from parsers.tables.mapping import PIN, Mapping, shape
from parsers.tables.words import plain
from parsers.tables.workbook import ZIP, Row

_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_ACCOUNT = re.compile(
    r"(?:account|acct|konto|compte|cuenta|conto|rekening|conta|계좌|口座|账号)[^0-9]{0,30}"
    r"([0-9][0-9 *xX./-]{3,30}[0-9xX])",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b([A-Z]{3})\b")
_RAGGED = 8  # where one row in so many has another width than the rest, the width says nothing
_CODES = {What.OPENING: "OPBD", What.CLOSING: "CLBD"}  # as ISO 20022 calls them
_SUMMED = {What.OPENING, What.CLOSING, What.TOTAL}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it lies in the file: what stands above it, its header, and its rows as often as they are asked for."""

    preamble: tuple[Row, ...]
    header: Row | None
    rows: Callable[[], Iterator[Row]]
    is_workbook: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Return the column names as they stand there."""
        return self.header.cells if self.header else ()


@dataclass(slots=True)
class Survey:
    """What all rows come to, known before the first entry is given out."""

    proof: Proof
    sums: Counter[tuple[str, str]] = field(default_factory=Counter)  # (account, currency) -> net minor units
    into: int = 0  # credits
    out: int = 0  # debits, unsigned
    marked: dict[What, Told] = field(default_factory=dict)  # the opening and closing rows
    totals: list[Told] = field(default_factory=list)
    last: int = 0  # the last line that is no entry's continuation


def knows_csv(head: bytes) -> bool:
    """Tell whether the first bytes are a bank's table as text."""
    return tables.is_a(head, "bank", is_workbook=False)


def knows_xlsx(head: bytes) -> bool:
    """Tell whether the first rows of a workbook are a bank's table."""
    return tables.is_a(head, "bank", is_workbook=True)


def parse(data: bytes, reading: Reading) -> Iterator[Record]:
    """Yield a bank's table as statement, entries, controls and findings.

    By a pinned mapping that fits the header, entries are trusted unless the balances break at them. Without one the
    table is guessed: a finding `mapping_guessed` says how, in words and as JSON (`raw`), and nothing is trusted.
    """
    sheet, mapping = _pinned(data, reading)
    confirmed = mapping is not None
    if mapping is None:
        mapping = _with_preamble(bank_guess.guessed(sheet.names, sheet.rows), sheet.preamble)
        yield from _guess_said(sheet, mapping)
    width = 0 if sheet.is_workbook else _width(sheet, mapping)
    account = mapping.account or _account(sheet.preamble)
    survey = _surveyed(sheet, mapping, width)
    controls = list(_controls(survey, mapping))
    failed = any(control.proof is Verdict.MISMATCHED for control in controls if control.name != "running_balance")
    yield from _statements(survey, account, mapping, sheet.preamble)
    spoken = frozenset(control.line for control in controls) | (
        {row.row.line for row in survey.marked.values()} if len(survey.sums) <= 1 else frozenset()
    )
    how = _Reading(width, account, confirmed and not failed, _cut(data, sheet), spoken)
    yield from _rows(sheet, mapping, survey, how)
    yield from _gaps(survey, mapping)
    yield from controls


def sheet_of(data: bytes, reading: Reading) -> tuple[Sheet, Mapping, bool]:
    """Return a table, the mapping it is read by, and whether a person confirmed that."""
    sheet, mapping = _pinned(data, reading)
    if mapping is not None:
        return sheet, mapping, True
    return sheet, _with_preamble(bank_guess.guessed(sheet.names, sheet.rows), sheet.preamble), False


def is_pinned(data: bytes, reading: Reading) -> bool:
    """Whether a person confirmed how this table is read, whatever its columns are called."""
    return bool(reading.pinned(PIN)) and _pinned(data, reading)[1] is not None


def _pinned(data: bytes, reading: Reading) -> tuple[Sheet, Mapping | None]:
    """Return the table as the newest fitting mapping opens it; without one, as it opens by itself."""
    plainly = _sheet(data, reading, "", "", bank_columns.is_header)
    first = next(plainly.rows(), None)
    width = len(first.cells) if first else 0
    for body in reversed(reading.pinned(PIN)):
        try:
            mapping = Mapping.from_json(body)
        except Invalid:
            continue  # refused when it was confirmed; an older version's body that no longer fits is no mapping
        sheet = plainly
        if mapping.codec or mapping.delimiter or (mapping.header and shape(plainly.names) != mapping.header):
            sheet = _sheet(data, reading, mapping.codec, mapping.delimiter, partial(_is_shape, mapping.header))
        if mapping.fits(sheet.names, width) and _same_account(mapping.account, _account(sheet.preamble)):
            return sheet, mapping
    return plainly, None


def _sheet(
    data: bytes, reading: Reading, codec: str, delimiter: str, is_header: Callable[[tuple[str, ...]], bool]
) -> Sheet:
    """Return how the table lies in the file."""

    def opened() -> tables.Headed:
        return tables.headed(tables.opened(data, reading.limits, codec, delimiter), is_header)

    first = opened()
    return Sheet(first.preamble, first.header, lambda: opened().rows, data.startswith(ZIP))


def _is_shape(header: tuple[str, ...], cells: tuple[str, ...]) -> bool:
    """Whether a row is the header that a person confirmed."""
    return shape(cells) == header


def _same_account(pinned: str, given: str) -> bool:
    """Whether a mapping for one account may read a table: of that account, or of one it does not name."""
    return not pinned or not given or pinned.replace(" ", "") == given.replace(" ", "")


def _with_preamble(mapping: Mapping, preamble: tuple[Row, ...]) -> Mapping:
    """Return the guess with the one currency that stands above the table, where nothing in it names any."""
    if "currency" not in mapping.asked:
        return mapping
    said = {code for row in preamble for cell in row.cells for code in _CODE.findall(cell)}
    codes = {code for code in said if code.lower() in bank_columns.CURRENCIES}
    if len(codes) != 1:
        return mapping
    return replace(mapping, currency=codes.pop(), asked=tuple(one for one in mapping.asked if one != "currency"))


def _guess_said(sheet: Sheet, mapping: Mapping) -> Iterator[Finding]:
    """Say the guess, and what it leaves open."""
    line = sheet.header.line if sheet.header else 0
    if next(sheet.rows(), None) is None:
        yield Finding(line, "table_empty", "the table has column names and no row", Severity.NOTE)
        return
    said = f"columns guessed as: {mapping.in_words()}; nothing is trusted until a person confirms it"
    yield Finding(line, "mapping_guessed", said, Severity.WARNING, mapping.to_json())
    if mapping.asked:
        asks = f"the table can be read in two ways, a person must say: {', '.join(mapping.asked)}"
        yield Finding(line, "mapping_asks", asks, Severity.WARNING)


def _width(sheet: Sheet, mapping: Mapping) -> int:
    """Return how many cells each row with a day has; 0 where the rows are of many widths, as some banks cut them."""
    at = mapping.at("booked") if mapping.at("booked") is not None else mapping.at("value")
    if sheet.header is None or at is None:
        return 0
    widths = Counter(len(row.cells) for row in sheet.rows() if at < len(row.cells) and bank_cells.days(row.cells[at]))
    if not widths:
        return len(sheet.names)
    usual, times = max(widths.items(), key=lambda each: (each[1], each[0]))
    return usual if times * _RAGGED > widths.total() * (_RAGGED - 1) or widths.total() < _RAGGED else 0


def _account(preamble: tuple[Row, ...]) -> str:
    """Return the account that stands above a table: an IBAN, or a number behind the word for account."""
    text = " ".join(cell for row in preamble for cell in row.cells if cell)
    if found := _IBAN.search(text):
        return found[0].replace(" ", "")
    number = _ACCOUNT.search(text)
    return number[1].strip() if number else ""


def _surveyed(sheet: Sheet, mapping: Mapping, width: int) -> Survey:
    """Go through all rows once."""
    survey = Survey(Proof())

    def counted() -> Iterator[Told]:
        for row in chain(told(_summaries(sheet.preamble), mapping, 0), told(sheet.rows(), mapping, width)):
            survey.last = row.row.line
            if row.what is What.PAYMENT:
                survey.sums[row.account, row.currency] += row.minor
                if row.minor > 0:
                    survey.into += row.minor
                else:
                    survey.out -= row.minor
            elif row.what in {What.OPENING, What.CLOSING}:
                survey.marked.setdefault(row.what, row)
            elif row.what is What.TOTAL:
                survey.totals.append(row)
            yield row

    survey.proof = proof(counted())
    return survey


def _summaries(preamble: tuple[Row, ...]) -> Iterator[Row]:
    """Yield the rows above a table that state a balance."""
    for row in preamble:
        label = next((plain(cell) for cell in row.cells if cell), "")
        if summed(label) in {What.OPENING, What.CLOSING}:
            yield row


def _statements(survey: Survey, account: str, mapping: Mapping, preamble: tuple[Row, ...]) -> Iterator[Statement]:
    """Yield the head of each account's rows; the first keeps what stands above the table."""
    above = {"preamble": "\n".join(row.raw for row in preamble)} if preamble else {}
    stated = [row.row.raw for row in survey.marked.values() if row.row not in preamble]
    above |= {"balances": "\n".join(stated)} if stated else {}
    keys = list(survey.sums) or [("", mapping.currency)]
    balances = tuple(
        [
            Balance(_CODES[what], row.balance, row.currency, row.booked_on)
            for what, row in survey.marked.items()
            if row.balance is not None and len(keys) == 1
        ]
    )
    for place, (own, currency) in enumerate(keys):
        labels = above if not place else {}
        yield Statement(0, own or account, currency, None, balances=balances, labels=labels)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the rows are read with: width, the account above them, whether they are trusted, if it was cut."""

    width: int
    account: str
    trusted: bool
    cut: bool
    spoken: frozenset[int]  # rows of sums that a balance or a control speaks of


def _rows(sheet: Sheet, mapping: Mapping, survey: Survey, how: _Reading) -> Iterator[Record]:
    """Yield each row's record; further words go to the entry before them."""
    chain_holds = not mapping.proves or survey.proof.proves or not survey.proof.links
    gaps = survey.proof.broken() if mapping.proves else []
    made = Entries(mapping, how.account)
    held: Entry | None = None
    for row in told(sheet.rows(), mapping, how.width):
        line = row.row.line
        if row.what is What.MORE and held is not None and (words := _more(row, mapping)):
            held = replace(held, text=(*held.text, *words), raw=f"{held.raw}\n{row.row.raw}")
            continue
        if held is not None:
            yield held
            held = None
        if row.what in {What.PAYMENT, What.PENDING, What.VOID}:
            covered = not (gaps and any(gap.first <= line <= gap.last for gap in gaps))
            held = made.of(row, trusted=how.trusted and chain_holds and covered)
        elif row.what is What.UNREAD:
            yield _unread(row, is_last=line == survey.last and how.cut)
        elif row.what in _SUMMED and line not in how.spoken:
            message = "the row sums others, and nothing could be compared with it"
            yield Finding(line, "row_aside", message, Severity.NOTE, row.row.raw)
        elif row.what not in _SUMMED:
            yield Finding(line, "row_aside", "the row has neither a day nor an amount", Severity.NOTE, row.row.raw)
    if held is not None:
        yield held


def _more(row: Told, mapping: Mapping) -> tuple[str, ...]:
    """Return the words of a row that has nothing else: they belong to the row before."""
    cells = row.row.cells
    places = (*mapping.columns.get("text", ()), *mapping.columns.get("payer", ()))
    return tuple([cells[place] for place in places if place < len(cells) and cells[place]])


def _unread(row: Told, *, is_last: bool) -> Finding:
    """Return the finding of a row that is kept aside."""
    code, message = row.wrong
    if is_last and code in {"row_width", "amount_missing", "amount_unreadable", "day_unreadable"}:
        return Finding(row.row.line, "file_truncated", "the file ends inside its last row", Severity.ERROR, row.row.raw)
    return Finding(row.row.line, code, message, Severity.ERROR, row.row.raw)


def _cut(data: bytes, sheet: Sheet) -> bool:
    """Whether a text ends without a line end, as a file does that was cut."""
    return not sheet.is_workbook and not data.rstrip(b"\x00\x1a ").endswith((b"\n", b"\r"))


def _gaps(survey: Survey, mapping: Mapping) -> Iterator[Finding]:
    """Yield where the running balance breaks."""
    if not mapping.proves:
        return
    if survey.proof.links and not survey.proof.proves:
        said = f"of {survey.proof.links:,} steps of the balance column {survey.proof.best:,} are explained by the rows"
        yield Finding(0, "balance_not_proven", f"{said}; no entry is trusted")
        return
    for gap in survey.proof.broken()[:GAPS_MAX]:
        moved = f"the balance moves by {gap.expected} where the rows move {gap.actual}"
        yield Finding(gap.last, "balance_gap", f"lines {gap.first}-{gap.last}: {moved}; a row is wrong or missing")


def _controls(survey: Survey, mapping: Mapping) -> Iterator[Control]:
    """Yield what the table states of itself against what was read."""
    if mapping.proves:
        links, held = survey.proof.links, survey.proof.best
        verdict = Verdict.ABSENT if not links else Verdict.MATCHED if held == links else Verdict.MISMATCHED
        yield Control(0, "running_balance", "file", links, held, verdict)
    if len(survey.sums) == 1:
        net = next(iter(survey.sums.values()))
        opening, closing = (survey.marked.get(what) for what in (What.OPENING, What.CLOSING))
        if opening and closing and opening.balance is not None and closing.balance is not None:
            yield _control(closing.row.line, "closing_balance", closing.balance, opening.balance + net)
        for row in survey.totals:
            yield from _total(row, survey, mapping, net)


def _total(row: Told, survey: Survey, mapping: Mapping, net: int) -> Iterator[Control]:
    """Yield the control of a row of totals."""
    for role, actual in (("debit", survey.out), ("credit", survey.into), ("amount", net)):
        place = mapping.at(role)
        if place is not None and place < len(row.row.cells) and row.row.cells[place]:
            mark = "." if place in row.row.natives else mapping.decimal
            said = bank_cells.amount(row.row.cells[place], mark, row.currency)
            if said is not None:
                expected = abs(said) if role != "amount" else said
                yield _control(row.row.line, f"{role}_total", expected, actual)


def _control(line: int, name: str, expected: int, actual: int) -> Control:
    """Compare a stated sum with the rows."""
    return Control(line, name, "file", expected, actual, Verdict.MATCHED if expected == actual else Verdict.MISMATCHED)
