"""So many MT910 confirmations of credit in one file."""

from benchmarks.volumes.fin import messages


def content(transactions: int) -> bytes:
    """Return the file; the same number gives the same bytes."""
    return messages("910", transactions, _body)


def _body(number: int, amount: str) -> str:
    """Return the tags of one credit."""
    return (
        f":20:CRE-{number:08d}\r\n:21:PAY-{number:08d}\r\n:25:DE89370400440532013000\r\n:13D:2611190725+0100\r\n"
        f":32A:261119EUR{amount}\r\n:50K:/DE75512108001245126199\r\nWEBER UND SOEHNE OHG\r\n:52A:INGDDEFF\r\n"
        f":72:/BNF/INV-{number:07d}\r\n"
    )
