"""From the lines of a paper to its payments: a table, its totals, and what is said around it, gathered in one pass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kit.findings import Finding, Severity
from parsers.advice.facts import Fact, facts, headed
from parsers.advice.lines import Line, UnreadAmountError, Value, line
from parsers.advice.rows import Row, stacked
from parsers.advice.table import MONEY, NUMBERS, Columns, columns, parted, placed
from parsers.advice.values import Conventions
from parsers.advice.words import SUBTOTALS, TITLE, TOTALS, Role, plain

#: What tells one payment from another.
IDENTITY = (Role.PAYMENT, Role.CHECK, Role.TRACE, Role.UETR, Role.END_TO_END)


@dataclass(slots=True)
class Draft:
    """One payment as far as it is read."""

    line: int
    facts: list[tuple[Role, str, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    extras: list[Line] = field(default_factory=list)  # money under the table that names no document
    bare: list[tuple[str, str]] = field(default_factory=list)  # (qualifier, number) of documents without amounts
    totals: list[tuple[int, int]] = field(default_factory=list)  # (line, minor units)
    grosses: list[tuple[int, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    titled: bool = False
    since: int = 0  # facts before here were said before the last document or total
    since_raw: int = 0

    def first(self, *roles: Role) -> str:
        """Return the first value of these roles, the first role before the others."""
        return next((value for role in roles for known, value, _ in self.facts if known is role), "")

    def all(self, role: Role) -> list[str]:
        """Return every value of a role, each once."""
        found = [value for known, value, _ in self.facts if known is role]
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def other(self, found: Sequence[Fact]) -> bool:
        """Whether facts name another payment than this one."""
        return any(role in IDENTITY and self.all(role) and value not in self.all(role) for role, value in found)

    def settle(self) -> None:
        """A document or total ends what belongs to this payment without doubt."""
        self.since, self.since_raw = len(self.facts), len(self.raw) + 1  # the line itself is not kept yet

    def part(self, at: int) -> "Draft":
        """Return the next payment, which takes with it what was said since the last document."""
        following = Draft(at, self.facts[self.since :], raw=self.raw[self.since_raw :], titled=self.titled)
        del self.facts[self.since :], self.raw[self.since_raw :]
        return following


@dataclass(slots=True)
class Gathering:
    """The state of one pass over a paper."""

    known: Conventions
    draft: Draft
    columns: Columns | None = None
    open: bool = False  # lines of documents may follow
    heads: Columns | None = None  # names of a payment's own values, which stand in the next line


def drafts(rows: Sequence[Row], known: Conventions) -> Iterator[Draft]:
    """Yield the payments of a paper in their order; a paper without any yields one empty draft."""
    state = Gathering(known, Draft(rows[0].line if rows else 0))
    left = 0  # lines of a heading that are still to come
    for place, row in enumerate(rows):
        below = rows[place + 1] if place + 1 < len(rows) else None
        state.draft.titled = state.draft.titled or bool(TITLE.search(row.text))
        left = left or _heading(state, row, below)
        done = _taken(state, row, below) if not left else None
        left = max(0, left - 1)
        state.draft.raw.append(row.raw)
        if done is not None:
            yield done
    yield state.draft


def _heading(state: Gathering, row: Row, below: Row | None) -> int:
    """Take a heading and return how many lines it has; names of the payment's own values are only remembered."""
    found = columns(row)
    whole = _stacked(row, below, found) if below is not None else None
    if whole is not None:
        state.columns, state.open, state.heads = whole, True, None
        return 2
    if found is not None and found.documents:
        state.columns, state.open, state.heads = found, True, None
        return 1
    if found is not None and found.payments and below is not None and columns(below) is None:
        state.heads = found
    return 0


def _stacked(row: Row, below: Row, alone: Columns | None) -> Columns | None:
    """Return what two lines head together, where that is more than the first one does and the second is no heading."""
    if not (row.loose and below.loose) or len(row.cells) < 2 or any(map(str.isdigit, below.raw)) or ":" in row.raw:
        return None
    under, whole = columns(below), columns(stacked(row, below))
    if whole is None or not whole.documents or (under is not None and under.documents):
        return None
    known = [sum(role is not Role.PLAIN for role in each.roles) for each in (whole, alone) if each is not None]
    return whole if alone is None or not alone.documents or known[0] >= known[1] else None


def _taken(state: Gathering, row: Row, below: Row | None) -> Draft | None:
    """Take one line of a paper; return the payment before, where the line begins another."""
    if _summed(state, row):
        return None
    found: list[Fact] = []
    if state.heads is not None and any(mark.isdigit() for mark in row.raw):
        taken = placed(state.heads, row, state.known)
        found = headed(state.heads, taken or (), state.known)
        state.heads = None
    if not found and not (state.open and _document(state, row)):
        found = facts(row, below, state.known)
        if state.open and not found:
            _extra(state, row)
    return _said(state, found, row.line)


def _said(state: Gathering, found: list[Fact], at: int) -> Draft | None:
    """Keep what a line says of its payment; another payment's number begins the next one."""
    done = None
    if state.draft.other(found) and (state.draft.lines or state.draft.totals):
        done, state.draft = state.draft, state.draft.part(at)
        state.open = False
    for role, value in found:
        minor = state.known.amount(value) if role in {Role.TOTAL, Role.GROSS} else None
        if role is Role.TOTAL and minor is not None:
            state.draft.totals.append((at, minor))
        elif role is Role.GROSS and minor is not None:
            state.draft.grosses.append((at, minor))
        elif role is not Role.PLAIN:
            state.draft.facts.append((role, value, at))
    return done


def _summed(state: Gathering, row: Row) -> bool:
    """Take the line that sums a payment; one that sums a part of it is passed over."""
    if not row.cells or any(mark.isdigit() for mark in row.cells[0].text.partition(":")[0].split(" ")[0]):
        return False
    words = plain(row.cells[0].text)
    cells = [part for cell in row.cells for part in parted(cell, state.known)]
    money = [cell for cell in cells if state.known.amount(_value(cell.text)) is not None]
    if SUBTOTALS.match(words):
        return bool(money)
    if not state.open or not TOTALS.match(words) or not money:
        return False
    values = placed(state.columns, row, state.known) if state.columns else None
    by_role = {state.columns.roles[column]: cell.text for column, cell in values or () if state.columns}
    amounts = [state.known.amount(_value(cell.text)) or 0 for cell in money]
    chosen = next((by_role[role] for role in (Role.PAID, Role.TOTAL) if role in by_role), "")
    minor = state.known.amount(chosen) if len(amounts) > 1 and chosen else None
    state.draft.totals.append((row.line, minor if minor is not None else amounts[-1]))
    gross = state.known.amount(by_role.get(Role.GROSS, "")) if len(amounts) > 1 else None
    if gross is not None:
        state.draft.grosses.append((row.line, gross))
    state.open = state.columns is not None and not state.columns.loose
    state.draft.settle()
    return True


def _value(text: str) -> str:
    """Return what stands behind a label's colon, or the whole text."""
    return text.rpartition(":")[2].strip() or text


def _document(state: Gathering, row: Row) -> bool:
    """Take a line of the table, where it is one."""
    assert state.columns is not None
    if state.columns.loose != row.loose:
        return False
    values = placed(state.columns, row, state.known)
    if values is None:
        _unread(state, row, "has a value that no column takes without doubt")
        return True
    split = state.columns.has(Role.DISCOUNT, Role.DEDUCTION)
    said: list[Value] = [(state.columns.roles[column], cell.text) for column, cell in values]
    try:
        found = line(row.line, row.raw, said, state.known, split=split)
    except UnreadAmountError as unread:
        if any(role in NUMBERS for role, _ in said) and any(mark.isdigit() for mark in str(unread)):
            _unread(state, row, f"{str(unread)[:40]!r} is no amount without doubt")
            return True
        return False
    if found is None:
        return _continued(state, said)
    state.draft.lines.append(found)
    state.draft.settle()
    return True


def _continued(state: Gathering, said: Sequence[Value]) -> bool:
    """Join a wrapped line to its document: words of its text, or the rest of a number that ends open."""
    last = state.draft.lines[-1] if state.draft.lines else None
    if last is None or not said or any(role in MONEY for role, _ in said):
        return False
    if all(role in {Role.TEXT, Role.REASON} for role, _ in said):
        last.text = " ".join([last.text, *(text for _, text in said)]).strip()
        return True
    if len(said) == 1 and said[0][0] in NUMBERS and last.number.endswith(("-", "/")):
        last.number += said[0][1]
        return True
    return False


def _extra(state: Gathering, row: Row) -> None:
    """Take a line of words and one amount under the table: a claim, a fee, an allowance."""
    cells = [part for cell in row.cells for part in parted(cell, state.known)]
    money = [cell for cell in cells if state.known.amount(cell.text) is not None]
    words = [cell.text for cell in cells if cell not in money]
    pointed = [cell for cell in money if cell.text.strip("()-$ ")[-3:-2] in {".", ","}]
    if len(pointed) == 1 and len(money) == 1 and any(mark.isalpha() for mark in " ".join(words)):
        minor = state.known.amount(money[0].text)
        text = " ".join(words)
        state.draft.extras.append(Line(row.line, row.raw, text=text, paid=minor, alone=True))
    elif pointed:
        _unread(state, row, "holds amounts that no column takes")


def _unread(state: Gathering, row: Row, why: str) -> None:
    """Set a line aside, in words."""
    message = f"The line {why}: it is set aside"
    state.draft.findings.append(Finding(row.line, "advice_line_unread", message, Severity.ERROR, row.raw))
