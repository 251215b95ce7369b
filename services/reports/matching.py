"""Matching: how much was applied without a person, and how much of that was wrong, with its bound."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection

import ledger
from matcher import History, Track
from matcher.posting import tracks
from services.decisions import policies
from services.decisions import tracks as counted
from services.exports import decimals
from services.workspace import Workspace

#: Receipts that are no customer's payment, or are counted elsewhere.
ASIDE = ("settled_elsewhere", "reversed", "not_ar")
RATE_DIGITS = 6
COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("scope", "stratum", "state", "currency"), pl.String),
    **dict.fromkeys(("receipts", "receipts_automatic"), pl.Int64),
    "hit_rate": pl.Float64,
    **dict.fromkeys(("lines", "lines_automatic"), pl.Int64),
    "line_rate": pl.Float64,
    **dict.fromkeys(("amount", "amount_automatic"), pl.Int64),
    "value_rate": pl.Float64,
    **dict.fromkeys(("posted", "audited", "contradicted", "found_wrong", "taken_back_right"), pl.Int64),
    **dict.fromkeys(("false_rate", "bound"), pl.Float64),
    **dict.fromkeys(("decoy_answers", "decoy_wins"), pl.Int64),
    "decoy_bound": pl.Float64,
}
NOTES = (
    "Automatic: applied by the engine without any act of a person, and not taken back by the day of the report.",
    "Receipts: customers' payments received by that day, without those reversed, settled elsewhere or not receivables.",
    "A receipt is automatic where every cent of it is. Value: cash applied automatically, of the amount received.",
    "Lines: applications that stand; of a receipt with money left, what is proposed for it, at least one line.",
    "Posted: answers the engine posted by itself since tracks are kept. Found wrong: taken back as wrong otherwise.",
    (
        "Taken back right: the money left, came twice, the same was applied again, or the payer, who had named every "
        "item himself, named others later; these count as no error."
    ),
    "Audited: those drawn by chance and answered by a reviewer who was not shown them; all of a demoted stratum.",
    (
        "False rate: contradicted of audited. Bound: the rate at which one of twenty samples would still show so few "
        "(Clopper-Pearson, 95 %), or what was found wrong bounds, if that is more; 1 where nobody was asked."
    ),
    "Decoys: answers of the newest `tieout audit decoys` that took a planted item; a bound that needs no reviewer.",
    (
        "State: certified (its bound is under the limit), few answers yet (`posterior`: each answer's own probability "
        "decides), pooled (judged with the others that have few), demoted (it asks)."
    ),
)


def matching(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the day's hit rates by currency, then the errors in total and a row a stratum; amounts as decimals."""
    entity = workspace.settings.entity
    limit = policies.of(workspace, as_of).error_bound
    with workspace.database.reading() as connection:
        found = list(hits(connection, entity, as_of))
        history = counted.history(connection, entity, as_of)
        right = counted.taken_back_right(connection, entity, as_of)
        decoys = {
            row["stratum"]: row for row in ledger.automatic.decoys(connection, entity, as_of).iter_rows(named=True)
        }
    errors = list(_errors(history, right, decoys, limit))
    table = pl.DataFrame([{**dict.fromkeys(COLUMNS), **row} for row in (*found, *errors)], schema=COLUMNS)
    texts = [pl.col(name).fill_null("") for name in ("stratum", "state", "currency")]
    shown = [decimals(table, name).alias(name) for name in ("amount", "amount_automatic")]
    return table.with_columns(shown).with_columns(*texts, pl.col(pl.Float64).round(RATE_DIGITS))


def hits(connection: Connection, entity: str, as_of: date, first: date = date.min) -> Iterator[dict[str, Any]]:
    """Yield how much was applied without a person of what was received from a day to another, a row a currency."""
    receipts = ledger.reads.receipts(connection, entity).filter(
        pl.col("received_on").is_between(first, as_of), ~pl.col("status").is_in(ASIDE)
    )
    applied = ledger.automatic.standing(connection, entity, as_of)
    best = ledger.reads.offered(connection, entity)
    offered = best.group_by("receipt_id").agg(pl.len().cast(pl.Int64).alias("offered"))
    whole = receipts.join(applied, on="receipt_id", how="left").join(offered, on="receipt_id", how="left")
    filled = whole.with_columns(pl.col("rows", "rows_own", "cash", "cash_own").fill_null(0))
    left = pl.col("cash") != pl.col("amount")
    waiting = pl.when(left).then(pl.col("offered").fill_null(1)).otherwise(0)
    automatic = ~left & (pl.col("rows_own") == pl.col("rows")) & (pl.col("rows") > 0)
    sums = filled.group_by("currency").agg(
        pl.len().cast(pl.Int64).alias("receipts"),
        automatic.sum().cast(pl.Int64).alias("receipts_automatic"),
        (pl.col("rows") + waiting).sum().alias("lines"),
        pl.col("rows_own").sum().alias("lines_automatic"),
        pl.col("amount").sum(),
        pl.col("cash_own").sum().alias("amount_automatic"),
    )
    for row in sums.sort("currency").iter_rows(named=True):
        rates = {
            rate: row[f"{name}_automatic"] / row[name] if row[name] else None
            for rate, name in (("hit_rate", "receipts"), ("line_rate", "lines"), ("value_rate", "amount"))
        }
        yield {"scope": "applied", **row, **rates}


def _errors(
    history: History, right: Mapping[str, int], decoys: dict[str, dict[str, Any]], limit: float
) -> Iterator[dict[str, Any]]:
    """Yield the errors in total, then a row a stratum."""
    answers = sum(row["answers"] for row in decoys.values())
    wins = sum(row["wins"] for row in decoys.values())
    whole = tracks.total(history.values())
    back = {"taken_back_right": sum(right.values())}
    yield {"scope": "total", **back, **_judged(whole), **_planted(answers, wins)}
    for stratum in sorted({*history, *decoys}):
        found = decoys.get(stratum, {"answers": 0, "wins": 0})
        stands = history.standing(stratum, limit)
        row = {"scope": "stratum", "stratum": stratum, "state": stands.state}
        row["taken_back_right"] = right.get(stratum, 0)
        yield {**row, **_judged(history.get(stratum, tracks.NOTHING)), **_planted(found["answers"], found["wins"])}


def _judged(track: Track) -> dict[str, Any]:
    """Return a track's columns."""
    return {
        "posted": track.applied,
        "audited": track.reviewed,
        "contradicted": track.wrong,
        "found_wrong": track.reversed,
        "false_rate": track.wrong / track.reviewed if track.reviewed else None,
        "bound": track.bound,
    }


def _planted(answers: int, wins: int) -> dict[str, Any]:
    """Return the columns of a count of decoys; nothing where none was taken."""
    if not answers:
        return {}
    return {"decoy_answers": answers, "decoy_wins": wins, "decoy_bound": tracks.upper_bound(answers, wins)}
