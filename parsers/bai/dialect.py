"""The Australian dialect of BAI2 (NAI): pairs in place of quadruples, a second total in each trailer, one reference."""

from collections.abc import Iterator
from itertools import islice

from parsers.bai.fields import amount, detail, plain_fields, plausible, strict
from parsers.bai.lines import Logical, physical, records
from parsers.codes.bai2_types import type_code

_RAW = "USD"
_LOOKED_AT = 400
_REFERENCE_MAX = 34


def australian(data: bytes) -> bool:
    """Tell the dialect by its first accounts: their sums are pairs of type and amount, and no quadruples (1.10, 14)."""
    seen = [record for record in islice(records(physical(data)), _LOOKED_AT) if record.code == "03"]
    found = [record for record in seen if len(plain_fields(record)) > 4]
    return any(map(_paired, found)) and not any(_quadrupled(record) for record in found)


def _paired(record: Logical) -> bool:
    """Tell whether an 03 is pairs throughout: known types of balances and sums, each with an amount."""
    fields = plain_fields(record)[2:]
    if len(fields) % 2 or len(fields) < 4:
        return False
    types, amounts = fields[::2], fields[1::2]
    return all(type_code(code) is not None for code in types) and all(
        amount(text, _RAW)[0] is not None for text in amounts
    )


def _quadrupled(record: Logical) -> bool:
    """Tell whether an 03 is quadruples throughout, as a strict reader takes it."""
    found = strict(record)
    return plausible(found) and all(type_code(one.code) is not None for one in found) and not _paired(record)


def one_reference(data: bytes) -> bool:
    """Tell whether the transactions of a file give one reference and then their text, as most of them show it.

    Read with two references, such a transaction has words in place of its second one, and no text.
    """
    votes = [_worded(record) for record in islice(_transactions(data), _LOOKED_AT)]
    return sum(votes) * 2 > len(votes)


def _transactions(data: bytes) -> Iterator[Logical]:
    """Yield the transactions of a file."""
    return (record for record in records(physical(data)) if record.code == "16")


def _worded(record: Logical) -> bool:
    """Tell whether the second reference of a transaction is its text."""
    fields = detail(record)
    words = fields.customer.strip()
    loose = " " in words or len(words) > _REFERENCE_MAX
    return loose and fields.sub == ()
