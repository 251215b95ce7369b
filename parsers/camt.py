"""Read ISO 20022 cash management: camt.052 reports, camt.053 statements, camt.054 notifications."""

from collections.abc import Iterator

from parsers.records import Record


def knows_052(head: bytes) -> bool:
    """Tell whether the first bytes are of an account report."""
    return b"camt.052" in head


def knows_053(head: bytes) -> bool:
    """Tell whether the first bytes are of an account statement."""
    return b"camt.053" in head


def knows_054(head: bytes) -> bool:
    """Tell whether the first bytes are of a notification."""
    return b"camt.054" in head


def parse(data: bytes) -> Iterator[Record]:
    """Yield nothing yet."""
    del data
    yield from ()
