"""Banks that send currencies without decimals with two, as BAI2's manual of 2005 lists them (US notes, 1.6).

Which banks do so is said by a setting, for no file tells it: its control totals are sums of the digits as written,
and agree either way.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from kit.findings import Finding
from kit.money import exponent
from parsers.records import Entry, Record, Statement

_WRITTEN = 100  # what such a bank writes for one unit


def rescaled(records: Iterable[Record], told: Container[tuple[str, str]]) -> Iterator[Record]:
    """Yield the records, amounts of (sender, currency) that is told in whole units; controls stay as written.

    An amount that is no whole unit is rounded down, said, and not posted unseen.
    """
    sender = currency = ""
    for record in records:
        if isinstance(record, Statement):
            sender, currency = record.labels.get("sender", ""), record.currency
        meant = (sender, currency) in told and not exponent(currency)
        if not meant:
            yield record
        elif isinstance(record, Statement):
            whole = (replace(one, minor=_toward_nothing(one.minor)) for one in record.balances)
            yield replace(record, balances=tuple(whole))
        elif isinstance(record, Entry):
            yield from _entry(record)
        elif not (isinstance(record, Finding) and record.code == "exponent_doubtful"):
            yield record


def _entry(record: Entry) -> Iterator[Record]:
    """Yield one entry in whole units."""
    minor, rest = divmod(record.minor, _WRITTEN)
    if rest:
        message = f"{record.minor} in hundredths is no whole {record.currency}: rounded down, not posted unseen."
        yield Finding(record.line, "amount_not_whole", message, raw=record.raw)
    yield replace(record, minor=minor, trusted=record.trusted and not rest)


def _toward_nothing(minor: int) -> int:
    """Return a balance in whole units."""
    return minor // _WRITTEN if minor >= 0 else -(-minor // _WRITTEN)
