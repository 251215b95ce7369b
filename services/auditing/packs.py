"""An evidence pack: each control of a period with all it looked at, what broke it, a sample, and who reviewed it."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection

import ledger
from kit.refusals import Invalid
from ledger import tables
from services.auditing.controls import CONTROLS, VIOLATES, looked
from services.exports import decimals
from services.reports.forms import Sheet, written
from services.workspace import Workspace

#: Rows drawn of each population for somebody to look at one by one.
SAMPLE: Final = 25
#: Columns of minor units.
AMOUNTS: Final = ("amount", "exposure", "limit")
_ZIPPED: Final = (1980, 1, 1, 0, 0, 0)
TESTED: Final[dict[str, Any]] = {
    **dict.fromkeys(("control", "says"), pl.String),
    "population": pl.Int64,
    "exceptions": pl.Int64,
    **dict.fromkeys(("state", "first_exception"), pl.String),
}


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: its controls (columns TESTED), the population of each, its digest, and who reviewed this very result."""

    first: date
    last: date
    controls: pl.DataFrame
    populations: Mapping[str, pl.DataFrame]
    digest: str
    reviewer: str = ""

    @property
    def exceptions(self) -> int:
        """Return how many rows broke a control."""
        return int(self.controls["exceptions"].sum())

    def content(self) -> bytes:
        """Return the pack as a ZIP of CSV files; the same pack is the same bytes."""
        told = self.controls.with_columns(reviewer=pl.lit(self.reviewer), digest=pl.lit(self.digest))
        files = {"controls.csv": told}
        for name, rows in self.populations.items():
            files[f"{name}/population.csv"] = shown(rows)
            files[f"{name}/exceptions.csv"] = shown(rows.filter(VIOLATES))
            files[f"{name}/sample.csv"] = shown(_sample(rows, f"{self.first} {self.last} {name}"))
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, rows in files.items():
                archive.writestr(zipfile.ZipInfo(path, _ZIPPED), written(Sheet(rows, path), "csv"))
        return kept.getvalue()


def tested(workspace: Workspace, first: date, last: date) -> Pack:
    """Run every control over a period, both days included. Refused: Invalid where it ends before it begins."""
    if last < first:
        raise Invalid(f"the period ends before it begins: {first} to {last}")
    with workspace.database.reading() as connection:
        over = looked(workspace, connection, first, last)
        populations = {one.name: one.population(over) for one in CONTROLS}
        rows = [_row(one.name, one.says, populations[one.name]) for one in CONTROLS]
        controls = pl.DataFrame(rows, TESTED, orient="row")
        digest = _digest(first, last, populations)
        reviewer = _reviewer(connection, workspace.settings.entity, digest)
    return Pack(first, last, controls, populations, digest, reviewer)


def shown(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with their amounts as people read them: decimals, empty where there is no currency.

    The digest of a pack is of the amounts as the books hold them.
    """
    amounts = [name for name in AMOUNTS if rows.schema.get(name) == pl.Int64]
    there = pl.when(pl.col("currency") != "")
    return rows.with_columns(there.then(decimals(rows, name)).otherwise(pl.lit("")).alias(name) for name in amounts)


def _row(name: str, says: str, rows: pl.DataFrame) -> tuple[str, str, int, int, str, str]:
    """Return how a control came out."""
    broken = shown(rows.filter(VIOLATES).drop(VIOLATES))
    first = ", ".join(f"{key} {value}" for key, value in broken.row(0, named=True).items()) if len(broken) else ""
    return name, says, len(rows), len(broken), "red" if len(broken) else "green", first


def _sample(rows: pl.DataFrame, seed: str) -> pl.DataFrame:
    """Return rows drawn by the digest of the period and the control, so that nobody chooses them."""
    drawn = int(hashlib.sha256(seed.encode()).hexdigest()[:8], 16)
    return rows.sample(min(SAMPLE, len(rows)), seed=drawn) if len(rows) else rows


def _digest(first: date, last: date, populations: Mapping[str, pl.DataFrame]) -> str:
    """Return the SHA-256 of a period and of every population."""
    kept = hashlib.sha256(f"{first} {last}".encode())
    for name, rows in sorted(populations.items()):
        kept.update(name.encode() + written(Sheet(rows, name), "csv"))
    return kept.hexdigest()


def _reviewer(connection: Connection, entity: str, digest: str) -> str:
    """Return who approved a pack of this digest, and when."""
    asked, said = tables.request.c, tables.verdict.c
    chosen = ledger.approvals.approved(entity, asked.body, said.checker).where(asked.kind == ledger.approvals.EVIDENCE)
    reviewers = [row.checker for row in connection.execute(chosen) if json.loads(row.body)["digest"] == digest]
    return reviewers[-1] if reviewers else ""
