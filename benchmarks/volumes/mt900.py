"""So many MT900 confirmations of debit in one file."""

from benchmarks.volumes.fin import messages


def content(transactions: int) -> bytes:
    """Return the file; the same number gives the same bytes."""
    return messages("900", transactions, _body)


def _body(number: int, amount: str) -> str:
    """Return the tags of one debit."""
    return (
        f":20:DEB-{number:08d}\r\n:21:REF-{number:08d}\r\n:25:DE89370400440532013000\r\n:32A:261119EUR{amount}\r\n"
        f":52A:INGDDEFF\r\n:72:/BNF/CHARGES {number:07d}\r\n"
    )
