"""Decoys are items nobody owes, planted in the book: how often an answer takes one bounds how often answers err."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from matcher.frames import ITEMS, Schema

MARK = "decoy_"
#: A planted number lies this near to an issued one, where it can: slips of the pen hit neighbours.
NEAR = 50
WINS: Schema = {"stratum": pl.String, "answers": pl.Int64, "wins": pl.Int64}
_LAST_DIGITS = re.compile(r"\d+(?=\D*$)")


def planted(items: pl.DataFrame, closed: pl.DataFrame, seed: str) -> pl.DataFrame:
    """Return the open items with a decoy for each that is owed: its customer and days, another amount and number.

    The amount is one the customer was asked before or is asked now, the number one that was never issued. The same
    rows and seed give the same decoys, in any order of the rows.
    """
    rows = items.sort("item_id").rows(named=True)
    habits: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    for frame in (items, closed):
        for entity, customer, currency, amount in frame.select("entity", "customer", "currency", "amount").iter_rows():
            habits[entity, customer, currency].add(amount)
    issued = {*items["document_number"], *closed["document_number"]}
    made = []
    for row in rows:
        if row["open"] > 0:
            asked = habits[row["entity"], row["customer"], row["currency"]]
            number = _number(row["document_number"], issued, seed)
            issued.add(number)
            made.append(_decoy(row, number, sorted(each for each in asked if each > 0), seed))
    return pl.concat([items.select(list(ITEMS)), pl.DataFrame(made, schema=ITEMS)])


def wins(decisions: pl.DataFrame, applications: pl.DataFrame) -> pl.DataFrame:
    """Return for each stratum how many answers would be posted, and how many of them take a decoy: columns WINS."""
    posted = (
        applications.filter(pl.col("rank") == 0)
        .group_by("receipt_id")
        .agg(pl.col("item_id").str.starts_with(MARK).any().alias("won"))
    )
    kept = decisions.join(posted, on="receipt_id").select("certificate", "won")
    told = [(json.loads(proof).get("stratum", ""), won) for proof, won in kept.iter_rows()]
    strata = pl.DataFrame(told, schema={"stratum": pl.String, "won": pl.Boolean}, orient="row")
    counts = strata.group_by("stratum").agg(pl.len().alias("answers"), pl.col("won").sum().alias("wins"))
    return counts.sort("stratum").cast(pl.Schema(WINS))


def _decoy(row: Mapping[str, Any], number: str, asked: Sequence[int], seed: str) -> dict[str, Any]:
    """Return the decoy of an item."""
    others = [amount for amount in asked if amount != row["open"]] or [row["open"]]
    amount = others[_hash(seed, row["item_id"]) % len(others)]
    return {
        **row,
        "item_id": f"{MARK}{_hash(seed, row['item_id'], number):016x}",
        "document_number": number,
        "amount": amount,
        "open": amount,
        "discount": row["discount"] * amount // row["amount"],
        **dict.fromkeys(("po_number", "order_number", "delivery_number"), ""),
        "disputed": False,
    }


def _number(own: str, issued: set[str], seed: str) -> str:
    """Return a number beside an issued one that nobody has."""
    return next(each for each in _beside(own, _hash(seed, own)) if each not in issued)


def _beside(own: str, start: int) -> Iterator[str]:
    """Yield numbers of the same shape near a number, then ever longer ones."""
    found = _LAST_DIGITS.search(own)
    if found:
        width, value = len(found[0]), int(found[0])
        for step in range(NEAR):
            near = value + 1 + (start + step) % NEAR
            yield f"{own[: found.start()]}{near % 10**width:0{width}d}{own[found.end() :]}"
    yield from (f"{own}{step}" for step in range(start % NEAR, 10**9))


def _hash(*parts: str) -> int:
    """Return a number that the parts alone decide."""
    return int.from_bytes(hashlib.sha256("|".join(parts).encode()).digest()[:8])
