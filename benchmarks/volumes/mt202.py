"""So many MT202 transfers between banks in one file, each the cover of a customer's payment."""

from benchmarks.volumes.fin import messages


def content(transactions: int) -> bytes:
    """Return the file; the same number gives the same bytes."""
    return messages("202", transactions, _body)


def _body(number: int, amount: str) -> str:
    """Return the tags of one transfer."""
    return (
        f":20:COV-{number:08d}\r\n:21:REF-{number:08d}\r\n:32A:261119EUR{amount}\r\n:52A:CHASUS33\r\n:58A:BANKDEFF\r\n"
        f":50K:/100811000148\r\nORION PARTS INC\r\n:59:/DE89370400440532013000\r\nNORDWERK HANDELS GMBH\r\n"
        f":70:/INV/INV-{number:07d}\r\n"
    )
