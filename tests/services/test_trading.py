"""Random trading on both databases: what must be true is, after each operation."""

from random import Random

import pytest

import ledger
from kit.db import Database
from kit.refusals import Invalid
from ledger import Disposal
from tests.ledger.desk import DAY, booked, opened, receipt
from tests.services.trading import OPERATIONS, Trading


def test_a02b_whatever_is_done_the_books_stay_true(database: Database) -> None:
    """DUTIES A02b: `make soak-books` goes on to 20,000 operations on each database."""
    trading = Trading(database, Random(11))
    while trading.operations() < 200:
        trading.step()
    trading.checked()

    assert trading.done.total() > trading.refused.total()
    assert {one.__name__ for one in OPERATIONS} - set(trading.done) <= {"bounce", "repeat", "apply_again", "reopen"}


def test_what_nobody_paid_does_not_bounce(sqlite_database: Database) -> None:
    """Found by random trading: booked out of receivables before its payer was known, it has nobody to charge."""
    opened(sqlite_database, receipts=(receipt("R1", 900, None),))
    with booked(sqlite_database, "out") as book:
        ledger.receipts.not_ar(book, [Disposal("rcp_R1", DAY)])
    with pytest.raises(Invalid, match="nobody is known to have paid it"), booked(sqlite_database, "back") as book:
        ledger.receipts.bounce(book, [Disposal("rcp_R1", DAY)])
