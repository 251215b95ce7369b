"""Which automatic postings a reviewer answers anew, drawn so that nobody can choose, and whether the answers agree."""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date

#: Shares are in basis points.
WHOLE = 10_000


def drawn(receipt_id: str, day: date, share_bp: int) -> bool:
    """Return whether the posting of a receipt on a day is drawn: by the hash of both, so that anybody can check it."""
    plain = hashlib.sha256(f"audit|{receipt_id}|{day.isoformat()}".encode()).digest()
    return int.from_bytes(plain[:8]) % WHOLE < share_bp


def agree(ours: Iterable[Hashable], theirs: Iterable[Hashable]) -> bool:
    """Return whether two answers take the same from the same items, in any order.

    A line is what makes an item interchangeable (owner, type, money, days, terms) with what leaves it: of two items
    that are equal in all of it, either is right.
    """
    return Counter(ours) == Counter(theirs)
