"""So many MT210 notices to receive in one file."""

from benchmarks.volumes.fin import messages


def content(transactions: int) -> bytes:
    """Return the file; the same number gives the same bytes."""
    return messages("210", transactions, _body)


def _body(number: int, amount: str) -> str:
    """Return the tags of one notice."""
    return (
        f":20:NTR-{number:08d}\r\n:25:DE89370400440532013000\r\n:30:261119\r\n:21:REF-{number:08d}\r\n"
        f":32B:EUR{amount}\r\n:50:ORION PARTS INC\r\n"
    )
