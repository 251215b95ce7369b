"""Judge a run against the truth of its world: what was posted, what of it was right, and what was rightly left alone.

`python -m benchmarks.score WORLD EXPORTS` reads truth*.csv and open_items.csv from one folder and receipts.csv and
applications.csv (`tieout export`) from the other. What the words mean stands in benchmarks/world/README.md.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

Row = dict[str, str]
#: Rows of the export that are no money of their own.
NO_MONEY = {"settled_elsewhere", "reversed"}
ASIDE = ("discount_amount", "write_off_amount", "deduction_amount")
RANKS = 3


class Outcome(StrEnum):
    """What became of one receipt."""

    RIGHT = "right"  # posted, exactly as the truth has it
    PART = "part"  # posted in part: everything posted is right, the rest waits for a person
    WRONG = "wrong"  # something posted that is not so
    FIRST = "first"  # asked, and the first answer is right
    THREE = "three"  # asked, and the second or third answer is right
    ASKED = "asked"  # asked, without the right answer among the first three
    KEPT = "kept"  # nothing posted and nobody asked, though there was something to apply
    RIGHTLY = "rightly"  # nothing to apply, and nothing applied
    MISPLACED = "misplaced"  # nothing posted, but under a status that is not so
    LOST = "lost"  # the money is not among the receipts, or with another amount


@dataclass(frozen=True, slots=True)
class Applied:
    """One application in minor units; an item nobody named may be exchanged for its like."""

    document: str
    like: tuple[str, ...]
    cash: int
    aside: tuple[int, int, int]  # discount, write-off, deduction
    leeway: str = ""
    named: bool = True

    def agrees(self, got: "Applied") -> bool:
        """Say whether a posted application is this one; what the leeway leaves to policy may differ."""
        same_item = got.document == self.document or (not self.named and got.like == self.like)
        if not same_item or got.cash != self.cash:
            return False
        if not self.leeway:
            return got.aside == self.aside
        return sum(got.aside) == sum(self.aside) or (self.leeway == "open" and not any(got.aside))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one receipt, with what was expected and what was got."""

    receipt: Row
    outcome: Outcome
    status: str = ""
    expected: str = ""
    got: str = ""


@dataclass(slots=True)
class Score:
    """All verdicts of a morning, and money that was counted twice."""

    verdicts: list[Verdict] = field(default_factory=list)
    twice: list[Row] = field(default_factory=list)

    def count(self, *outcomes: Outcome) -> int:
        """Return how many receipts came out so."""
        return sum(verdict.outcome in outcomes for verdict in self.verdicts)

    @property
    def automatic(self) -> float:
        """Return the share of decidable receipts that were posted exactly right without a person."""
        decidable = [verdict for verdict in self.verdicts if verdict.receipt["decidable"] == "1"]
        return sum(verdict.outcome is Outcome.RIGHT for verdict in decidable) / max(1, len(decidable))

    @property
    def precision(self) -> float:
        """Return the share of receipts with postings whose postings are all right."""
        right = self.count(Outcome.RIGHT, Outcome.PART)
        return right / max(1, right + self.count(Outcome.WRONG))


def minor(text: str) -> int:
    """Return hundredths of a decimal; every currency of these worlds has two digits."""
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("+-").partition(".")
    return sign * (int(whole or "0") * 100 + int(part.ljust(2, "0")[:2]))


def rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def likes(items: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """Return what makes two items interchangeable: owner, type, money, due day and terms."""
    columns = ("customer_number", "document_type", "currency", "open_amount", "issue_date", "due_date", "terms")
    return {item["document_number"]: tuple(item[column] for column in columns) for item in items}


def applied(row: Row, like: dict[str, tuple[str, ...]]) -> Applied:
    """Return an application from a row of the truth or of the export."""
    discount, write_off, deduction = (minor(row[column] or "0") for column in ASIDE)
    number = row["document_number"]
    return Applied(
        number,
        like.get(number, ("no such item", number)),
        minor(row["cash_amount"]),
        (discount, write_off, deduction),
        row.get("leeway", ""),
        row.get("named", "1") == "1",
    )


def agreeing(truth: list[Applied], got: list[Applied]) -> bool:
    """Say whether every application got is a different one of the truth; named ones are looked for first."""
    left = sorted(truth, key=lambda due: not due.named)
    for one in got:
        exact = [due for due in left if due.document == one.document and due.agrees(one)]
        found = exact or [due for due in left if due.agrees(one)]
        if not found:
            return False
        left.remove(found[0])
    return True


def _written(found: Iterable[Applied]) -> str:
    """Return applications on one line for reading."""
    return "; ".join(
        f"{one.document} {one.cash / 100:.2f}" + (f" aside {sum(one.aside) / 100:.2f}" if any(one.aside) else "")
        for one in found
    )


def _ranks(rows_of: list[Row], like: dict[str, tuple[str, ...]]) -> list[list[Applied]]:
    """Return the proposals of a receipt by their rank."""
    found: dict[int, list[Applied]] = defaultdict(list)
    for row in rows_of:
        if row["status"] == "proposed" and row["rank"]:
            found[int(row["rank"])].append(applied(row, like))
    return [found[rank] for rank in sorted(found)]


def judged(
    truth: Row, due: list[Applied], got: Row | None, told: list[Row], like: dict[str, tuple[str, ...]]
) -> Verdict:
    """Return the verdict on one receipt."""
    if got is None or minor(got["amount"]) != minor(truth["amount"]):
        return Verdict(truth, Outcome.LOST, got["status"] if got else "", truth["amount"], got["amount"] if got else "")
    posted = [applied(row, like) for row in told if row["status"] == "posted"]
    ranks = _ranks(told, like)
    best = posted or (ranks[0] if ranks else [])
    return Verdict(
        truth, _outcome(truth, due, got["status"], posted, ranks), got["status"], _written(due), _written(best)
    )


def _outcome(truth: Row, due: list[Applied], status: str, posted: list[Applied], ranks: list[list[Applied]]) -> Outcome:
    """Say what became of a receipt that is there."""
    if posted:
        if not agreeing(due, posted):
            return Outcome.WRONG
        return Outcome.RIGHT if len(posted) == len(due) else Outcome.PART
    if not due:
        return Outcome.RIGHTLY if status in truth["expected_status"].split("|") else Outcome.MISPLACED
    for place, proposal in enumerate(ranks[:RANKS]):
        if len(proposal) == len(due) and agreeing(due, proposal):
            return Outcome.THREE if place else Outcome.FIRST
    return Outcome.ASKED if status == "review" or ranks else Outcome.KEPT


def _file(row: Row) -> str:
    """Return the name of the file a row is from, without folders."""
    return Path(row["source_file"].replace("\\", "/")).name


def scored(world: Path, exports: Path) -> Score:
    """Judge every receipt of a world."""
    like = likes(rows(world / "open_items.csv"))
    due: dict[tuple[str, str], list[Applied]] = defaultdict(list)
    for row in rows(world / "truth_applications.csv"):
        due[row["source_file"], row["bank_reference"]].append(applied(row, like))
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows(exports / "applications.csv"):
        told[row["receipt_id"]].append(row)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(exports / "receipts.csv"):
        found[row["bank_reference"]].append(row)
    score, claimed = Score(), set[str]()
    for truth in rows(world / "truth.csv"):
        got = _claimed(truth, found, claimed)
        key = truth["source_file"], truth["bank_reference"]
        score.verdicts.append(judged(truth, due[key], got, told[got["receipt_id"]] if got else [], like))
    left = (row for same in found.values() for row in same if row["receipt_id"] not in claimed)
    score.twice = [row for row in left if row["status"] not in NO_MONEY and minor(row["amount"]) > 0]
    return score


def _claimed(truth: Row, found: dict[str, list[Row]], claimed: set[str]) -> Row | None:
    """Return the receipt that is this payment, and claim it: by reference and file, else by reference alone."""
    references = [truth["bank_reference"], truth["also_reference"]]
    twins = [row for reference in references if reference for row in found.get(reference, [])]
    money = [row for row in twins if row["status"] not in NO_MONEY and row["receipt_id"] not in claimed]
    here = [row for row in money if _file(row) == truth["source_file"]]
    chosen = next(iter(here or money), None)
    if chosen is not None:
        claimed.add(chosen["receipt_id"])
    return chosen


#: column of the table -> the outcomes it counts.
COLUMNS: dict[str, tuple[Outcome, ...]] = {
    "automatic": (Outcome.RIGHT, Outcome.PART, Outcome.WRONG),
    "right": (Outcome.RIGHT,),
    "part": (Outcome.PART,),
    "wrong": (Outcome.WRONG,),
    "ask 1st": (Outcome.FIRST,),
    "ask 2-3": (Outcome.THREE,),
    "ask else": (Outcome.ASKED,),
    "kept": (Outcome.KEPT,),
    "rightly not": (Outcome.RIGHTLY,),
    "misplaced": (Outcome.MISPLACED,),
    "lost": (Outcome.LOST,),
}


def table(score: Score, by: str = "class") -> dict[str, dict[str, int]]:
    """Return the counts of each class (or rail), and of all under `TOTAL`."""
    found: dict[str, dict[str, int]] = {}
    for name in [*sorted({verdict.receipt[by] for verdict in score.verdicts}), "TOTAL"]:
        part = [verdict for verdict in score.verdicts if name in {verdict.receipt[by], "TOTAL"}]
        counts = {column: sum(one.outcome in outcomes for one in part) for column, outcomes in COLUMNS.items()}
        decidable = sum(one.receipt["decidable"] == "1" for one in part)
        found[name] = {"receipts": len(part), "decidable": decidable, **counts}
    return found


def printed(score: Score, by: str = "class") -> str:
    """Return the table, every wrong posting with what was expected, and the totals."""
    counts = table(score, by)
    lines = [f"{by:<26}" + "".join(f"{column:>12}" for column in counts["TOTAL"])]
    lines += [f"{name:<26}" + "".join(f"{value or '.':>12}" for value in row.values()) for name, row in counts.items()]
    for verdict in score.verdicts:
        if verdict.outcome in {Outcome.WRONG, Outcome.LOST, Outcome.MISPLACED}:
            lines += _wrong(verdict)
    lines += [
        f"counted twice: {_file(row)} {row['bank_reference']} {row['amount']} {row['status']}" for row in score.twice
    ]
    shares = f"{score.automatic:.2%}   precision of what was posted: {score.precision:.2%}"
    lines.append(f"automatic and right, of the decidable: {shares}")
    return "\n".join(lines)


def _wrong(verdict: Verdict) -> list[str]:
    """Return a bad outcome in four lines."""
    truth = verdict.receipt
    where = f"{truth['source_file']} {truth['bank_reference']} {truth['amount']} {truth['currency']}"
    return [
        f"{verdict.outcome}: {truth['class']} {where}",
        f"    status   {verdict.status or 'none'}, may be {truth['expected_status'].replace('|', ', ')}",
        f"    expected {verdict.expected or 'nothing'}",
        f"    got      {verdict.got or 'nothing'}",
    ]


def as_json(score: Score) -> str:
    """Return the same for machines."""
    bad = [
        {"outcome": one.outcome, "status": one.status, "expected": one.expected, "got": one.got, **one.receipt}
        for one in score.verdicts
        if one.outcome is not Outcome.RIGHT and one.outcome is not Outcome.RIGHTLY
    ]
    totals = {
        "automatic_of_decidable": score.automatic,
        "precision": score.precision,
        "counted_twice": len(score.twice),
    }
    return json.dumps({**totals, "classes": table(score), "other_than_right": bad}, indent=2)


def main() -> int:
    """Print the score; 1 where it is under a mark that was given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score", description=__doc__)
    parser.add_argument("world", type=Path)
    parser.add_argument("exports", type=Path)
    parser.add_argument("--by", choices=("class", "rail"), default="class", help="what a row of the table is")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--min-automatic", type=float, default=0.0, help="share of the decidable, 0 to 1")
    parser.add_argument("--min-precision", type=float, default=0.0, help="share of what was posted, 0 to 1")
    said = parser.parse_args()
    score = scored(said.world, said.exports)
    print(as_json(score) if said.json else printed(score, said.by))
    return int(score.automatic < said.min_automatic or score.precision < said.min_precision)


if __name__ == "__main__":
    sys.exit(main())
