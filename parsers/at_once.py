"""What is asked of a file in one go, as plain data: a process of its own may answer it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from kit.refusals import Unreadable
from parsers.door import read, recognised
from parsers.reading import Reading
from parsers.records import Entry, Record
from parsers.tables import bank_table

ROWS_SHOWN = 10
#: Formats that say nothing of how they are read.
TABLES = {"bank_csv", "bank_xlsx"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a bank's table is read: in words, as JSON, with its first rows. `confirmed`: a person said so."""

    name: str  # of the file
    key: str
    words: str
    body: str
    asked: tuple[str, ...]
    confirmed: bool
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    entries: tuple[tuple[str, str, str, str], ...]  # day, signed minor units, currency, words: as read


def named(data: bytes, reading: Reading) -> str:
    """Return the name of the format that knows a file, empty where none does."""
    known = recognised(data, reading)
    return known.name if known else ""


def whole(data: bytes, reading: Reading) -> Iterator[str | Record]:
    """Yield the name of a file's format, then its records. Refused: as `read`."""
    return chain((named(data, reading),), read(data, reading))


def looked(data: bytes, name: str, reading: Reading) -> Look:
    """Return how a bank's table is read, with its first rows. Refused: Unreadable where it is none; as `read`."""
    known = recognised(data, reading)
    if known is None or known.name not in TABLES:
        what = f"it is read as {known.title} without any mapping" if known else "its columns are none of a bank's"
        raise Unreadable(f"no bank statement as a table: {what}")
    sheet, found, confirmed = bank_table.sheet_of(data, reading)
    entries = [one for one in _first(read(data, reading)) if isinstance(one, Entry)]
    rows = [row.cells for _, row in zip(range(ROWS_SHOWN), sheet.rows(), strict=False)]
    told = tuple(
        (
            one.booked_on.isoformat() if one.booked_on else "",
            str(one.minor if one.credit else -one.minor),
            one.currency,
            " ".join((one.payer.name, *one.text)).strip(),
        )
        for one in entries
    )
    header = sheet.names or tuple(f"column {place}" for place in range(1, max(map(len, rows), default=0) + 1))
    said = found.key, found.in_words(), found.to_json(), found.asked
    return Look(name, *said, confirmed, header, tuple(rows), told)


def _first(told: Iterable[Record]) -> Iterator[Record]:
    """Yield records up to as many entries as are shown."""
    shown = 0
    for record in told:
        shown += isinstance(record, Entry)
        if shown > ROWS_SHOWN:
            return
        yield record
