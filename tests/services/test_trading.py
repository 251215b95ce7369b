"""Random trading on both databases: what must be true is, after each operation."""

from random import Random

from kit.db import Database
from tests.services.trading import OPERATIONS, Trading


def test_a02b_whatever_is_done_the_books_stay_true(database: Database) -> None:
    """DUTIES A02b: `make soak-books` goes on to 20,000 operations on each database."""
    trading = Trading(database, Random(11))
    while trading.operations() < 200:
        trading.step()
    trading.checked()

    assert trading.done.total() > trading.refused.total()
    assert {one.__name__ for one in OPERATIONS} - set(trading.done) <= {"bounce", "repeat", "apply_again", "reopen"}
