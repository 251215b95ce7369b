"""What is expected never to be paid: rates by bucket on pooled balances, and single debts reserved one by one.

Rates are whole millionths; a balance's loss is rounded once, half away from zero (DOMAIN §10).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kit.money import share

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A bucket's part of a reserve, in minor units: its balance, what of it is pooled, the rates, the loss.

    `pool` names the debts that share their risk; empty: those in no pool of their own.
    """

    bucket: str
    balance: int
    pooled: int
    historical: int
    adjusted: int
    loss: int
    pool: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """Debts that share their risk, and what of each bucket of them is expected to be lost, in millionths."""

    name: str
    rates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Specific:
    """A debt that shares its risk with no other: it leaves the pool and is reserved by itself."""

    customer_number: str
    bucket: str
    balance: int
    rate: int = MILLION
    reason: str = ""

    @property
    def loss(self) -> int:
        """Return what is expected to be lost of it."""
        return share(self.balance, self.rate, MILLION)


def matrix(
    balances: Mapping[str, int],
    historical: Sequence[int],
    adjustment: int,
    specifics: Sequence[Specific] = (),
    pool: str = "",
) -> list[Row]:
    """Return one row a bucket of a pool, in order: losses by `historical` rates × (1 + `adjustment`), in millionths.

    Each specific debt leaves the balance of its bucket. A ValueError refuses rates that do not fit the buckets, losses
    of more than all, and specific debts of more than their bucket holds.
    """
    if len(historical) != len(balances):
        raise ValueError(f"there are {len(balances)} buckets and {len(historical)} rates")
    if unknown := {one.bucket for one in specifics} - set(balances):
        raise ValueError(f"there is no bucket {min(unknown)}: there is {', '.join(balances)}")
    rows = []
    for (bucket, balance), rate in zip(balances.items(), historical, strict=True):
        pooled = balance - sum(one.balance for one in specifics if one.bucket == bucket)
        adjusted = share(rate, MILLION + adjustment, MILLION)
        if not 0 <= adjusted <= MILLION:
            raise ValueError(f"{bucket}: a loss lies from nothing to all, not {adjusted} millionths")
        if pooled < 0 <= balance:
            raise ValueError(f"{bucket}: specific debts are more than its balance")
        rows.append(Row(bucket, balance, pooled, rate, adjusted, share(max(pooled, 0), adjusted, MILLION), pool))
    return rows


def required(rows: Sequence[Row], specifics: Sequence[Specific] = ()) -> int:
    """Return the allowance that a matrix and its specific debts ask for."""
    return sum(row.loss for row in rows) + sum(one.loss for one in specifics)


def provided(allowance: int, opening: int, write_offs: int, recoveries: int) -> int:
    """Return what must be provided so that the allowance rolls from its opening to what is required."""
    return allowance - (opening - write_offs + recoveries)


def back_tested(allowance: int, lost: int) -> tuple[int, int | None]:
    """Return by how much an allowance exceeded what was then lost, and what was lost in millionths of it."""
    return allowance - lost, share(lost, MILLION, allowance) if allowance else None
