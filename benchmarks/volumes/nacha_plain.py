"""An ACH file of received credits as most are: batches of up to 4,000 by company, no entry has an addenda."""

from benchmarks.volumes import nacha


def content(transactions: int) -> bytes:
    """Return one file of that many credits to one account; every total is right."""
    return nacha.content(transactions, told_every=0)
