"""Read remittance advices that come by e-mail (format `advice_email`; RFC 5322, RFC 2045): body and attachments."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from email import errors, policy
from email.feedparser import BytesFeedParser
from email.header import decode_header, make_header
from email.message import Message
from itertools import chain

from kit.findings import Finding, Severity
from kit.refusals import Refused, TooLarge, Unreadable
from parsers.advice import merge as advice_merge
from parsers.advice import prose as advice_prose
from parsers.advice.hypertext import rows as html_rows
from parsers.advice.reader import Told, advices, payment
from parsers.advice.rows import Row, laid_out, writable
from parsers.advice.values import conventions
from parsers.advice.words import TITLE
from parsers.letter_head import heads
from parsers.reading import Reading
from parsers.records import Control, Entry, Kind, Proof, Record, Ref, Reference, Statement

#: How an attachment is opened: the name of its format and its records, or None where no format of advices knows it.
Opener = Callable[[bytes, Reading], tuple[str, Iterator[Record]] | None]

#: What an answer puts in front of each line it quotes, once for each answer.
_QUOTED = re.compile(r"(?:>[ ]?)+")
_ADDED_MAX = 1  # who wrote what is quoted
_MARK = b"\xef\xbb\xbf"
_STEP = 1 << 16  # bytes taken apart at a time
_NESTED_MAX = 8  # messages attached to messages
_BODIES = ("text/html", "text/plain")
_PASSED_OVER = ("image/", "audio/", "video/", "text/calendar", "application/pgp", "application/pkcs7", "text/x-amp")


@dataclass(frozen=True, slots=True)
class Source:
    """What a letter is read from, and how its attachments are opened."""

    data: bytes
    reading: Reading
    opened: Opener


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment that is an advice: its name for people, and its records, not yet read."""

    name: str
    records: Iterator[Record]


@dataclass(slots=True)
class Letter:
    """What a message holds: the lines of its bodies, its attachments, and what could not be read."""

    plain: dict[int, list[Row]] = field(default_factory=dict)  # of each message: the letter, and those attached to it
    html: dict[int, list[Row]] = field(default_factory=dict)
    attached: list[Attached] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    words: list[Finding] = field(default_factory=list)  # of bodies that tell no payment
    titled: bool = False  # its subject calls it an advice
    held: int = 0  # documents of several attachments, kept until all of them are read


def knows(head: bytes) -> bool:
    """Tell whether the first bytes are the head of a message."""
    return heads(head)


def parse(data: bytes, reading: Reading, opened: Opener) -> Iterator[Record]:
    """Yield the head of the message, then an advice for each payment; one told in body and attachment is one.

    Refused: Unreadable where nothing in it is an advice, TooLarge for more parts than the limit.
    """
    if len(data) > reading.limits.letter_bytes_max:
        most = reading.limits.letter_bytes_max
        raise TooLarge(f"The e-mail has {len(data):,} bytes; at most {most:,} are taken: give its attachment alone.")
    message = _message(data.removeprefix(_MARK))
    letter, source = Letter(), Source(data, reading, opened)
    for count, (part, number) in enumerate(_parts(message), start=1):
        if count > reading.limits.parts_max:
            raise TooLarge(f"The e-mail has more than {reading.limits.parts_max:,} parts: give its attachment alone.")
        _take(letter, part, number, source)
        part.set_payload("")
    subject, sender = _header(message, "subject"), _header(message, "from")
    letter.titled = bool(TITLE.search(subject))
    labels = {"from": sender, "subject": subject, "message_id": _header(message, "message-id")}
    text = tuple(f"{name}: {value}" for name, value in (("From", sender), ("Subject", subject)) if value)
    found = _payments(letter, reading.limits.documents_max)
    first = next(found, None)
    if first is None:
        why = f" {letter.findings[0].message}" if letter.findings else ""
        raise Unreadable(f"The e-mail holds no remittance advice that can be read.{why}")
    yield Statement(1, "", first.entry.currency, first.entry.booked_on, labels=labels)
    yield from (*letter.findings, *letter.words)
    second = next(found, None)
    if second is None:
        first = _numbered(first, letter, subject)
    for one in chain((first,), () if second is None else (second,), found):
        yield from replace(one, entry=replace(one.entry, text=text)).records


def _numbered(one: Told, letter: Letter, subject: str) -> Told:
    """Return the only payment of a letter with the number that its subject or its words give it, if nothing else does.

    A number of a document that is paid is none.
    """
    if one.entry.references:
        return one
    bodies = ("\n".join(row.raw for row in rows) for rows in (*letter.plain.values(), *letter.html.values()))
    paid = {document.reference for document in one.entry.remittance}
    found = (number for text in (subject, *bodies) for number in advice_prose.called(text, conventions((text,))))
    numbers = [number for number in dict.fromkeys(found) if number not in paid]
    named = tuple(Reference(Ref.TRN, number) for number in numbers)
    return replace(one, entry=replace(one.entry, references=named)) if len(numbers) == 1 else one


def _payments(letter: Letter, most: int) -> Iterator[Told]:
    """Yield what a letter tells, each payment once; where one attachment tells all, as it is read.

    Refused: TooLarge where several attachments tell of more documents together than are kept.
    """
    bodies = [told for number in _bodies(letter) if (told := _body(letter, number))]
    if len(letter.attached) == 1 and not bodies:
        letter.words.extend(_words(letter, ()))
        yield from _streamed(letter.attached[0], letter)
        return
    found = advice_merge.merged([*(_collected(one, letter, most) for one in letter.attached), *bodies])
    letter.words.extend(_words(letter, found))
    yield from found


def _message(data: bytes) -> Message:
    """Return the message. Refused: Unreadable where it is nested beyond reason."""
    parser = BytesFeedParser(policy=policy.compat32)
    try:
        for start in range(0, len(data), _STEP):
            parser.feed(data[start : start + _STEP])
        return parser.close()
    except (RecursionError, ValueError, LookupError, errors.MessageError) as wrong:
        raise Unreadable("The e-mail is broken or nested too deep: give its attachment alone.") from wrong


def _parts(message: Message) -> Iterator[tuple[Message, int]]:
    """Yield the parts that hold something and the number of their message, those of attached messages eight deep."""
    waiting: list[tuple[Message, int, int]] = [(message, 0, 0)]
    messages = 0
    while waiting:
        part, depth, number = waiting.pop()
        payload = part.get_payload()
        if not isinstance(payload, list):
            yield part, number
            continue
        if part.get_content_maintype() == "message":
            messages += 1
            number = messages
            payload = [_unpacked(part, inner) for inner in payload if isinstance(inner, Message)]
        if depth < 2 * _NESTED_MAX:
            waiting.extend((inner, depth + 1, number) for inner in reversed(payload) if isinstance(inner, Message))


def _unpacked(part: Message, inner: Message) -> Message:
    """Return an attached message; one that was encoded against RFC 2046 becomes an attachment of bytes."""
    written = inner.get_payload()
    if str(part.get("content-transfer-encoding", "")).strip().lower() != "base64" or not isinstance(written, str):
        return inner
    packed = Message()
    packed["Content-Type"] = "application/octet-stream; name=message.eml"
    packed["Content-Transfer-Encoding"] = "base64"
    packed.set_payload(written)
    return packed


def _bodies(letter: Letter) -> list[int]:
    """Return the numbers of the messages that have a body."""
    return sorted({*letter.plain, *letter.html})


def _words(letter: Letter, found: Sequence[Told]) -> Iterator[Finding]:
    """Yield the words of a body that no advice was read from, so that nothing of the letter is lost."""
    read = {one.entry.raw for one in found}
    for number in _bodies(letter):
        rows = letter.plain.get(number) or letter.html.get(number) or []
        raw = "\n".join(row.raw for row in rows)
        if rows and not any(raw.startswith(each) or each in raw for each in read):
            yield Finding(rows[0].line, "letter_words", "The letter's own words, beside the advice", Severity.NOTE, raw)
            continue
        new = {row.line for row in advice_prose.fresh(rows)}
        if quoted := [row for row in rows if row.line not in new]:
            raw = "\n".join(row.raw for row in quoted)
            message = "What the letter answers to: it is not read"
            yield Finding(quoted[0].line, "letter_quoted", message, Severity.NOTE, raw)


def _take(letter: Letter, part: Message, number: int, source: Source) -> None:
    """Take one part: lines of a body, or an attachment read by its own reader."""
    kind, name = part.get_content_type(), _name(part)
    content = _content(part)
    if not content.strip():
        return
    body = not name and part.get_content_disposition() != "attachment" and kind in _BODIES
    if body and len(content) > (most := source.reading.limits.text_bytes_max):
        raise TooLarge(f"The e-mail's text has {len(content):,} bytes; at most {most:,} are taken.")
    if body and kind == "text/html":
        letter.html.setdefault(number, []).extend(html_rows(_text(part, content), source.reading.limits))
    elif body and kind == "text/plain":
        letter.plain.setdefault(number, []).extend(_plain(part, content, source.data))
    elif kind.startswith(_PASSED_OVER):
        message = f"The attachment {name or kind!r} is passed over: it is no data"
        letter.findings.append(Finding(0, "attachment_passed_over", message, Severity.NOTE))
    else:
        _attach(letter, name or kind, content, source)


def _attach(letter: Letter, name: str, content: bytes, source: Source) -> None:
    """Read an attachment; what is no advice is said and not taken: a letter is no road for money."""
    limits = source.reading.limits
    deeper = replace(source.reading, limits=replace(limits, letters_max=limits.letters_max - 1))
    if deeper.limits.letters_max < 0:
        raise TooLarge("The e-mail holds e-mails inside one another beyond the limit: give the innermost alone.")
    try:
        known = source.opened(content, deeper)
    except Refused as refused:
        letter.findings.append(_unread(name, refused))
        return
    if known is None:
        message = f"The attachment {name!r} is in no format of advices: it is not read"
        letter.findings.append(Finding(0, "attachment_unknown", message, Severity.WARNING))
        return
    letter.attached.append(Attached(name, known[1]))


def _unread(name: str, refused: Refused) -> Finding:
    """Return the finding for an attachment that is refused."""
    return Finding(0, "attachment_unread", f"The attachment {name!r} cannot be read: {refused.detail}")


def _collected(attached: Attached, letter: Letter, most: int) -> list[Told]:
    """Return all advices of an attachment; none of one that is refused on its way."""
    findings: list[Finding] = []
    found: list[Told] = []
    try:
        for one in _told(attached, findings):
            found.append(one)
            letter.held += max(len(one.entry.remittance), 1)
            if letter.held > most:
                break
    except Refused as refused:
        letter.findings.append(_unread(attached.name, refused))
        return []
    if letter.held > most:
        raise TooLarge(f"The attachments tell of more than {most:,} documents together: give each alone.")
    letter.findings.extend(findings)
    return found


def _streamed(attached: Attached, letter: Letter) -> Iterator[Told]:
    """Yield the advices of an attachment as they are read. Refused on its way, the letter is refused with it."""
    began = False
    try:
        for one in _told(attached, letter.findings):
            yield one
            began = True
    except Refused as refused:
        unread = _unread(attached.name, refused)
        if began:
            raise type(refused)(unread.message) from refused
        letter.findings.append(unread)


def _told(attached: Attached, left: list[Finding]) -> Iterator[Told]:
    """Yield the advices of an attachment, each with its controls and findings: those before it, the last's behind.

    The findings of an attachment without an advice are put to those that are left.
    """
    held: Told | None = None
    controls: list[Control] = []
    findings: list[Finding] = []
    for record in attached.records:
        match record:
            case Entry() if record.kind is Kind.ADVICE:
                if held is not None:
                    yield held
                held = Told(record, tuple(controls), tuple(findings), titled=True)
                controls, findings = [], []
            case Control():
                controls.append(record)
            case Finding():
                findings.append(replace(record, message=f"{attached.name}: {record.message}"))
            case _:
                pass
    if held is not None:
        yield replace(held, controls=(*held.controls, *controls), findings=(*held.findings, *findings))
    else:
        left.extend(findings)


def _body(letter: Letter, number: int) -> list[Told]:
    """Return the payments of a message's body: its tables, else its sentences; plain text before HTML."""
    for lines in (letter.plain, letter.html):
        rows = advice_prose.fresh(lines.get(number, ()))
        if rows and (found := _paper(rows, titled=letter.titled)):
            return found
    return []


def _paper(rows: Sequence[Row], *, titled: bool) -> list[Told]:
    """Return the payments that lines tell of: where title or number say so, or words of paying beside a proven total.

    A title in the subject counts where nothing in the letter says that it is still to be paid.
    """
    paying, titled = advice_prose.paid(rows), titled and not advice_prose.unpaid(rows)
    found = [
        one
        for one in advices(rows)
        if one.entry.remittance and (titled or one.titled or one.entry.references or (paying and _proven(one)))
    ]
    if found:
        return found
    known = conventions(row.text for row in rows)
    draft = advice_prose.told(rows, known)
    told = payment(draft, known) if draft else None
    return [told] if told else []


def _proven(one: Told) -> bool:
    """Return whether the lines sum to a total that is stated."""
    return one.entry.trusted and any(control.proof is Proof.MATCHED for control in one.controls)


def _plain(part: Message, content: bytes, data: bytes) -> list[Row]:
    """Return the lines of a plain body, numbered as they stand in the file where they stand there as they are."""
    place = data.find(content[:200])
    before = data.count(b"\n", 0, place) if place > 0 else 0
    lines = _text(part, content).splitlines()
    if sum(line[:1] != ">" for line in lines if line.strip()) <= _ADDED_MAX:  # the answer says nothing of its own
        lines = [_QUOTED.sub("", line, count=1) for line in lines]
    return list(laid_out((before + number, line, 0) for number, line in enumerate(lines, start=1)))


def _content(part: Message) -> bytes:
    """Return a part's bytes as they were before its transfer encoding."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, errors.MessageError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message, content: bytes) -> str:
    """Return a body as text; a charset nobody knows is read as Latin-1."""
    charset = part.get_content_charset("utf-8")
    try:
        return content.decode(charset, errors="replace")
    except (LookupError, ValueError):
        return content.decode("latin-1")


def _name(part: Message) -> str:
    """Return an attachment's file name, for people only."""
    try:
        return writable(str(part.get_filename() or "")[:120])
    except (ValueError, LookupError, errors.MessageError):
        return "attachment"


def _header(message: Message, name: str) -> str:
    """Return a field of the head as text on one line."""
    written = message.get(name)
    if written is None:
        return ""
    try:
        text = str(make_header(decode_header(str(written))))
    except (ValueError, LookupError, errors.MessageError):
        text = str(written)
    return writable(" ".join(text.split())[:400])
