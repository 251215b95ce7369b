"""Read Fedwire messages in the tag format (FAIM 3.0.6 and 3.0.7, used until 11 July 2025 and in advices since)."""

import re
from collections.abc import Iterator
from datetime import date

from kit.findings import Finding, Severity
from parsers.fedwire_remittance import amount, structured
from parsers.fedwire_tags import Message, cut, messages
from parsers.lines import decoded
from parsers.records import Control, Entry, Kind, Method, Party, Proof, Record, Ref, Reference, Remittance
from parsers.x12_820 import day, references, remittance, sets
from parsers.x12_envelope import looks_like, loose_segments, segments

_HEAD = re.compile(rb"\s*\{1(?:100|500|510|520)\}|\s*\{2000\}")
_FIRST_BYTES = 200
#: Sender, receiver and business function follow the amount {2000}; every message has them (FAIM 3.0.6, mandatory tags).
_FIRST_AFTER_AMOUNT = "3000"
_CURRENCY = "USD"
_IMAD = re.compile(r"\d{8}.{8}\d{6}")

#: {1510} subtype -> what the message is to the receiver; what is not here is money in
SUBTYPES: dict[str, Kind] = {
    "01": Kind.NOTICE,  # request for reversal
    "07": Kind.NOTICE,  # request for reversal of a prior day
    "02": Kind.RETURN,  # reversal
    "08": Kind.RETURN,  # reversal of a prior day
    "31": Kind.NOTICE,  # request for credit (drawdown)
    "33": Kind.NOTICE,  # refusal of a request for credit
    "90": Kind.NOTICE,  # service message
}
#: {3600} business function -> what it is; customer and bank transfers are receipts
FUNCTIONS: dict[str, Kind] = {
    "CKS": Kind.OTHER,  # check same-day settlement
    "DEP": Kind.OTHER,  # deposit to the sender's account
    "FFR": Kind.OTHER,  # federal funds returned
    "FFS": Kind.OTHER,  # federal funds sold
    "SVC": Kind.NOTICE,
}
#: Text the remittance may stand in, in the order a person reads it.
_TEXT = ("6000", "7070", "8750", "6100", "6200", "6300", "6400", "6500", "7072", "9000")
_PARTY = (35, 35, 35, 35, 35)


def knows(head: bytes) -> bool:
    """Tell whether the first bytes open a message of tags."""
    head = head.removeprefix(b"\xef\xbb\xbf")[:_FIRST_BYTES]
    return _HEAD.match(head) is not None


def parse(data: bytes) -> Iterator[Record]:
    """Yield an entry per message, in the view of the bank's customer who receives it; IMAD is its bank reference."""
    text, _ = decoded(data)
    seen: set[str] = set()
    for message in messages(text):
        yield from _message(message, seen)


def _message(message: Message, seen: set[str]) -> Iterator[Record]:
    """Yield one message: its entry, or why it has none."""
    if all(tag < _FIRST_AFTER_AMOUNT for tag, _ in message.tags):
        yield Finding(message.line, "file_truncated", "The message stops before it says who sends the money: it is cut")
        return
    stated = message.first("2000").strip(" *")
    if not (stated.isascii() and stated.isdecimal() and len(stated) <= 12):
        yield Finding(
            message.line, "amount_not_numeric", "{2000} holds no amount: the message is kept aside", raw=stated
        )
        return
    minor = int(stated)
    imad = "".join(message.first("1520").strip(" *").split())
    if not imad:
        yield Finding(message.line, "imad_missing", "{1520} is missing: the wire has no number", Severity.WARNING)
    elif imad in seen:
        yield Finding(message.line, "imad_repeated", f"IMAD {imad} stands in this file before", Severity.WARNING, imad)
    seen.add(imad)
    lines, told, words = _remitted(message, minor)
    kind = _kind(message, minor)
    if lines and all(line.paid is not None for line in lines):
        paid = sum(line.paid or 0 for line in lines)
        proof = Proof.MATCHED if paid == minor else Proof.MISMATCHED
        yield Control(message.line, "remittance_total", imad, minor, paid, proof)
    yield Entry(
        line=message.line,
        kind=kind,
        method=Method.WIRE,
        credit=kind is not Kind.RETURN,
        minor=minor,
        currency=_CURRENCY,
        bank_reference=imad,
        booked_on=_booked(message, imad),
        payer=_payer(message),
        account=_identified(message, "4200")[0],
        references=_references(message, imad, kind) + told,
        remittance=lines,
        text=tuple(words),
        code=f"{message.first('3600')[:3].strip(' *')} {message.first('1510')[:4].strip()}".strip(),
        raw="".join(f"{{{tag}}}{data}" for tag, data in message.tags).strip(),
    )


def _kind(message: Message, minor: int) -> Kind:
    """Return what a message is: by its subtype first, then by its business function."""
    subtype = message.first("1510")[2:4]
    function = message.first("3600")[:3].upper()
    if subtype in SUBTYPES:
        return SUBTYPES[subtype]
    return FUNCTIONS.get(function, Kind.RECEIPT if minor else Kind.NOTICE)


def _booked(message: Message, imad: str) -> date | None:
    """Return the day the wire reached us: of the OMAD, else of the IMAD."""
    return day(message.first("1120")[:8]) or day(imad[:8])


def _identified(message: Message, tag: str) -> tuple[str, str]:
    """Return (account, name) of a party tag: a letter or digit says what the identifier is, `D` an account."""
    data = message.first(tag)
    identifier, *lines = cut(data[1:], (34, *_PARTY[1:]))
    name = lines[0]
    if name[:2] == "1/":
        name = name[2:]
    return (identifier if data[:1] in {"D", "T"} else ""), name


def _payer(message: Message) -> Party:
    """Return the originator by {5000} or {5010}, its bank by {5100}, else the sending bank {3100}."""
    account, name = _identified(message, "5000")
    company = ""
    if message.has("5010"):
        optioned, company, called = _optioned(message.elements("5010", *_PARTY))
        account, name = account or optioned, name or called
    routing = message.first("3100")[:9].strip(" *")
    bank = message.first("5100")
    if bank[:1] == "F":
        routing = cut(bank[1:], (34,))[0] or routing
    return Party(name, account, routing, company)


def _optioned(lines: list[str]) -> tuple[str, str, str]:
    """Return (account, other identifier, name) of an option F party: `/account` or `TXID/…`, then `1/name`."""
    head = lines[0]
    account = head[1:] if head.startswith("/") else ""
    identity = "" if account else head.partition("/")[2]
    return account, identity, " ".join(line[2:] for line in lines[1:] if line.startswith("1/"))


def _references(message: Message, imad: str, kind: Kind) -> tuple[Reference, ...]:
    """Return the numbers of a wire; the earlier message {3500} is what a return points back to."""
    omad = "".join(message.first("1120")[:22].split())
    notified = message.elements("3620", 2049, 140, 35, 35, 35, 35) if message.has("3620") else [""]
    end_to_end = notified[-1]
    found = (
        (Ref.IMAD, imad),
        (Ref.OMAD, omad),
        (Ref.CUSTOMER, message.first("3320").strip(" *")),
        (Ref.BENEFICIARY, message.first("4320").strip(" *")),
        (Ref.END_TO_END, end_to_end),
        (Ref.ORIGINAL, message.first("3500").strip(" *") if kind is Kind.RETURN else ""),
    )
    return tuple(Reference(which, value) for which, value in found if value)


def _remitted(message: Message, minor: int) -> tuple[tuple[Remittance, ...], tuple[Reference, ...], list[str]]:
    """Return remittance lines, further references and the free text of a wire."""
    words = [word for tag in _TEXT for word in message.words(tag)]
    words += _charges(message)
    lines = structured(message)
    told: tuple[Reference, ...] = ()
    addenda = _addenda(message)
    if addenda and looks_like(addenda):
        found = list(sets(segments(addenda, message.line))) or list(sets(loose_segments(addenda, message.line)))
        for payment in found:
            lines += remittance(payment, minor if len(found) == 1 else None)
            told += references(payment)
            words += payment.notes
    elif addenda:
        words += [" ".join(line.split()) for line in addenda.splitlines() if line.strip()]
    return lines, told, words


def _addenda(message: Message) -> str:
    """Return the unstructured addenda {8200} without the length that stood before it until FAIM 3.0.6."""
    data = next((data for name, data in message.tags if name == "8200"), "").strip("\r\n")
    size = data[:4]
    return data[4:] if size.isascii() and size.isdecimal() else data


def _charges(message: Message) -> list[str]:
    """Return the charges {3700} in words: they explain a receipt that is short."""
    data = message.first("3700")
    sizes = [part.strip() for part in data[1:].split("*") if part.strip()]
    return [f"CHARGES {size}" for size in sizes if (amount(size) or 0) > 0]
