"""ACH entries with their addenda to receipts, returns, advices and notices."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kit.findings import Finding, Severity
from parsers.codes.nacha_sec import COLUMNS, Layout
from parsers.codes.nacha_transactions import TRANSACTIONS, Action
from parsers.nacha_addenda import exchanged, single
from parsers.nacha_batches import Batch, Detail
from parsers.nacha_heads import Head, account
from parsers.nacha_international import MANDATORY, international
from parsers.nacha_records import Line, checked, numeral
from parsers.nacha_returns import ANSWERS, NOTICE_OF_CHANGE, RETURN, changed, returned
from parsers.nacha_told import NOTHING, Told
from parsers.nacha_totals import ACCOUNTING_AMOUNT, AMOUNT
from parsers.records import Entry, Kind, Method, Party, Ref, Reference

_CURRENCY = "USD"
_PAYMENT = "05"
_TERMINAL = "02"
#: Layouts of which one entry differs from the next by more than its own columns: the payer, or what the addenda say.
_PLAIN = frozenset({Layout.NAMED, Layout.EXCHANGE, Layout.CHECK})
_ZEROS = "0" * 15

#: What may be wrong with an entry's frame while its money stands: code -> sentence, told once a batch.
ODDITIES: dict[str, str] = {
    "check_digit": "{} entries have a routing number whose check digit is wrong",
    "addenda_indicator": "{} entries say that addenda follow and none does, or the contrary",
    "addenda_count": "{} entries say another number of addenda than follow",
    "addenda_trace": "{} entries have addenda that name another entry",
    "trace_order": "{} entries have a trace number not above the one before",
    "amount_unexpected": "{} entries of a kind that moves no money have an amount",
    "amount_blanks": "{} entries have blanks for zeros in their amount",
    "return_without_reason": "{} entries are returns by their code and have no addenda 99",
    "code_unexpected": "{} entries have a transaction code that does not belong to the class",
}


@dataclass(slots=True)
class Oddities:
    """What was odd about the entries of a batch: how often, and where first."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def add(self, code: str, line: int) -> None:
        """Count one oddity."""
        self.counts[code] += 1
        self.first.setdefault(code, line)

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for each kind of oddity."""
        for code, count in self.counts.items():
            yield Finding(self.first[code], code, ODDITIES[code].format(count), Severity.WARNING)


def entries(batch: Batch, head: Head, *, trusted: bool) -> Iterator[Entry | Finding]:
    """Yield the entries of a batch, findings of what cannot be read, and what was odd about them."""
    odd = Oddities()
    ways = _ways(head)
    columns = COLUMNS[head.layout]
    number, ref, text = columns.number, columns.kind, head.text
    effective, settled, payer, named = head.effective_on, head.settled_on, head.payer, head.number
    routings: dict[str, bool] = {}
    last, method = "", Method.ACH
    for detail in batch.details():
        if isinstance(detail, Finding):
            yield detail
            continue
        record = detail.text
        routing, trace = record[3:12], record[79:94]
        if routing not in routings:
            routings[routing] = checked(routing)
        if not routings[routing]:
            odd.add("check_digit", detail.number)
        if trace <= last:
            odd.add("trace_order", detail.number)
        last = trace
        amount = record[AMOUNT]
        way = ways.get(record[1:3])
        if way is None or detail.addenda or record[78] == "1" or not (amount.isdecimal() and record.isascii()):
            yield from _framed(detail, head, odd)
            yield from _entry(detail, head, odd, trusted=trusted)
            continue
        minor = int(amount)
        kind, credit, code = way if minor else (Kind.ADVICE, *way[1:])
        own, trace = record[number].strip(), trace.strip()
        if own.strip("0") and trace:
            references = (Reference(Ref.TRACE, trace), Reference(ref, own), *named)
        else:
            references = _filled(Reference(Ref.TRACE, trace), Reference(ref, own), *named)
        yield Entry(
            detail.number, kind, method, credit, minor, _CURRENCY, trace, effective, settled, payer,
            record[12:29].strip(), references, (), text, code, None, trusted, record.rstrip(),
        )  # fmt: skip
    yield from odd.findings()


def _ways(head: Head) -> dict[str, tuple[Kind, bool, str]]:
    """Return code -> (kind, credit, type code) of the entries that are told by their code alone."""
    if head.layout not in _PLAIN or not head.shape.moves or head.originated:
        return {}
    return {
        code: (_kind(head, NOTHING, code, 1), credit, f"{head.sec} {code}".strip())
        for code, (credit, action) in TRANSACTIONS.items()
        if action is Action.LIVE and credit
    }


def _filled(*references: Reference) -> tuple[Reference, ...]:
    """Return the references that say something, each once."""
    return tuple(one for one in dict.fromkeys(references) if one.value.strip("0"))


def _framed(detail: Detail, head: Head, odd: Oddities) -> Iterator[Finding]:
    """Count what is odd about an entry's addenda and code; an unknown addenda type is a finding of its own."""
    record, addenda = detail.text, detail.addenda
    if " " in record[AMOUNT]:
        odd.add("amount_blanks", detail.number)
    if record[78] in "01" and (record[78] == "1") != bool(addenda):
        odd.add("addenda_indicator", detail.number)
    if head.layout is Layout.EXCHANGE or head.layout is Layout.INTERNATIONAL:
        exchange = head.layout is Layout.EXCHANGE
        stated = record[54:58] if exchange else record[12:16]
        counts = {len(addenda)} if exchange else {len(addenda), len(MANDATORY)}  # some count the mandatory ones alone
        if stated.strip() and numeral(stated) not in counts:
            odd.add("addenda_count", detail.number)
    own = record[87:94]
    for line in addenda:
        kind = line.text[1:3]
        if kind == _PAYMENT and line.text[87:94].strip() and line.text[87:94] != own:
            odd.add("addenda_trace", detail.number)
            break
        if kind not in _TYPES:
            message = f"No addenda type {kind!r}; kept with its entry"
            yield Finding(line.number, "addenda_unknown", message, Severity.WARNING, line.text.rstrip())


_TYPES = frozenset({_PAYMENT, _TERMINAL, *(str(kind) for kind in range(10, 19)), *ANSWERS})


def _entry(detail: Detail, head: Head, odd: Oddities, *, trusted: bool) -> Iterator[Entry | Finding]:
    """Yield one entry, or why its money or direction cannot be told."""
    record, code = detail.text, detail.text[1:3]
    minor = numeral(record[ACCOUNTING_AMOUNT if head.layout is Layout.ACCOUNTING else AMOUNT])
    raw = "\n".join([record.rstrip(), *(line.text.rstrip() for line in detail.addenda)])
    if code not in TRANSACTIONS:
        yield Finding(detail.number, "transaction_code_unknown", f"No transaction code {code!r}", raw=raw)
        return
    if minor is None:
        yield Finding(detail.number, "amount_not_numeric", "The amount holds something else than digits", raw=raw)
        return
    told = _told(detail, head, minor)
    yield from told.findings
    _moved(detail, head, odd, told, minor)
    kind = _kind(head, told, code, minor)
    ours = head.originated and not _comes_back(told, code)
    yield Entry(
        line=detail.number,
        kind=kind,
        method=Method.ACH,
        credit=TRANSACTIONS[code][0] != ours,
        minor=minor,
        currency=_CURRENCY,
        bank_reference=record[79:94].strip(),
        booked_on=head.effective_on,
        value_on=head.settled_on,
        payer=_payer(detail, head, told, code),
        account="" if ours or _comes_back(told, code) else account(head.layout, record),
        references=_references(record, head, told),
        remittance=told.remittance,
        text=head.text + _words(record, head) + told.text,
        code=" ".join(part for part in (head.sec, code, told.reason) if part),
        trusted=trusted,
        raw=raw,
    )


def _moved(detail: Detail, head: Head, odd: Oddities, told: Told, minor: int) -> None:
    """Count the entries whose code, class and amount contradict one another."""
    code = detail.text[1:3]
    action = TRANSACTIONS[code][1]
    still = action in {Action.PRENOTE, Action.ZERO_DOLLAR} or told.reason.startswith("C") or not head.shape.moves
    if minor and still:
        odd.add("amount_unexpected", detail.number)
    if action is Action.RETURN and not told.reason:
        odd.add("return_without_reason", detail.number)
    if action is Action.RESERVED or (action is Action.ADVICE) != (head.layout is Layout.ACCOUNTING):
        odd.add("code_unexpected", detail.number)


def _kind(head: Head, told: Told, code: str, minor: int) -> Kind:
    """Return what an entry is to cash application."""
    credit, action = TRANSACTIONS[code]
    comes_back = bool(told.reason) or action is Action.RETURN
    if told.reason.startswith("C") or action is Action.PRENOTE:
        return Kind.NOTICE
    if comes_back or (head.reversal and minor):
        return Kind.RETURN
    if action in {Action.ADVICE, Action.RESERVED}:
        return Kind.OTHER
    if not minor:
        return Kind.ADVICE if head.shape.moves else Kind.NOTICE
    return Kind.RECEIPT if credit != head.originated else Kind.OTHER


def _comes_back(told: Told, code: str) -> bool:
    """Tell whether an entry answers one of ours: a return or a notification of change; its account is not ours then."""
    return bool(told.reason) or TRANSACTIONS[code][1] is Action.RETURN


def _references(record: str, head: Head, told: Told) -> tuple[Reference, ...]:
    """Return the trace, the identification or check number, the batch number, and what the addenda refer to."""
    columns = COLUMNS[head.layout]
    own = record[columns.number].strip()
    kind = Ref.ORIGINAL if head.shape.original and len(own) == len(_ZEROS) and own.isdecimal() else columns.kind
    return _filled(Reference(Ref.TRACE, record[79:94].strip()), Reference(kind, own), *head.number, *told.references)


def _words(record: str, head: Head) -> tuple[str, ...]:
    """Return the words of an entry that are neither number nor name: process control, town and state."""
    cut = (record[columns].strip() for columns in COLUMNS[head.layout].words)
    return tuple(word for word in cut if word)


def _payer(detail: Detail, head: Head, told: Told, code: str) -> Party:
    """Return the company of the batch; of a return or our own debit the receiver, of an IAT entry its originator."""
    record, columns = detail.text, COLUMNS[head.layout]
    name = record[columns.name].strip()
    if _comes_back(told, code) or head.originated:
        return Party(name or told.receiver, account(head.layout, record), record[3:12].strip())
    if head.layout is Layout.INTERNATIONAL:
        return told.payer
    ultimate = told.payer.name if told.payer.name.upper() != head.payer.name.upper() else ""
    if head.layout is Layout.SWAPPED and name:
        return Party(name, company_id=head.payer.company_id, ultimate=head.payer.name)
    return Party(head.payer.name, company_id=head.payer.company_id, ultimate=ultimate)


def _told(detail: Detail, head: Head, minor: int) -> Told:
    """Return what the addenda say, by their type."""
    if not detail.addenda:
        return NOTHING
    told = NOTHING
    payments = [line for line in detail.addenda if line.text[1:3] == _PAYMENT]
    abroad = head.layout is Layout.INTERNATIONAL
    if abroad:
        told = international(detail.addenda, head.currencies, head.payer.company_id)
    if payments and head.shape.moves and (head.layout is Layout.EXCHANGE or len(payments) > 1):
        told += exchanged(payments, minor)
    elif payments:
        told += single(payments, minor if head.shape.moves else None)
    for line in detail.addenda:
        kind = line.text[1:3]
        if kind == RETURN:
            told += returned(line, international=abroad)
        elif kind == NOTICE_OF_CHANGE:
            told += changed(line)
        elif kind == _TERMINAL:
            told += _at_terminal(line)
    return told


def _at_terminal(line: Line) -> Told:
    """Return where a card was used (02): its terminal, the place, the town and the state."""
    place = " ".join(part for part in (line.cut(36, 62), line.cut(63, 77), line.cut(78, 79)) if part)
    terminal = line.cut(14, 19)
    return Told(text=tuple(part for part in (place, f"TERMINAL {terminal}" if terminal else "") if part))
