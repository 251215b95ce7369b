"""Read one payment message or advice (MT103, 202, 205, 210, 900, 910) as the bank hands it to its customer."""

import re
from collections.abc import Iterator
from datetime import date

from kit.findings import Finding, Severity
from kit.money import decimal
from parsers.mt.amounts import day, minor, pointed
from parsers.mt.envelope import Envelope
from parsers.mt.field70 import remitted
from parsers.mt.fields import Field
from parsers.mt.parties import Named, party
from parsers.mt.told import reference
from parsers.records import (
    Adjustment,
    Control,
    Entry,
    Kind,
    Method,
    Party,
    Record,
    Ref,
    Reference,
    Remittance,
    compared,
)

#: The standard's day has six digits; some programs write the century as well.
_DATED = re.compile(r"(?:[0-9]{2}(?=[0-9]{6}[A-Z]))?([0-9]{6})([A-Z]{3})([0-9,.]+)", re.ASCII)
_MONEY = re.compile(r"([A-Z]{3})([0-9,.]+)", re.ASCII)
#: Field 72 of a message that sends money back (SWIFT payment reject and return guidelines).
_RETURNED = re.compile(r"(?:\A|\n)/(RETN|REJT)/(\S*)")
_RETURN_CODES = re.compile(r"(?:\A|\n)/(MREF|TREF)/([^/\n]+)")
#: type -> (kind, whether money came to us)
KINDS: dict[str, tuple[Kind, bool]] = {
    "103": (Kind.RECEIPT, True),
    "202": (Kind.RECEIPT, True),
    "205": (Kind.RECEIPT, True),
    "210": (Kind.NOTICE, True),
    "900": (Kind.OTHER, False),
    "910": (Kind.RECEIPT, True),
}
#: Fields of a notice to receive that speak of all its sums.
_COMMON = frozenset({"20", "25", "25P", "30"})
#: Fields that say something in words: what it is for, bank to bank, the narrative.
_WORDS = ("72", "77B", "79", "75", "76")


def entries(kind: str, envelope: Envelope, held: list[Field]) -> Iterator[Record]:
    """Yield what one message gives: its entry, or why it has none. A notice to receive may announce several sums."""
    if kind == "210":
        yield from _announced(envelope, held)
        return
    dated = _first(held, "32A")
    found = _DATED.fullmatch(_packed(dated)) if dated else None
    size = _size(found[3], found[2]) if found else None
    if len({_packed(field) for field in held if field.tag == "32A"}) > 1:
        message = f"`:32A:` stands in the MT{kind} twice with two sums or days: the message is kept aside"
        yield Finding(held[0].line, "amount_twice", message, raw=_raw(held))
        return
    if dated is None or found is None or size is None:
        where = dated or held[0]
        message = f"MT{kind} has no readable date, currency and amount in `:32A:`: the message is kept aside"
        yield Finding(where.line, "amount_not_numeric", message, raw=_raw(held))
        return
    if "." in found[3]:
        message = "`:32A:` has a point for its decimals; it was read"
        yield Finding(dated.line, "amount_form", message, Severity.WARNING, dated.raw)
    value_on, good = day(found[1])
    if not good:
        message = f"`:32A:` has a day that is in no calendar ({found[1]})"
        yield Finding(dated.line, "date_invalid", message, Severity.WARNING, dated.raw)
    yield from _settled(held, found[2], size)
    yield _entry(kind, envelope, held, (found[2], size, value_on))


def _size(text: str, currency: str) -> int | None:
    """Return an amount with a comma for its decimals, as the standard has it, or a point, as some banks write."""
    found = minor(text, currency)
    return pointed(text, currency) if found is None else found


def _entry(kind: str, envelope: Envelope, held: list[Field], money: tuple[str, int, date | None]) -> Entry:
    """Return the entry of a message with one sum."""
    currency, size, value_on = money
    kind_of, credit = KINDS[kind]
    returned = _RETURNED.search(_text(held, "72"))
    if not size or envelope.refused or envelope.test:
        kind_of = Kind.NOTICE
    elif returned and kind != "900":
        kind_of = Kind.RETURN
    told = remitted(_text(held, "70"), (_first(held, "70") or held[0]).line)
    words = tuple(line.strip() for tag in _WORDS for line in _text(held, tag).split("\n") if line.strip())
    payer = _payer(held, envelope)
    return Entry(
        line=held[0].line,
        kind=kind_of,
        method=Method.WIRE,
        credit=credit,
        minor=size,
        currency=currency,
        bank_reference=_text(held, "20").strip(),
        booked_on=value_on,
        value_on=value_on,
        payer=payer,
        account=_account(kind, held),
        references=tuple(dict.fromkeys((*_references(kind, envelope, held, kind_of), *told.references))),
        remittance=_charged(told.lines, held, currency, size),
        text=told.text + words + tuple(_charges(held, currency)),
        code=f"{kind} {_text(held, '23B').strip()}".strip(),
        raw=_raw(held),
    )


def _announced(envelope: Envelope, held: list[Field]) -> Iterator[Record]:
    """Yield a notice for each sum of a notice to receive: nothing has arrived yet."""
    common = [field for field in held if field.tag in _COMMON]
    value_on, _ = day(_text(common, "30").strip())
    parts: list[list[Field]] = []
    for field in held:
        if field.tag == "21" or (field.tag == "32B" and (not parts or _first(parts[-1], "32B"))):
            parts.append([])
        if parts and field.tag not in _COMMON:
            parts[-1].append(field)
    for part in parts:
        stated = _first(part, "32B")
        found = _MONEY.fullmatch(_packed(stated)) if stated else None
        size = _size(found[2], found[1]) if found else None
        if found is None or size is None:
            message = "MT210 has no readable currency and amount in `:32B:`: the notice is kept aside"
            yield Finding(part[0].line, "amount_not_numeric", message, raw=_raw(part))
        else:
            yield _entry("210", envelope, [*common, *part], (found[1], size, value_on))
    if not parts:
        yield Finding(held[0].line, "amount_not_numeric", "MT210 announces no amount", raw=_raw(held))


def _first(held: list[Field], tag: str) -> Field | None:
    """Return the first field of a tag."""
    return next((field for field in held if field.tag == tag), None)


def _packed(field: Field) -> str:
    """Return a field of a sum without its blanks and line ends, its currency in capitals."""
    return "".join(field.content.split()).upper()


def _text(held: list[Field], tag: str) -> str:
    """Return what the fields of a tag hold, one below the other."""
    return "\n".join(field.content.strip("\n") for field in held if field.tag == tag)


def _raw(held: list[Field]) -> str:
    """Return the message's fields as received."""
    return "\n".join(field.raw.strip("\n") for field in held)


def _named(held: list[Field], number: str) -> Named:
    """Return the party of a field number, whatever its option; in a cover payment the customer's stands last."""
    found = [field for field in held if field.tag[:2] == number]
    return party(found[-1].content) if found else Named()


def _payer(held: list[Field], envelope: Envelope) -> Party:
    """Return the ordering customer and its bank; without one the ordering institution, else the sender."""
    customer, institution = _named(held, "50"), _named(held, "52")
    routing = institution.bank or customer.bank or envelope.sender
    name = customer.name or ("" if customer.account or customer.bank else institution.name)
    return Party(name, customer.account, routing, customer.identifier)


def _account(kind: str, held: list[Field]) -> str:
    """Return our account: of an advice the one it is for, of a payment the beneficiary's."""
    if kind in {"900", "910", "210"}:
        return _text(held, "25").split("\n")[0].strip() or _text(held, "25P").split("\n")[0].strip()
    return _named(held, "59").account or _named(held, "58").account


def _references(kind: str, envelope: Envelope, held: list[Field], kind_of: Kind) -> Iterator[Reference]:
    """Yield the numbers of a message; `:20:` of an advice is the bank's own, of a payment the sender's."""
    yield from reference(Ref.BANK if kind in {"900", "910"} else Ref.CUSTOMER, _text(held, "20"))
    yield from reference(Ref.CUSTOMER, _text(held, "21").split("\n")[0])
    yield from reference(Ref.UETR, envelope.uetr)
    bank_to_bank = _text(held, "72")
    if kind_of is Kind.RETURN:
        for _, value in _RETURN_CODES.findall(bank_to_bank):
            yield from reference(Ref.ORIGINAL, value)
        yield from reference(Ref.ORIGINAL, _text(held, "21").split("\n")[0])


def _sums(held: list[Field], tag: str, currency: str) -> tuple[int, ...] | None:
    """Return the sums of a repeatable field in one currency, None where one is in another or cannot be read."""
    found = [_MONEY.fullmatch(_packed(field)) for field in held if field.tag == tag]
    sizes = [_size(one[2], one[1]) if one is not None and one[1] == currency else None for one in found]
    known = tuple(size for size in sizes if size is not None)
    return known if len(known) == len(sizes) else None


def _settled(held: list[Field], currency: str, size: int) -> Iterator[Control]:
    """Compare what was settled with what was instructed less the charges taken on the way, in one currency."""
    instructed = _sums(held, "33B", currency)
    taken, added = _sums(held, "71F", currency), _sums(held, "71G", currency)
    if not instructed or taken is None or added is None:
        return
    line = (_first(held, "33B") or held[0]).line
    due = instructed[0] - sum(taken)
    expected = due + sum(added) if size == due + sum(added) else due
    yield compared(line, "settled_amount", _text(held, "20").strip(), expected, size)


def _charged(lines: tuple[Remittance, ...], held: list[Field], currency: str, size: int) -> tuple[Remittance, ...]:
    """Return the invoices; where one alone is paid, with what was instructed for it and the charges taken off."""
    taken, instructed = _sums(held, "71F", currency), _sums(held, "33B", currency)
    if len(lines) != 1 or not taken or not instructed or instructed[0] - sum(taken) != size:
        return lines
    one = lines[0]
    charges = tuple(Adjustment(-each, "CHRG", "charges taken on the way") for each in taken if each)
    return (
        Remittance(
            one.line,
            one.qualifier,
            one.reference,
            size,
            instructed[0],
            None,
            charges,
            text=one.text,
            truncated=one.truncated,
        ),
    )


def _charges(held: list[Field], currency: str) -> Iterator[str]:
    """Yield charges, instructed sum and rate in words: they explain a receipt that is short."""
    for field in held:
        found = _MONEY.fullmatch(_packed(field)) if field.tag in {"71F", "33B"} else None
        size = _size(found[2], found[1]) if found else None
        if found is not None and size is not None and field.tag == "71F" and size:
            yield f"CHARGES {decimal(size, found[1])} {found[1]}"
        elif found is not None and size is not None and field.tag == "33B" and found[1] != currency:
            yield f"INSTRUCTED {decimal(size, found[1])} {found[1]}"
        elif field.tag == "36":
            yield f"RATE {field.content.strip()}"
