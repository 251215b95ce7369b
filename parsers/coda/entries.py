"""One CODA movement, its details and information to entries: a batch gives one for each payment inside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kit.findings import Finding, Severity
from parsers.coda.records import Line, account, day, minor
from parsers.codes.coda_families import METHODS, OWN, RETURNS, family
from parsers.payment_references import belgian, canonical, within
from parsers.records import Entry, Kind, Method, Party, Ref, Reference, Remittance

_STRUCTURED = frozenset({"101", "102"})
_DIRECT_DEBIT = "127"
#: First digit of the code of a detail that is one payment of a sum; others break one payment down.
_PAYMENTS = frozenset("567")
_SUMS = frozenset("12")
#: Structured information (3.1): the counterparty's name, and who stands behind it (ultimate ordering customer).
_COUNTERPARTY, _BEHIND = "001", "009"
_NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NONREF"})


@dataclass(frozen=True, slots=True)
class Where:
    """The statement around a movement."""

    account: str
    currency: str
    on: date | None
    trusted: bool
    final: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The records of one movement or of one detail of it: 2.1, what continues it, and its information."""

    head: Line
    lines: tuple[Line, ...]

    @property
    def code(self) -> str:
        """Return the transaction code."""
        return self.head.at(54, 61)


def entries(group: Sequence[Line], where: Where) -> Iterator[Entry | Finding]:
    """Yield the entries of one movement: of a batch whose details add up, one for each; else one for the whole."""
    movement, *details = _parts(group)
    yield from _mistyped(group)
    raw = "\n".join(line.raw.rstrip() for line in group)
    thousandths = movement.head.amount(32, 33)
    size = minor(thousandths, where.currency) if thousandths is not None else None
    if thousandths is None or size is None:
        message = "The amount of the movement is no amount of its currency: kept aside."
        yield Finding(movement.head.number, "amount_not_numeric", message, raw=raw)
        return
    whole = _entry(movement, details, where, size, raw)
    inside = [one for one in details if one.code[:1] in _PAYMENTS]
    if not inside or movement.code[:1] not in _SUMS:
        yield whole
        return
    amounts = [one.head.amount(32, 33) for one in inside]
    minors = [None if one is None else minor(one, where.currency) for one in amounts]
    if None in minors or sum(one for one in minors if one is not None) != size:
        message = "The details of the movement do not add up to it: it is one entry and not posted unseen."
        yield Finding(movement.head.number, "details_do_not_add_up", message)
        yield replace(whole, trusted=False)
        return
    held = list(movement.lines)  # kept with the first payment inside
    for one in details:
        if one not in inside:
            held += one.lines
    for one, amount in zip(inside, minors, strict=True):
        assert amount is not None, "each was read"
        lines = "\n".join(line.raw.rstrip() for line in (*held, *one.lines))
        held = []
        found = _entry(one, [], where, amount, lines)
        yield replace(found, bank_reference=found.bank_reference or whole.bank_reference)


def _parts(group: Sequence[Line]) -> list[Part]:
    """Return the records of the movement itself and of each detail: a 2.1 begins one."""
    parts: list[list[Line]] = []
    for line in group:
        if line.code == "21" or not parts:
            parts.append([])
        parts[-1].append(line)
    return [Part(lines[0], tuple(lines)) for lines in parts]


def _entry(part: Part, details: Sequence[Part], where: Where, size: int, raw: str) -> Entry:
    """Put one entry together."""
    structured, words = _communication(part)
    reference = part.head.at(11, 31)
    kind, total = _kind(part, details, where, size)
    party = next((line for line in part.lines if line.code == "23"), None)
    bank = next((line.at(99, 109) for line in part.lines if line.code == "22"), "")
    ours = belgian(structured) if structured else None
    free = [one for one in details if one.head.at(62, 62) != "1"]
    text = (*words, *(word for one in free for word in _communication(one)[1]))
    return Entry(
        line=part.head.number,
        kind=kind,
        method=METHODS.get(family(part.code)[0], Method.OTHER),
        credit=size >= 0,
        minor=abs(size),
        currency=where.currency,
        bank_reference=reference,
        booked_on=day(part.head.at(116, 121)) or where.on,
        value_on=day(part.head.at(48, 53)),
        payer=Party(
            (party.at(48, 82) if party else "") or _named(part, _COUNTERPARTY),
            account(party, 11)[0] if party else "",
            bank,
            ultimate=_named(part, _BEHIND),
        ),
        account=where.account,
        references=tuple(dict.fromkeys(_references(part, reference, ours or structured, kind, text))),
        remittance=(Remittance(part.head.number, "unknown", ours, abs(size)),) if ours and size > 0 else (),
        text=tuple(dict.fromkeys(text)),
        code=part.code,
        total_of=total,
        trusted=where.trusted,
        raw=raw,
    )


def _kind(part: Part, details: Sequence[Part], where: Where, size: int) -> tuple[Kind, tuple[str, str] | None]:
    """Return what a movement is, and for a sum without its details what it sums."""
    if not where.final:
        return Kind.NOTICE, None
    group = family(part.code)
    returned = any(line.code == "22" and line.at(113, 113) for line in part.lines)
    if size < 0:
        return (Kind.RETURN if returned or group in RETURNS else Kind.OTHER), None
    if group[0] in OWN or not size:
        return Kind.OTHER, None
    if part.code[:1] in _SUMS and not details:
        return Kind.TOTAL, ("deposit", part.head.at(11, 31))
    return Kind.RECEIPT, None


def _communication(part: Part) -> tuple[str, list[str]]:
    """Return the structured reference and the lines of words of a movement: wrapped text is joined as it was cut."""
    widths = {"21": (63, 115), "22": (11, 63), "23": (83, 125)}
    told = "".join(line.text(*widths[line.code]) for line in part.lines if line.code in widths)
    is_structured = part.head.at(62, 62) == "1"
    number, body = (told[:3], told[3:]) if is_structured else ("", told)
    structured = body[:12].strip() if number in _STRUCTURED else ""
    words = [] if structured else [" ".join(body.split())] if body.strip() else []
    told, is_coded = "", False
    for line in part.lines:
        if line.code == "31":
            is_coded = line.at(40, 40) == "1"  # the counterparty once more, or numbers of the bank's
            told += "" if is_coded else line.text(41, 113)
        elif line.code in {"32", "33"} and not is_coded:
            told += line.text(11, 115 if line.code == "32" else 100)
    if told.strip():
        words.append(" ".join(told.split()))
    return structured, words


def _named(part: Part, sort: str) -> str:
    """Return the name that a record 3.1 of a sort gives."""
    told = (line.text(41, 113) for line in part.lines if line.code == "31" and line.at(40, 40) == "1")
    return next((words[3:].strip() for words in told if words.startswith(sort)), "")


def _mistyped(group: Sequence[Line]) -> Iterator[Finding]:
    """Yield what is wrong with the structured references of a movement: two digits of each prove the other ten."""
    for part in _parts(group):
        structured, _ = _communication(part)
        if structured and belgian(structured) is None:
            message = f"The check digits of the structured reference {structured} fail: mistyped"
            yield Finding(part.head.number, "creditor_reference_check", message, Severity.WARNING)


def _references(part: Part, reference: str, structured: str, kind: Kind, words: Sequence[str]) -> Iterator[Reference]:
    """Yield the bank's reference, the structured one or those among the words, the client's, the mandate."""
    if reference:
        yield Reference(Ref.BANK, reference)
    if structured:
        yield Reference(Ref.CREDITOR, structured)
    for line in words:
        plain = canonical(line)
        yield from (Reference(Ref.CREDITOR, each) for each in ([plain] if plain else within(line)))
    client = next((line.at(64, 98) for line in part.lines if line.code == "22"), "")
    if client.upper() not in _NO_REFERENCE:
        yield Reference(Ref.END_TO_END, client)
        if kind is Kind.RETURN:
            yield Reference(Ref.ORIGINAL, client)
    told = part.head.text(63, 115) + "".join(line.text(11, 63) for line in part.lines if line.code == "22")
    if part.head.at(62, 62) == "1" and told.startswith(_DIRECT_DEBIT) and (mandate := told[47:82].strip()):
        yield Reference(Ref.MANDATE, mandate)


def stray(line: Line) -> Finding:
    """Return what is said of a record that belongs to no movement."""
    message = f"Record {line.code!r} has no place here: it is kept aside."
    return Finding(line.number, "record_out_of_place", message, Severity.ERROR, line.raw)
