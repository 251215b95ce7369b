"""A camt.052.001.08 report of any number of booked credits: the statement's entries before the day is over."""

from benchmarks.volumes import camt053


def content(transactions: int) -> bytes:
    """Return the report of so many credits."""
    text = camt053.content(transactions).replace(b"camt.053", b"camt.052")
    for statement, report in ((b"BkToCstmrStmt", b"BkToCstmrAcctRpt"), (b"Stmt>", b"Rpt>")):
        text = text.replace(statement, report)
    return text
