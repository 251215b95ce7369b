"""Three days of the same customers: what a reviewer's answers teach, beside the same days without learning.

`python -m benchmarks.three_days` makes days in a row, matches each morning, scores what was posted without a person,
and lets a reviewer who knows the truth answer what waits (benchmarks/reviewer.py). The second way forgets every
answer's lessons; all else is the same.
"""

import argparse
import csv
import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks import mornings, reviewer, score
from benchmarks.score import Outcome
from benchmarks.world import World, tables
from benchmarks.world.days import days
from benchmarks.world.spec import PROFILES, Spec
from services import demo, exports, intake, matching
from services.importing import subledger
from services.workspace import Workspace

ACTOR = "benchmark"
NEW = "new_items.csv"
#: What reading, matching and posting need no tables for.
BESIDE = {NEW, "exports"}


@dataclass(frozen=True)
class Day:
    """One morning before anybody answered: of all its receipts and of the decidable ones, what was posted."""

    seed: int
    name: str
    learning: bool
    receipts: int
    automatic: float  # of the decidable, posted exactly right
    right: int
    wrong: int
    answered: int

    @property
    def share(self) -> float:
        """Return the share of all receipts that were posted exactly right without a person."""
        return self.right / max(1, self.receipts)


def run(spec: Spec, count: int, fresh: int, *, learning: bool, links: bool, folder: Path) -> Iterator[Day]:
    """Yield the days; without `learning` the answers teach nothing, without `links` no payer is known at first."""
    workspace = mornings.books(folder / "books.db", spec)
    for place, (world, new) in enumerate(days(spec, count, fresh)):
        today = folder / f"day{place + 1}"
        written(world, new, today)
        here = replace(workspace, clock=_noon(world))
        take(here, today, first=not place, links=links)
        matching.run(here, as_of=world.spec.day)
        found = scored(here, today)
        with forgetting(active=not learning):
            did = reviewer.answered(here, today, as_of=world.spec.day)
        right, wrong = found.count(Outcome.RIGHT, Outcome.PART), found.count(Outcome.WRONG)
        answers = sum(number for act, number in did.items() if act != "left" and not act.startswith("refused"))
        name = f"{place + 1}"
        yield Day(spec.seed, name, learning, len(found.verdicts), found.automatic, right, wrong, answers)
    workspace.database.dispose()


def written(world: World, new: frozenset[str], folder: Path) -> None:
    """Write a day's files, and the sheet of the items that are new."""
    folder.mkdir(parents=True)
    texts = tables.told(world)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    head, *rows = csv.reader(io.StringIO(texts["open_items.csv"]))
    with (folder / NEW).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([head, *(row for row in rows if row[0] in new)])


def take(workspace: Workspace, folder: Path, *, first: bool, links: bool) -> None:
    """Import what is new and read the bank files."""
    if first:
        subledger.customers(workspace, folder / "customers.csv", actor=ACTOR)
    subledger.items(workspace, folder / ("open_items.csv" if first else NEW), actor=ACTOR)
    if first and links:
        subledger.payer_links(workspace, folder / "payer_links.csv", actor=ACTOR)
    for path in demo.bank_files(folder):
        if path.name not in BESIDE:
            intake.take(workspace, path.read_bytes(), path.name, actor=ACTOR)


def scored(workspace: Workspace, folder: Path) -> score.Score:
    """Judge what stands in the books against the truth of the day."""
    out = folder / "exports"
    out.mkdir()
    for kind in ("receipts", "applications"):
        (out / f"{kind}.csv").write_bytes(exports.written(exports.frame(workspace, kind), "csv"))
    return score.scored(folder, out)


def forgetting(*, active: bool) -> AbstractContextManager[Any]:
    """Let answers teach nothing while it is entered."""
    return patch("services.desk.learning.learn", return_value=[]) if active else nullcontext()


def _noon(world: World) -> Any:
    noon = datetime.combine(world.spec.day + timedelta(days=1), time(17), UTC)
    return lambda: noon


def table(found: list[Day]) -> list[str]:
    """Return the lines of a Markdown table: both ways of each day, all seeds together."""
    lines = [
        "| day | learning | receipts | posted rightly | of the decidable | wrong | precision | answered by people |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in sorted({one.name for one in found}):
        for learning in (True, False):
            same = [one for one in found if (one.name, one.learning) == (name, learning)]
            receipts, right, wrong = (sum(getattr(one, key) for one in same) for key in ("receipts", "right", "wrong"))
            decidable = sum(one.automatic for one in same) / max(1, len(same))
            shares = f"{right / max(1, receipts):.1%} | {decidable:.1%} | {wrong} | {right / max(1, right + wrong):.2%}"
            answered = sum(one.answered for one in same)
            lines.append(f"| {name} | {'yes' if learning else 'no'} | {receipts:,} | {shares} | {answered} |")
    return lines


def main() -> int:
    """Run both ways and print the table; 1 where learning does not raise the share, or precision falls."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.three_days", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[9001, 9002, 9003])
    parser.add_argument("--profile", choices=sorted(PROFILES), default="mixed")
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--receipts", type=int, default=400)
    parser.add_argument("--items", type=int, default=3_000)
    parser.add_argument("--customers", type=int, default=60)
    parser.add_argument("--no-links", action="store_true", help="no payer link is given on the first day")
    parser.add_argument("--fresh", type=int, default=1_000, help="new items a day")
    said = parser.parse_args()
    found: list[Day] = []
    for seed in said.seeds:
        spec = Spec(seed=seed, receipts=said.receipts, items=said.items, customers=said.customers, profile=said.profile)
        for learning in (True, False):
            with tempfile.TemporaryDirectory() as temporary:
                given = {"learning": learning, "links": not said.no_links}
                for one in run(spec, said.days, said.fresh, **given, folder=Path(temporary)):
                    print(one, file=sys.stderr)
                    found.append(one)
    print("\n".join(table(found)))
    first, last = ([one for one in found if one.learning and one.name == name] for name in ("1", str(said.days)))
    rises = sum(one.share for one in last) > sum(one.share for one in first)
    return int(not rises or sum(one.wrong for one in last) > sum(one.wrong for one in first))


if __name__ == "__main__":
    sys.exit(main())
