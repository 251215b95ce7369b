"""Many thousand random operations on both databases, all that must be true proven after each: `make soak-books`.

`TIEOUT_SOAK` says how many on each; a thousand to a book, each with a seed of its own.
"""

import os
import sys
from random import Random

import pytest

from kit.db import Database
from tests.services.trading import Trading

A_BOOK = 1_000
BOOKS = max(1, int(os.environ.get("TIEOUT_SOAK", "20000")) // A_BOOK)


@pytest.mark.parametrize("seed", range(BOOKS))
def test_a02b_a_thousand_operations(database: Database, seed: int) -> None:
    """DUTIES A02b: debits are credits, control accounts their items, receipts add up, past days stay."""
    trading = Trading(database, Random(seed))
    while trading.operations() < A_BOOK:
        trading.step()
    trading.checked()
    done, refused = trading.done.total(), trading.refused.total()
    sys.stdout.write(f"{database.dialect} book {seed}: {done} carried out, {refused} refused\n")
    assert done > refused
