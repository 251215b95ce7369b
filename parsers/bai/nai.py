"""NAI, the Australian dialect of BAI2: the same records with sums and trailers of its own."""

from collections.abc import Iterator

from parsers.bai import bai2
from parsers.bai.dialect import australian
from parsers.records import Record


def knows(head: bytes) -> bool:
    """Tell a file of the dialect by its first accounts."""
    return bai2.resembles(head) and australian(head)


def parse(data: bytes) -> Iterator[Record]:
    """Yield what a BAI2 file yields; the trailers carry two totals and no count of an account's records."""
    return bai2.read(data, dialect=True)
