"""A running balance proves a table row by row: balance[i] − balance[i−1] = amount[i], oldest or newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kit.money import Money
from parsers.tables.bank_rows import Told, What

GAPS_MAX = 1000  # gaps listed one by one; a balance column with more proves nothing
_ACCOUNTS_MAX = 1000


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows between two balances that do not explain the difference: by lines, and by how much."""

    first: int
    last: int
    expected: Money
    actual: Money


@dataclass(slots=True)
class _Account:
    """The balance at hand of one account and currency, and the rows since."""

    balance: int
    line: int
    oldest: int = 0  # sum of the rows behind the balance, if it is the oldest first
    newest: int = 0  # sum of the balance's own row and those behind it, if it is the newest first


@dataclass(slots=True)
class Proof:
    """How many links of the chain of balances hold, in either order, and where it breaks."""

    links: int = 0
    held: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})
    gaps: dict[bool, list[Gap]] = field(default_factory=lambda: {False: [], True: []})

    @property
    def newest_first(self) -> bool:
        """Return the order under which more links hold."""
        return self.held[True] > self.held[False]

    @property
    def best(self) -> int:
        """Return how many links hold in the better order."""
        return max(self.held.values())

    @property
    def proves(self) -> bool:
        """Whether the column is a running balance at all: more links hold than break."""
        return self.links > 0 and self.best * 2 > self.links

    def broken(self) -> list[Gap]:
        """Return the gaps in the better order."""
        return self.gaps[self.newest_first]

    def covers(self, line: int) -> bool:
        """Whether a row lies in no gap."""
        return not any(gap.first <= line <= gap.last for gap in self.broken())


def proof(rows: Iterable[Told]) -> Proof:
    """Follow the balances of each account and currency through the rows."""
    found = Proof()
    accounts: dict[tuple[str, str], _Account] = {}
    for told in rows:
        if told.what is not What.PAYMENT:
            continue
        key = (told.account, told.currency)
        before = accounts.get(key)
        if before is not None:
            before.oldest += told.minor
        if told.balance is not None:
            if before is not None:
                _link(found, before, told)
            elif len(accounts) >= _ACCOUNTS_MAX:
                continue
            accounts[key] = _Account(told.balance, told.row.line, newest=told.minor)
        elif before is not None:
            before.newest += told.minor
    return found


def _link(found: Proof, before: _Account, told: Told) -> None:
    """Compare two balances with what stands between them."""
    assert told.balance is not None, told
    found.links += 1
    for newest_first, step, actual in (
        (False, told.balance - before.balance, before.oldest),
        (True, before.balance - told.balance, before.newest),
    ):
        if step == actual:
            found.held[newest_first] += 1
        elif len(found.gaps[newest_first]) <= GAPS_MAX:
            first, last = (before.line, told.row.line - 1) if newest_first else (before.line + 1, told.row.line)
            moved, told_by_rows = Money(step, told.currency), Money(actual, told.currency)
            found.gaps[newest_first].append(Gap(first, max(first, last), moved, told_by_rows))
