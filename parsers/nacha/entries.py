"""ACH entries with their addenda to receipts, returns, advices and notices."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import Any

from kit.findings import Finding, Severity
from parsers.codes.nacha_sec import COLUMNS, Layout
from parsers.codes.nacha_transactions import TRANSACTIONS, Action
from parsers.nacha.addenda import SILENT, Said, exchanged, paid, single, summed
from parsers.nacha.batches import Batch, Detail, details, orphans
from parsers.nacha.heads import Head, account
from parsers.nacha.international import MANDATORY, international
from parsers.nacha.records import COLUMNS as _RECORD
from parsers.nacha.records import Block, Line, numeral, numeric
from parsers.nacha.returns import ANSWERS, NOTICE_OF_CHANGE, RETURN, changed, returned
from parsers.nacha.told import NOTHING, Told
from parsers.nacha.totals import ACCOUNTING_AMOUNT, AMOUNT
from parsers.records import Entry, Kind, Method, Party, Ref, Reference

_CURRENCY = "USD"
_PAYMENT = "05"
_TERMINAL = "02"
#: Layouts whose entries all have the payer of the batch, and state no count of their addenda.
_PLAIN = frozenset({Layout.NAMED, Layout.CHECK})
_ZEROS = "0" * 15
#: An identification that says nothing, in any width.
_VOID = frozenset("0" * width for width in range(_RECORD + 1))
#: Records are filled in place: to call their classes takes twice the time.
_new: Callable[[type], Any] = object.__new__
#: code -> (kind, type code)
Ways = dict[str, tuple[Kind, str]]

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
    last: str = ""  # the trace number before

    def add(self, code: str, line: int) -> None:
        """Count one oddity."""
        self.counts[code] += 1
        self.first.setdefault(code, line)

    def seen(self, line: int, record: str, last: str, mistaken: set[str]) -> None:
        """Look at an entry's trace number, which follows `last`, and at its routing number."""
        if record[79:] <= last:
            self.add("trace_order", line)
        if record[3:12] in mistaken:
            self.add("check_digit", line)

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for each kind of oddity."""
        for code, count in self.counts.items():
            yield Finding(self.first[code], code, ODDITIES[code].format(count), Severity.WARNING)


def runs(batch: Batch, head: Head, *, trusted: bool) -> Iterator[Iterable[Entry | Finding]]:
    """Yield the entries of a batch by blocks, findings of what cannot be read, and last what was odd about them."""
    odd, ways = Oddities(), _ways(head)
    for block in batch.blocks():
        yield block.findings
        yield orphans(block)
        traces = [text[79:] for text in block.entries]
        known = ways and head.number and all(kind[0] == "7" or kind[1:] in ways for kind in block.kinds)
        if not known or not block.sizes(AMOUNT)[1] or not numeric("".join(traces)):
            yield _block(block, batch, head, odd, trusted=trusted)
        elif len(block.kinds) == 1 and not block.claimed:
            yield _silent(block, traces, batch, head, odd, trusted=trusted)
        else:
            yield _quick(block, traces, batch, head, odd, trusted=trusted)
    yield odd.findings()


def _block(block: Block, batch: Batch, head: Head, odd: Oddities, *, trusted: bool) -> Iterator[Entry | Finding]:
    """Yield the entries of a block, each with all that its class, its code and its addenda may say."""
    for detail in details(block):
        odd.seen(detail[0], detail[1], odd.last, batch.totals.mistaken)
        odd.last = detail[1][79:]
        yield from _framed(detail, head, odd)
        yield from _entry(detail, head, odd, trusted=trusted)


def _silent(
    block: Block, traces: list[str], batch: Batch, head: Head, odd: Oddities, *, trusted: bool
) -> Iterator[Entry | Finding]:
    """Yield the entries of a block of credits of one code without addenda, as most are."""
    mistaken, columns, ours = batch.totals.mistaken, COLUMNS[head.layout], _one_account(batch)
    place, ref, text, traced = columns.number, columns.kind, head.text, Ref.TRACE
    method, credit, usd = Method.ACH, True, _CURRENCY
    effective, settled, payer, number = head.effective_on, head.settled_on, head.payer, head.number[0]
    advice, void, last = Kind.ADVICE, _VOID, odd.last
    kind, code = _ways(head)[next(iter(block.kinds))[1:]]
    columned = block.numbers, block.texts, block.sizes(AMOUNT)[0], traces
    for line, record, minor, trace, entry, first, second in zip(*columned, *_unmade(block), strict=True):
        if trace <= last or mistaken:
            odd.seen(line, record, last, mistaken)
        last = trace
        first.kind, first.value = traced, trace
        own = record[place].strip()
        if own in void:
            references: tuple[Reference, ...] = (first, number)
        else:
            second.kind, second.value = ref, own
            references = (first, second, number)
        entry.line, entry.kind, entry.method = line, kind if minor else advice, method
        entry.credit, entry.minor, entry.currency = credit, minor, usd
        entry.bank_reference, entry.booked_on, entry.value_on = trace, effective, settled
        entry.payer, entry.account, entry.references = payer, ours or record[12:29].strip(), references
        entry.remittance, entry.text, entry.code = (), text, code
        entry.total_of, entry.trusted, entry.raw = None, trusted, record
        yield entry
    odd.last = last


def _quick(
    block: Block, traces: list[str], batch: Batch, head: Head, odd: Oddities, *, trusted: bool
) -> Iterator[Entry | Finding]:
    """Yield the entries of a block of credits; those with one addenda of a frequent kind, or none, are made here."""
    mistaken, columns, ours, ways = batch.totals.mistaken, COLUMNS[head.layout], _one_account(batch), _ways(head)
    place, ref, text = columns.number, columns.kind, head.text
    effective, settled, payer, number = head.effective_on, head.settled_on, head.payer, head.number[0]
    advice, void, last, traced = Kind.ADVICE, _VOID, odd.last, Ref.TRACE
    numbers, texts, method, credit, usd = block.numbers, block.texts, Method.ACH, True, _CURRENCY
    chosen = block.chosen + b"\1"  # behind the last there may stand another
    codes = {kind[1:] for kind in block.kinds if kind[0] == "6"}
    (kind, code), several = ways[next(iter(codes))], len(codes) > 1
    told: Said | None
    places = (compress(each, block.chosen) for each in (range(len(texts)), chosen[1:], numbers))
    columned = block.entries, block.sizes(AMOUNT)[0], traces
    rows = zip(*places, *columned, *_unmade(block), strict=True)
    for at, bare, line, record, minor, trace, entry, first, second in rows:
        if trace <= last or mistaken:
            odd.seen(line, record, last, mistaken)
        last = trace
        says = record[78] == "1"
        if bare and not says:
            lines, words, raw = SILENT[0], text, record
        elif says and not bare and chosen[at + 2] and (told := paid(numbers[at + 1], texts[at + 1], trace)):
            lines, words, raw = told[0], text + told[1], f"{record}\n{texts[at + 1]}"
            if lines and lines[0].paid != minor:
                whole = summed(Told(lines), minor)
                yield from whole.findings
                lines = whole.remittance
        else:
            end = chosen.index(1, at + 1)
            detail = (line, record, tuple(zip(numbers[at + 1 : end], texts[at + 1 : end], strict=True)))
            yield from _framed(detail, head, odd)
            yield from _entry(detail, head, odd, trusted=trusted)
            continue
        first.kind, first.value = traced, trace
        if several:
            kind, code = ways[record[1:3]]
        references: tuple[Reference, ...] = (first, number)
        if (own := record[place].strip()) not in void:
            second.kind, second.value = ref, own
            references = (first, second, number)
        entry.line, entry.kind, entry.method = line, kind if minor else advice, method
        entry.credit, entry.minor, entry.currency = credit, minor, usd
        entry.bank_reference, entry.booked_on, entry.value_on = trace, effective, settled
        entry.payer, entry.account, entry.references = payer, ours or record[12:29].strip(), references
        entry.remittance, entry.text, entry.code = lines, words, code
        entry.total_of, entry.trusted, entry.raw = None, trusted, raw
        yield entry
    odd.last = last


def _unmade(block: Block) -> tuple[Iterator[Any], Iterator[Any], Iterator[Any]]:
    """Return, for each entry of a block, one entry and two references that are made and not yet started."""
    count = len(block.entries)
    return map(_new, repeat(Entry, count)), map(_new, repeat(Reference, count)), map(_new, repeat(Reference, count))


def _one_account(batch: Batch) -> str:
    """Return the receivers' account where all have the same, else nothing."""
    accounts = {receiver[9:] for receiver in batch.totals.accounts}
    return accounts.pop().strip() if len(accounts) == 1 else ""


def _ways(head: Head) -> Ways:
    """Return code -> (kind, type code) of the credits that are told by their code alone."""
    if head.layout not in _PLAIN or not head.shape.moves or head.originated:
        return {}
    return {
        code: (_kind(head, NOTHING, code, 1), f"{head.sec} {code}".strip())
        for code, (credit, action) in TRANSACTIONS.items()
        if action is Action.LIVE and credit
    }


def _filled(*references: Reference) -> tuple[Reference, ...]:
    """Return the references that say something, each once."""
    return tuple(one for one in dict.fromkeys(references) if one.value.strip("0"))


def _framed(detail: Detail, head: Head, odd: Oddities) -> Iterator[Finding]:
    """Count what is odd about an entry's addenda and code; an unknown addenda type is a finding of its own."""
    number, record, addenda = detail
    if " " in record[AMOUNT]:
        odd.add("amount_blanks", number)
    if record[78] in "01" and (record[78] == "1") != bool(addenda):
        odd.add("addenda_indicator", number)
    if head.layout is Layout.EXCHANGE or head.layout is Layout.INTERNATIONAL:
        exchange = head.layout is Layout.EXCHANGE
        stated = record[54:58] if exchange else record[12:16]
        counts = {len(addenda)} if exchange else {len(addenda), len(MANDATORY)}  # some count the mandatory ones alone
        if stated.strip() and numeral(stated) not in counts:
            odd.add("addenda_count", number)
    own = record[87:94]
    for at, text in addenda:
        kind = text[1:3]
        if kind == _PAYMENT and text[87:94].strip() and text[87:94] != own:
            odd.add("addenda_trace", number)
            break
        if kind not in _TYPES:
            message = f"No addenda type {kind!r}; kept with its entry"
            yield Finding(at, "addenda_unknown", message, Severity.WARNING, text.rstrip())


_TYPES = frozenset({_PAYMENT, _TERMINAL, *(str(kind) for kind in range(10, 19)), *ANSWERS})


def _entry(detail: Detail, head: Head, odd: Oddities, *, trusted: bool) -> Iterator[Entry | Finding]:
    """Yield one entry, or why its money or direction cannot be told."""
    number, record, addenda = detail
    code = record[1:3]
    minor = numeral(record[ACCOUNTING_AMOUNT if head.layout is Layout.ACCOUNTING else AMOUNT])
    raw = "\n".join([record.rstrip(), *(text.rstrip() for _, text in addenda)])
    if code not in TRANSACTIONS:
        yield Finding(number, "transaction_code_unknown", f"No transaction code {code!r}", raw=raw)
        return
    if minor is None:
        yield Finding(number, "amount_not_numeric", "The amount holds something else than digits", raw=raw)
        return
    told = _told(detail, head, minor)
    yield from told.findings
    _moved(detail, head, odd, told, minor)
    kind = _kind(head, told, code, minor)
    back = _comes_back(told, code)
    ours = head.originated and not back
    yield Entry(
        line=number,
        kind=kind,
        method=Method.ACH,
        credit=TRANSACTIONS[code][0] != ours,
        minor=minor,
        currency=_CURRENCY,
        bank_reference=record[79:94].strip(),
        booked_on=(head.came_back_on if back else None) or head.effective_on,
        value_on=head.settled_on,
        payer=_payer(detail, head, told, code),
        account="" if ours or back else account(head.layout, record),
        references=_references(record, head, told),
        remittance=told.remittance,
        text=head.text + _words(record, head) + told.text,
        code=" ".join(part for part in (head.sec, code, told.reason) if part),
        trusted=trusted and not told.completed and not (told.contradicts and minor),
        raw=raw,
    )


def _moved(detail: Detail, head: Head, odd: Oddities, told: Told, minor: int) -> None:
    """Count the entries whose code, class and amount contradict one another."""
    number, record, _ = detail
    action = TRANSACTIONS[record[1:3]][1]
    still = action in {Action.PRENOTE, Action.ZERO_DOLLAR} or _changes(told, minor) or not head.shape.moves
    if minor and still:
        odd.add("amount_unexpected", number)
    if action is Action.RETURN and not told.reason:
        odd.add("return_without_reason", number)
    if action is Action.RESERVED or (action is Action.ADVICE) != (head.layout is Layout.ACCOUNTING):
        odd.add("code_unexpected", number)


def _kind(head: Head, told: Told, code: str, minor: int) -> Kind:
    """Return what an entry is to cash application."""
    credit, action = TRANSACTIONS[code]
    comes_back = bool(told.reason) or action is Action.RETURN
    if _changes(told, minor) or action is Action.PRENOTE:
        return Kind.NOTICE
    if comes_back or (head.reversal and minor):
        return Kind.RETURN
    if action in {Action.ADVICE, Action.RESERVED}:
        return Kind.OTHER
    if not minor:
        return Kind.ADVICE if head.shape.moves else Kind.NOTICE
    return Kind.RECEIPT if credit != head.originated else Kind.OTHER


def _changes(told: Told, minor: int) -> bool:
    """Tell whether an entry is a notification of change, which moves no money."""
    return not minor if told.contradicts else told.reason.startswith("C")


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
    record, columns = detail[1], COLUMNS[head.layout]
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
    addenda = [Line(*one) for one in detail[2]]
    if not addenda:
        return NOTHING
    told = NOTHING
    payments = [line for line in addenda if line.text[1:3] == _PAYMENT]
    abroad = head.layout is Layout.INTERNATIONAL
    if abroad:
        told = international(addenda, head.currencies, head.payer.company_id)
    if payments and head.shape.moves and (head.layout is Layout.EXCHANGE or len(payments) > 1):
        told += exchanged(payments, minor)
    elif payments:
        told += single(payments, minor if head.shape.moves else None)
    for line in addenda:
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
