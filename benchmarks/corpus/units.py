"""Elements, rows, printed lines and attachments that no record and no finding holds: what has no lines has units."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from email import message_from_bytes

from parsers.advice import columns as advice_columns
from parsers.advice import pdf
from parsers.iso20022.charsets import transcoded
from parsers.lines import decoded
from parsers.reading import READING
from parsers.records import Control, Entry, Record, Statement
from parsers.tables import bank_columns, tables

#: The bytes of a file -> its units: the line where a control may speak of it, and what may stand for it, any will do.
Units = Callable[[bytes], Iterator[tuple[int, Sequence[str]]]]

_ISO = ("camt052", "camt053", "camt054", "pacs008", "pacs009", "pacs004", "remt001", "pain001")
#: The elements of a message that each say something of one payment, innermost first.
_ELEMENT = re.compile(
    r"<((?:[\w.-]+:)?(?:TxDtls|CdtTrfTxInf|TxInf|RmtInf))(?:\s[^>]*)?>(?:(?!<\1[\s>]).)*?</\1\s*>", re.DOTALL
)
_ENTRY = re.compile(r"<((?:[\w.-]+:)?Ntry)(?:\s[^>]*)?>.*?(?=<(?:[\w.-]+:)?TxDtls[\s>]|</\1\s*>)", re.DOTALL)
_AMOUNT = re.compile(r"[0-9]+[.,][0-9]{2}\b")
#: A line of a message that was attached as base64 against RFC 2046: the lines inside are read, not these.
_PACKED = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def lost(data: bytes, name: str, records: Iterable[Record]) -> Iterator[str]:
    """Yield each unit of a file that stands in no record's text, in no statement's labels and is no control's row."""
    held = list(records)
    told = "\0".join(packed(_COMMENT.sub("", text)) for one in held for text in _texts(one))
    controls = {one.line for one in held if isinstance(one, Control)}
    for number, signs in UNITS[name](data):
        plain = [each for sign in signs if (each := packed(sign))]
        if plain and number not in controls and not any(each in told for each in plain):
            yield signs[0]


def packed(text: str) -> str:
    """Return a text without blanks and line ends."""
    return "".join(text.split())


def _texts(one: Record) -> Iterator[str]:
    """Yield what a record holds of the file as received."""
    if isinstance(one, Statement):
        yield from one.labels.values()
    elif not isinstance(one, Control):
        yield one.raw
        yield one.message if not isinstance(one, Entry) else "\n".join(one.text)


def _elements(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each payment, each detail, and of each entry what stands before its details."""
    text = _COMMENT.sub("", decoded(transcoded(data)[0])[0])
    for found in (*_ELEMENT.finditer(text), *_ENTRY.finditer(text)):
        yield 0, (found[0],)


def _table(is_header: Callable[[tuple[str, ...]], bool]) -> Units:
    """Return what yields the rows of a table but its heading, each with its line."""

    def rows(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
        parted = tables.headed(tables.opened(data, READING.limits), is_header)
        for row in (*parted.preamble, *parted.rows):
            if not is_header(row.cells):
                yield row.line, (row.raw,)

    return rows


def _names_columns(cells: tuple[str, ...]) -> bool:
    """Tell whether a row of a processor's report names columns: no cell of it is an amount."""
    return not any(map(_AMOUNT.search, cells))


def _printed(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the printed lines of a paper."""
    for number, text, _ in pdf.printed(data, READING.limits):
        yield number, (text,)


def _letter(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield each attachment, by its name or by one of its lines that have digits; and the lines of a plain body."""
    for part in message_from_bytes(data).walk():
        body = part.get_payload(decode=True)
        if part.is_multipart() or not isinstance(body, bytes):
            continue
        lines = body.decode(part.get_content_charset("utf-8"), errors="replace").splitlines()
        if name := part.get_filename():
            yield -1, (name, *(line for line in lines if any(map(str.isdigit, line))))
        elif part.get_content_type() == "text/plain":
            yield from ((-1, (line.strip("-=_ "),)) for line in lines if not _PACKED.fullmatch(line.strip()))


#: Format -> what its units are.
UNITS: dict[str, Units] = {
    **dict.fromkeys(_ISO, _elements),
    **dict.fromkeys(("bank_csv", "bank_xlsx"), _table(bank_columns.is_header)),
    **dict.fromkeys(("advice_csv", "advice_xlsx"), _table(advice_columns.is_header)),
    **dict.fromkeys(("stripe", "adyen", "paypal"), _table(_names_columns)),
    "advice_pdf": _printed,
    "advice_email": _letter,
}
