"""A made-up morning as the matcher is asked about it: files through the readers into books, frames out, truth beside.

No step is skipped: the world is written to files, the files are imported and read, and the frames are those of
`services.decisions.asked`. Only posting is left out, so that the same frames can be decided under other weights or
policies.
"""

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import polars as pl

import matcher
import migrations
from benchmarks import score
from benchmarks.score import Applied, Row, Verdict
from benchmarks.world import tables
from benchmarks.world.payments import money
from benchmarks.world.spec import Spec
from kit.db import Database
from kit.settings import Settings
from matcher.policy import Policy
from matcher.posting.strata import Track
from matcher.weighing.weights import COMMITTED, Weights
from services import demo, intake
from services.banking import booking
from services.decisions import asked
from services.importing import subledger
from services.workspace import Workspace

#: The columns in which a decision's rows are judged, and their names in the truth.
AMOUNTS = {
    "cash": "cash_amount",
    "discount": "discount_amount",
    "write_off": "write_off_amount",
    "deduction": "deduction_amount",
}
ACTOR = "benchmark"


@dataclass(frozen=True)
class Morning:
    """What the matcher is asked, and what is true: `truth` and `due` by receipt id, `like` by document number."""

    spec: Spec
    asked: asked.Asked
    truth: Mapping[str, Row]
    due: Mapping[str, Sequence[Applied]]
    like: Mapping[str, tuple[str, ...]]

    def decided(
        self,
        policy: Policy,
        weights: Weights = COMMITTED,
        history: Mapping[str, Track] | None = None,
        witness: matcher.Witness | None = None,
    ) -> matcher.Decisions:
        """Return what the matcher decides on these frames."""
        one = self.asked
        frames = (one.receipts, one.remittances, one.items, one.customers, one.links, one.closed)
        return matcher.propose(*frames, policy, self.spec.day, history=history, weights=weights, witness=witness)

    def judged(self, decisions: matcher.Decisions) -> dict[str, Verdict]:
        """Return the verdict on each receipt that the truth knows."""
        told: defaultdict[str, list[Row]] = defaultdict(list)
        for row in decisions.applications.iter_rows(named=True):
            told[row["receipt_id"]].append(application(row))
        like = dict(self.like)
        found = {}
        for row in decisions.receipts.iter_rows(named=True):
            key = row["receipt_id"]
            if key in self.truth:
                got = {"status": row["status"], "amount": self.truth[key]["amount"]}
                found[key] = score.judged(self.truth[key], list(self.due[key]), got, told[key], like)
        return found


def application(row: Mapping[str, object]) -> Row:
    """Return a row of APPLICATIONS as the export writes it: decimals, and rank 0 is posted."""
    amounts = {name: money(int(str(row[column]))) for column, name in AMOUNTS.items()}
    posted = row["rank"] == 0
    status = {"status": "posted" if posted else "proposed", "rank": "" if posted else str(row["rank"])}
    return {"document_number": str(row["document_number"]), **amounts, **status}


def morning(spec: Spec) -> Morning:
    """Make the world of a spec and take it in."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "world"
        tables.written(spec, folder)
        workspace = books(Path(temporary) / "books.db", spec)
        take(workspace, folder, spec)
        try:
            return of(workspace, folder, spec)
        finally:
            workspace.database.dispose()


def books(path: Path, spec: Spec) -> Workspace:
    """Return empty books whose clock stands at the noon after the spec's day."""
    database = Database(f"sqlite:///{path}")
    migrations.upgrade(database)
    noon = datetime.combine(spec.day + timedelta(days=1), time(17), UTC)
    return Workspace(database, Settings(database_url=f"sqlite:///{path}"), lambda: noon)


def take(workspace: Workspace, folder: Path, spec: Spec) -> None:
    """Import the sheets, read the bank files and book the money; nothing is matched."""
    subledger.customers(workspace, folder / "customers.csv", actor=ACTOR)
    subledger.items(workspace, folder / "open_items.csv", actor=ACTOR)
    subledger.payer_links(workspace, folder / "payer_links.csv", actor=ACTOR)
    for path in demo.bank_files(folder):
        intake.take(workspace, path.read_bytes(), path.name, actor=ACTOR)
    booking.book(workspace, as_of=spec.day, actor=ACTOR)


def of(workspace: Workspace, folder: Path, spec: Spec) -> Morning:
    """Return what the books ask the matcher today, with the truth of the folder."""
    with workspace.database.reading() as connection:
        frames = asked.asked(connection, workspace, Policy(), spec.day)
    like = score.likes(score.rows(folder / "open_items.csv"))
    truth = {(row["source_file"], row["bank_reference"]): row for row in score.rows(folder / "truth.csv")}
    due: defaultdict[tuple[str, str], list[Applied]] = defaultdict(list)
    for row in score.rows(folder / "truth_applications.csv"):
        due[row["source_file"], row["bank_reference"]].append(score.applied(row, like))
    known = claimed(frames.waiting, truth)
    return Morning(
        spec,
        frames,
        {receipt: truth[key] for receipt, key in known.items()},
        {receipt: due[key] for receipt, key in known.items()},
        like,
    )


def claimed(waiting: pl.DataFrame, truth: Mapping[tuple[str, str], Row]) -> dict[str, tuple[str, str]]:
    """Return which payment of the truth each receipt is: by its reference and amount, one receipt a payment."""
    by_reference: defaultdict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for key, row in truth.items():
        for reference in {row["bank_reference"], row["also_reference"]} - {""}:
            by_reference[reference, score.minor(row["amount"])].append(key)
    found: dict[str, tuple[str, str]] = {}
    taken: set[tuple[str, str]] = set()
    for row in waiting.sort("receipt_id").iter_rows(named=True):
        same = by_reference.get((str(row["bank_reference"]), int(row["amount"])), [])
        free = next((key for key in same if key not in taken), None)
        if free is not None:
            found[row["receipt_id"]] = free
            taken.add(free)
    return found
