"""A remittance advice in any dress: its payments as entries of kind ADVICE, proven against their stated totals.

Nothing is guessed about money: a number that is not clearly an amount is text, a total that the lines do not give
takes the trust from all of them. Laws: a line's gross less discount and deductions is what it pays; the lines of a
payment sum to its total.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from kit.findings import Finding, Severity
from parsers.advice.draft import Draft, drafts
from parsers.advice.facts import method
from parsers.advice.lines import Line, Settled, settled
from parsers.advice.rows import Row
from parsers.advice.values import Conventions, conventions, undecided
from parsers.advice.words import TITLE, Role, role
from parsers.records import Control, Entry, Kind, Method, Party, Proof, Record, Ref, Reference, Remittance, compared

#: What names a payment -> the kind of reference it is.
REFERENCES: tuple[tuple[Role, Ref], ...] = (
    (Role.PAYMENT, Ref.TRN),
    (Role.TRACE, Ref.TRACE),
    (Role.CHECK, Ref.CHECK),
    (Role.UETR, Ref.UETR),
    (Role.END_TO_END, Ref.END_TO_END),
    (Role.REMITTANCE, Ref.CUSTOMER),
    (Role.REFERENCE, Ref.CUSTOMER),
)
_TRACE_DIGITS = 15
_LETTERHEAD_ROWS = 3
_NAME_MAX = 70


@dataclass(frozen=True, slots=True)
class Told:
    """One payment of a paper, and what is to be said of it."""

    entry: Entry
    controls: tuple[Control, ...]
    findings: tuple[Finding, ...]
    titled: bool  # the paper calls itself an advice

    @property
    def records(self) -> Iterator[Record]:
        """Yield all of it, the entry last."""
        yield from self.findings
        yield from self.controls
        yield self.entry


def advices(rows: Sequence[Row], *, headed: bool = False) -> list[Told]:
    """Return the payments of a paper: those with documents, and those with a total and a number.

    `headed`: the paper begins with the name of its sender, who pays where it names no payer.
    """
    known = conventions(row.text for row in rows)
    found = list(drafts(rows, known))
    if headed and (name := letterhead(rows)) and not any(draft.first(Role.PAYER) for draft in found):
        found[0].facts.append((Role.PAYER, name, found[0].line))
    return [told for draft in _inherited(found) if (told := payment(draft, known)) is not None]


def letterhead(rows: Sequence[Row]) -> str:
    """Return the name a paper begins with: words without digits that are neither its title nor a label."""
    for row in rows[:_LETTERHEAD_ROWS]:
        name = row.cells[0].text if row.cells else ""
        if TITLE.search(name):
            continue
        plain = not any(mark.isdigit() or mark in ":@" for mark in name) and len(name) <= _NAME_MAX
        alone = all(TITLE.search(cell.text) or any(map(str.isdigit, cell.text)) for cell in row.cells[1:])
        return name if plain and alone and sum(map(str.isalpha, name)) > 2 and role(name) is None else ""
    return ""


def _inherited(found: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the payments; the payer, the day and the company are said once for all of a paper."""
    shared = {known: value for draft in reversed(found) for known, value, _ in reversed(draft.facts)}
    for draft in found:
        for known in (Role.PAYER, Role.COMPANY, Role.PAID_ON, Role.METHOD, Role.CURRENCY):
            if len(found) > 1 and known in shared and not draft.first(known):
                draft.facts.append((known, shared[known], draft.line))
        yield draft


def payment(draft: Draft, known: Conventions) -> Told | None:
    """Return one payment as it is told, None where the paper names neither documents nor a payment."""
    named = draft.first(Role.CURRENCY)
    if named:
        known = replace(known, currency=named, stated=True, several=False)
    reading = _reading(draft)
    remittance = [one.remittance for one in reading.lines] or list(_bare(draft))
    total = draft.totals[0][1] if draft.totals else None
    if not remittance and (total is None or not _references(draft)):
        return None
    minor = total if total is not None else reading.total
    controls = tuple(_controls(draft, reading))
    findings = (*draft.findings, *_findings(draft, reading, known))
    doubted = any(one.severity is Severity.ERROR for one in findings)
    entry = Entry(
        line=draft.line,
        kind=Kind.ADVICE,
        method=_method(draft),
        credit=minor >= 0,
        minor=abs(minor),
        currency=known.currency,
        bank_reference=draft.first(Role.PAYMENT, Role.TRACE, Role.CHECK, Role.UETR, Role.END_TO_END, Role.REMITTANCE),
        booked_on=_paid_on(draft, known),
        payer=Party(
            draft.first(Role.PAYER),
            account=draft.first(Role.PAYER_ACCOUNT).replace(" ", ""),
            company_id=draft.first(Role.COMPANY),
        ),
        account=draft.first(Role.ACCOUNT),
        references=_references(draft),
        remittance=tuple(remittance),
        trusted=not doubted and all(control.proof is not Proof.MISMATCHED for control in controls),
        raw="\n".join(draft.raw),
    )
    return Told(entry, controls, findings, draft.titled)


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a payment under the reading that its total chose; `sure` is false where none could choose."""

    lines: tuple[Settled, ...]
    proven: bool
    sure: bool
    left_out: tuple[Line, ...] = ()

    @property
    def total(self) -> int:
        """Return what the lines pay."""
        return sum(one.paid for one in self.lines)


def _reading(draft: Draft) -> Reading:
    """Choose how amounts are meant: net or gross, credits turned or not, claims below the table counted or not."""
    totals = {minor for _, minor in draft.totals}
    open_amount = any(one.split and one.amount is not None for one in draft.lines)
    turnable = any(one.credit and max(one.gross or 0, one.paid or 0, one.amount or 0) > 0 for one in draft.lines)
    ways = product(
        (True, False) if open_amount else (True,),
        (False, True) if turnable else (False,),
        (True, False) if draft.extras else (True,),
    )
    readings = [_read(draft, net=net, turned=turned, extras=extras) for net, turned, extras in ways]
    proven = next((one for one in readings if totals and totals == {one.total}), None)
    if proven is not None:
        return replace(proven, proven=True)
    distinct = {one.total for one in readings}
    return replace(readings[0], sure=bool(totals) or len(distinct) == 1)


def _read(draft: Draft, *, net: bool, turned: bool, extras: bool) -> Reading:
    """Return the lines under one reading."""
    counted = sorted([*draft.lines, *(draft.extras if extras else ())], key=lambda one: one.line)
    lines = tuple(settled(one, net=net, turned=turned) for one in counted)
    return Reading(lines, proven=False, sure=True, left_out=() if extras else tuple(draft.extras))


def _controls(draft: Draft, reading: Reading) -> Iterator[Control]:
    """Yield each stated total against what the lines pay; gross totals against the gross of the lines."""
    scope = draft.first(Role.PAYMENT, Role.TRACE, Role.CHECK) or "advice"
    if not reading.lines:
        yield compared(draft.line, "remittance_total", scope, None, 0)
        return
    for at, minor in dict.fromkeys(draft.totals):
        yield compared(at, "remittance_total", scope, minor, reading.total)
    if not draft.totals:
        yield compared(draft.line, "remittance_total", scope, None, reading.total)
    grosses = [one.remittance.gross for one in reading.lines if one.remittance.gross is not None]
    for at, minor in dict.fromkeys(draft.grosses):
        if grosses:
            yield compared(at, "remittance_gross", scope, minor, sum(grosses))


def _findings(draft: Draft, reading: Reading, known: Conventions) -> Iterator[Finding]:
    """Yield what is doubtful or was assumed."""
    for one in reading.lines:
        if not one.agrees:
            message = "Gross less discount and deductions is not what the line pays; nothing is posted from it unseen"
            yield Finding(one.remittance.line, "advice_line_unbalanced", message)
    if not reading.sure:
        message = "The amounts can be read in two ways and no total decides: the first is kept, untrusted"
        yield Finding(draft.line, "advice_amounts_unclear", message)
    if known.several:
        yield Finding(draft.line, "advice_currencies", "The advice names several currencies: nothing is posted unseen")
    elif not known.stated:
        message = f"The advice names no currency; {known.currency} is assumed"
        yield Finding(draft.line, "advice_currency_assumed", message, Severity.WARNING)
    if any(undecided(value) and known.day(value) is None for value in _days(draft)):
        message = "Day and month of the payment's day may be changed and nothing in the paper decides: no day is kept"
        yield Finding(draft.line, "advice_day_undecided", message, Severity.WARNING)
    for left in reading.left_out:
        message = "An amount below the table is not part of the total; it is told and not counted"
        yield Finding(left.line, "advice_amount_left_out", message, Severity.WARNING, left.raw)


def _days(draft: Draft) -> list[str]:
    """Return what may be the day of payment, surest first."""
    return [*draft.all(Role.PAID_ON), *draft.all(Role.DATE)]


def _paid_on(draft: Draft, known: Conventions) -> date | None:
    """Return the day of payment."""
    return next((day for value in _days(draft) if (day := known.day(value))), None)


def _method(draft: Draft) -> Method:
    """Return how the money travels: as said, else as its number says."""
    if said := draft.first(Role.METHOD):
        return method(said)
    if draft.first(Role.CHECK):
        return Method.CHECK
    return Method.ACH if draft.first(Role.TRACE) else method("\n".join(draft.raw[:20]))


def _references(draft: Draft) -> tuple[Reference, ...]:
    """Return what names the payment; a trace of another length than NACHA's is the payer's own."""
    found: Iterable[tuple[Ref, str]] = (
        (_kind(kind, value), value) for named, kind in REFERENCES for value in draft.all(named)
    )
    return tuple(Reference(kind, value) for kind, value in dict.fromkeys(found))


def _kind(kind: Ref, value: str) -> Ref:
    """Return a reference's kind by its form."""
    if kind is Ref.TRACE and not (value.isdecimal() and len(value) == _TRACE_DIGITS):
        return Ref.TRN
    return kind


def _bare(draft: Draft) -> Iterator[Remittance]:
    """Yield documents that are named beside a total and not in a table: the only one takes the whole amount."""
    numbers = [part for value in draft.all(Role.DOCUMENT) for part in value.replace(";", ",").split(",")]
    named = [("invoice", number.strip()) for number in numbers if any(mark.isdigit() for mark in number)]
    found = list(dict.fromkeys([*draft.bare, *named]))
    total = draft.totals[0][1] if draft.totals and len(found) == 1 else None
    for qualifier, number in found:
        yield Remittance(draft.line, qualifier, number, paid=total)
