"""What holds of every record of every reading, whatever the bytes: the books could take it."""

import re
from itertools import islice

from kit.findings import Finding
from kit.money import MINOR_MAX
from kit.refusals import Refused
from parsers.door import records as read
from parsers.formats import Format
from parsers.records import Control, Entry, Record, Statement

RECORDS_MAX = 100_000
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


def drained(known: Format, data: bytes) -> list[Record]:
    """Read to the end with one format's reader, holding each record to the laws; a refusal is an answer."""
    records: list[Record] = []
    try:
        for record in islice(read(known, data), RECORDS_MAX):
            lawful(record)
            records.append(record)
    except Refused:
        pass
    return records


def lawful(record: Record) -> None:
    """Hold one record to the laws."""
    match record:
        case Entry():
            assert 0 <= record.minor <= MINOR_MAX, record.minor
            assert _CURRENCY.fullmatch(record.currency), record.currency
            for line in record.remittance:
                for minor in (line.paid, line.gross, line.discount, *(each.minor for each in line.adjustments)):
                    assert minor is None or (type(minor) is int and abs(minor) <= MINOR_MAX), line
            written(record.payer.name, record.payer.account, record.bank_reference, record.account, record.raw)
            written(*record.text, *(reference.value for reference in record.references))
        case Statement():
            written(record.account, record.number, *record.labels.values())
            for balance in record.balances:
                assert type(balance.minor) is int
        case Finding():
            assert record.line >= 0
            assert record.message
            assert re.fullmatch(r"[a-z0-9_]+", record.code), record.code
            written(record.raw, record.message)
        case Control():
            assert record.name
            written(record.scope)


def written(*texts: str) -> None:
    """Every text can be written down as UTF-8."""
    for text in texts:
        text.encode("utf-8")
