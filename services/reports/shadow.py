"""Shadow: what the policy in the shadow would have posted otherwise, held against what people decided."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from services.decisions import backtest, shadowed
from services.decisions.shadowed import Followed
from services.exports import decimals
from services.workspace import Workspace

#: Enough of a digest to tell two policies apart.
DIGEST_SHOWN = 12
COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("policy", "scope", "change", "stratum", "currency"), pl.String),
    **dict.fromkeys(("runs", "answers", "receipts", "amount", "right", "wrong", "unjudged"), pl.Int64),
}
NOTES = (
    "The shadow policy that decided last by that day; it was asked what each run was asked, on the same books.",
    "Decided, failed: the runs it decided, and those it could not (`tieout policy shadow` says why).",
    "Answers: a receipt that waited through three runs gave three. Receipts: each counts once, with its first posting.",
    "Newly applied: it posts what waited. No longer applied: it asks about what was posted. Changed: it posts another.",
    "Right, wrong: whether people's last word agrees with the posting that one of the two makes and the other does not",
    "(of two, the shadow's); unjudged: nobody has said anything of the receipt.",
)


def shadow(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return how many runs were decided, then the differences in total and by stratum; amounts as decimals."""
    told, rows = _differences(workspace, as_of)
    total = backtest.sums(rows.with_columns(stratum=pl.lit("")))
    found = [
        *_decided(told),
        *({"scope": "total", **row} for row in total.iter_rows(named=True)),
        *({"scope": "stratum", **row} for row in backtest.sums(rows).iter_rows(named=True)),
    ]
    policy = {"policy": told.policy[:DIGEST_SHOWN]}
    table = pl.DataFrame([{**dict.fromkeys(COLUMNS), **policy, **row} for row in found], schema=COLUMNS)
    texts = [pl.col(name).fill_null("") for name in ("change", "stratum", "currency")]
    return table.with_columns(decimals(table, "amount").alias("amount")).with_columns(*texts)


def receipts(workspace: Workspace, as_of: date) -> pl.DataFrame:
    """Return the receipts that the shadow would post otherwise, amounts as decimals; `reason` is why it asks."""
    _, rows = _differences(workspace, as_of)
    shown = rows.with_columns(decimals(rows, "amount").alias("amount")).rename({"reason_after": "reason"})
    return shown.select(
        "receipt_id", "decided_on", "change", "stratum", "currency", "amount", "judged", pl.col("reason").fill_null("")
    )


def _differences(workspace: Workspace, as_of: date) -> tuple[Followed, pl.DataFrame]:
    """Return what the last shadow policy decided by a day, and the receipts it would post otherwise."""
    entity = workspace.settings.entity
    with workspace.database.reading() as connection:
        told = shadowed.followed(connection, entity, as_of)
        return told, shadowed.differences(connection, entity, as_of, told.policy)


def _decided(told: Followed) -> Iterator[dict[str, Any]]:
    """Yield how many runs the shadow decided, and how many it could not; nothing where there was none."""
    if told.runs:
        yield {"scope": "decided", "runs": told.runs, "answers": told.answers}
    if told.failed:
        yield {"scope": "failed", "runs": told.failed}
