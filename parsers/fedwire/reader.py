"""Read Fedwire messages in the tag format (FAIM 3.0.6 and 3.0.7, used until 11 July 2025 and in advices since)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kit.findings import Finding, Severity
from parsers.coded_words import coded
from parsers.fedwire.numbers import Numbers
from parsers.fedwire.parties import identified, payer
from parsers.fedwire.remittance import amount, structured
from parsers.fedwire.tags import Message, cut, messages
from parsers.iso20022.fragments import fragment
from parsers.records import Entry, Kind, Method, Record, Ref, Reference, Remittance, compared
from parsers.x12.envelope import looks_like, loose_segments, segments
from parsers.x12.set_820 import Payment, day, references, remittance, sets

_HEAD = re.compile(rb"\{(?:1100|1500|1510|1520|2000)\}")
_FIRST_BYTES = 200
#: Sender, receiver and business function follow the amount {2000}; every message has them (FAIM 3.0.6, mandatory tags).
_FIRST_AFTER_AMOUNT = "3000"
_CURRENCY = "USD"

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
#: Of these, copies of SWIFT fields: the name of the field stands before the lines.
_COPIED = frozenset({"7070", "7072"})
_FIELD = 5
#: A tag that was begun and not ended, where a message ends.
_CUT = re.compile(r"\{[0-9]{0,4}\s*\Z")
_DUPLICATE = "P"
_TEST = "T"
_DRAWN = "32"
_SERVICE = "90"
#: Text a payer may write codes into, such as `/INV/`; a line of full width goes on in the next.
_CODED = ("6000", "7070")
_WIDTH = 35
_AMOUNT = re.compile(r"[A-Za-z]{3} ?[0-9]+(?:,[0-9]*)?")
#: First characters of addenda that are segments or elements, not words.
_STRUCTURED = re.compile(r"\s*(?:<|ISA[^A-Z0-9]|GS[^A-Z0-9]|ST[^A-Z0-9]|BPR[^A-Z0-9])", re.IGNORECASE)


def knows(head: bytes) -> bool:
    """Tell whether a message of tags begins within the first bytes; a line of text may stand above it."""
    head = head.removeprefix(b"\xef\xbb\xbf")[:_FIRST_BYTES]
    return _HEAD.search(head) is not None


def parse(data: bytes) -> Iterator[Record]:
    """Yield an entry per message, in the view of the bank's customer who receives it; IMAD is its bank reference."""
    seen = Numbers()
    for message in messages(data):
        if isinstance(message, Message):
            yield from _message(message, seen)
        else:
            yield Finding(
                1, "text_outside", "Text before the first tag belongs to no message", Severity.WARNING, message
            )


def _message(message: Message, seen: Numbers) -> Iterator[Record]:
    """Yield one message: its entry, or why it has none."""
    if all(tag < _FIRST_AFTER_AMOUNT for tag, _ in message.tags):
        yield Finding(message.line, "file_truncated", "The message stops before it says who sends the money: it is cut")
        return
    if _CUT.search(message.raw):
        yield Finding(message.line, "file_truncated", "The message stops inside a tag: it is cut")
    stated = message.first("2000").strip(" *")
    if not stated and message.first("1510")[2:4] == _SERVICE:
        said = " ".join(message.words("9000")) or "A service message without text."
        yield Finding(message.line, "message", said, Severity.NOTE)
        return
    if not (stated.isascii() and stated.isdecimal() and len(stated) <= 12):
        said = "{2000} holds no amount: the message is kept aside"
        yield Finding(message.line, "amount_not_numeric", said, raw=message.raw)
        return
    minor = int(stated)
    imad = "".join(message.first("1520").strip(" *").split()).upper()
    yield from _numbered(message, imad, seen)
    lines, told, words = _remitted(message, minor)
    kind = _kind(message, minor, again=imad in seen and _flagged(message, _DUPLICATE))
    seen.add(imad)
    if lines and all(line.paid is not None for line in lines):
        paid = sum(line.paid or 0 for line in lines)
        yield compared(message.line, "remittance_total", imad, minor, paid)
    yield Entry(
        line=message.line,
        kind=kind,
        method=Method.WIRE,
        credit=kind is not Kind.RETURN,
        minor=minor,
        currency=_CURRENCY,
        bank_reference=imad,
        booked_on=_booked(message, imad),
        payer=payer(message),
        account=identified(message, "4200").account,
        references=_references(message, imad, kind) + told,
        remittance=lines,
        text=tuple(words),
        code=f"{message.first('3600')[:3].strip(' *')} {message.first('1510')[:4].strip()}".strip(),
        raw=message.raw,
    )


def _numbered(message: Message, imad: str, seen: Numbers) -> Iterator[Finding]:
    """Say where a wire has no number, one that came before, or was marked as a test or as sent again."""
    if not imad:
        yield Finding(message.line, "imad_missing", "{1520} is missing: the wire has no number", Severity.WARNING)
    elif imad in seen:
        yield Finding(message.line, "imad_repeated", f"IMAD {imad} stands in this file before", Severity.WARNING, imad)
    if _flagged(message, _DUPLICATE):
        text = "The wire is marked as sent again: it may be in another file"
        yield Finding(message.line, "possible_duplicate", text, Severity.WARNING, imad)
    if _flagged(message, _TEST):
        yield Finding(message.line, "test_message", "The message is marked as a test: no money", Severity.WARNING, imad)


def _flagged(message: Message, flag: str) -> bool:
    """Tell whether {1100} or {1500} marks a message: `T` as a test, `P` in the place after it as a duplicate."""
    received, sent = message.first("1100").upper(), message.first("1500").upper()
    if flag == _TEST:
        return _TEST in {received[2:3], sent[10:11]}
    return _DUPLICATE in {received[3:4], sent[11:12]}


def _kind(message: Message, minor: int, *, again: bool) -> Kind:
    """Return what a message is: by its marks, then by its subtype, then by its business function."""
    subtype = message.first("1510")[2:4]
    function = message.first("3600")[:3].upper()
    if again or _flagged(message, _TEST):
        return Kind.NOTICE
    if subtype in SUBTYPES:
        return SUBTYPES[subtype]
    return FUNCTIONS.get(function, Kind.RECEIPT if minor else Kind.NOTICE)


def _booked(message: Message, imad: str) -> date | None:
    """Return the day the wire reached us: of the OMAD, else of the IMAD."""
    return day(message.first("1120")[:8]) or day(imad[:8])


def _references(message: Message, imad: str, kind: Kind) -> tuple[Reference, ...]:
    """Return the numbers of a wire; the earlier message {3500} is what a return points back to."""
    omad = "".join(message.first("1120")[:22].split())
    notified = message.elements("3620", 2049, 140, 35, 35, 35, 35) if message.has("3620") else [""]
    end_to_end = notified[-1]
    earlier = message.first("3500").strip(" *")
    found = (
        (Ref.IMAD, imad),
        (Ref.OMAD, omad),
        (Ref.CUSTOMER, message.first("3320").strip(" *")),
        (Ref.BENEFICIARY, message.first("4320").strip(" *")),
        (Ref.END_TO_END, end_to_end),
        (Ref.ORIGINAL, earlier if kind is Kind.RETURN else ""),
        (Ref.CUSTOMER, earlier if message.first("1510")[2:4] == _DRAWN else ""),  # the request it answers
        (Ref.TRN, _related(message.first("8250"))[0]),
    )
    return tuple(Reference(which, value) for which, value in found if value)


def _remitted(message: Message, minor: int) -> tuple[tuple[Remittance, ...], tuple[Reference, ...], list[str]]:
    """Return remittance lines, further references and the free text of a wire."""
    words = [word for tag in _TEXT for word in _lines(message, tag)]
    words += [*_charges(message), *_elsewhere(message)]
    named, documents = coded(_coded(message), message.line)
    lines = structured(message) or tuple(documents)
    addenda = _addenda(message)
    told = tuple(named)
    if not addenda:
        return lines, told, words
    if addenda.lstrip().startswith("<") and (found := fragment(addenda, _CURRENCY)):
        here = tuple(replace(one, line=message.line) for one in found.lines)
        return lines + here, told + found.references, words + list(found.text)
    payments = _payments(addenda, message.line) if looks_like(addenda) else []
    for payment in payments:
        lines += remittance(payment, minor if len(payments) == 1 else None)
        told += references(payment)
        words += payment.notes
    if not payments:
        words += [" ".join(line.split()) for line in addenda.splitlines() if line.strip()]
    return lines, told, words


def _payments(addenda: str, line: int) -> list[Payment]:
    """Return the 820 sets of the addenda, or what its loose segments make."""
    found = list(sets(segments(addenda, line))) or list(sets(loose_segments(addenda, line)))
    return [payment for payment in found if payment.documents or payment.trace or payment.notes]


def _coded(message: Message) -> str:
    """Return the payer's words in which codes may stand, as one text."""
    lines = [line for tag in _CODED for line in _lines(message, tag)]
    return "".join(line if len(line) >= _WIDTH else line + " " for line in lines)


def _lines(message: Message, tag: str) -> list[str]:
    """Return the lines of a text tag; of a copied SWIFT field without the name of the field."""
    if tag not in _COPIED or not message.has(tag):
        return message.words(tag)
    return [line for line in message.elements(tag, _FIELD, *(35,) * 6)[1:] if line]


def _addenda(message: Message) -> str:
    """Return the unstructured addenda {8200}; the length that stood before it until FAIM 3.0.6 is dropped.

    Four digits are a length where they give that of the rest, or where segments or elements begin behind them.
    """
    data = message.written("8200").strip("\r\n")
    size, rest = data[:4], data[4:]
    if not (len(size) == 4 and size.isascii() and size.isdecimal()):
        return data
    plain = rest.rstrip("* \r\n")
    known = int(size) in {len(rest), len(plain), len(plain) + 1} or plain.startswith("*")
    return rest if known or size[0] == "0" or _STRUCTURED.match(rest) else data


def _charges(message: Message) -> list[str]:
    """Return charges {3700} and the amount that was instructed {3710} in words: they explain a short receipt."""
    sizes = [part.strip() for part in _AMOUNT.findall(message.first("3700")[1:])]
    said = [f"CHARGES {size}" for size in sizes if (amount(size) or 0) > 0]
    instructed = message.first("3710").strip(" *")
    if (amount(instructed) or 0) > 0:
        rate = message.first("3720").strip(" *")
        said.append(f"INSTRUCTED {instructed}" + (f" RATE {rate}" if rate else ""))
    return said


def _elsewhere(message: Message) -> list[str]:
    """Return in words where the remittance was sent to, if it travels on its own {8250}."""
    if not message.has("8250"):
        return []
    identity, method, address = _related(message.first("8250"))
    return [" ".join(part for part in ("REMITTANCE", identity, "BY", method, address) if part)]


def _related(data: str) -> tuple[str, str, str]:
    """Return identification, method and electronic address of remittance that was sent apart."""
    identity, rest = (part.strip() for part in (data.split("*", 1) if "*" in data[:36] else (data[:35], data[35:])))
    return identity, rest[:4], cut(rest[4:], (2048,))[0]
