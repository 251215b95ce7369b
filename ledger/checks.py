"""The invariants of the books, recomputed from the postings, as findings."""

from sqlalchemy import Connection

from kit.findings import Finding


def run(connection: Connection) -> list[Finding]:
    """Prove the books: entries balance, control accounts equal their items, receipts add up, the chain is unbroken."""
    raise NotImplementedError
