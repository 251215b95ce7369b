"""A reviewer who knows a world's truth: he answers every receipt that waits through the desk, as a person would.

`answered(workspace, world)` after `tieout match` is one sitting. Proposals that are right are accepted, others are
applied by hand as the truth has it; money without an item goes on the payer's account, what is no customer's payment
out of receivables, and the rest is parked. What he knows beyond the truth's files is nothing.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.score import Applied, Row, agreeing, applied, likes, minor, rows
from kit.refusals import Refused
from kit.settings import Settings
from services import desk, inquiries
from services.desk import Line
from services.workspace import Workspace, opened, settled

REVIEWERS = ("ana", "ben", "cleo")


@dataclass(frozen=True, slots=True)
class Truth:
    """What a world's files say of its payments: by reference, what each pays, and which items are interchangeable."""

    payments: dict[str, list[Row]]
    due: dict[tuple[str, str], list[Applied]]
    reasons: dict[tuple[str, str, str], str]
    like: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one reviewer's sitting is made with: the books, the truth, the GL day."""

    workspace: Workspace
    truth: Truth
    as_of: date
    actors: Sequence[str]
    did: Counter[str] = field(default_factory=Counter)


def truth(world: Path) -> Truth:
    """Read the truth of a world."""
    like = likes(rows(world / "open_items.csv"))
    payments: dict[str, list[Row]] = defaultdict(list)
    for row in rows(world / "truth.csv"):
        for reference in {row["bank_reference"], row["also_reference"]} - {""}:
            payments[reference].append(row)
    due: dict[tuple[str, str], list[Applied]] = defaultdict(list)
    reasons: dict[tuple[str, str, str], str] = {}
    for row in rows(world / "truth_applications.csv"):
        due[row["source_file"], row["bank_reference"]].append(applied(row, like))
        reasons[row["source_file"], row["bank_reference"], row["document_number"]] = row["deduction_reason"]
    return Truth(payments, due, reasons, like)


def answered(
    workspace: Workspace, world: Path, *, as_of: date, actors: Sequence[str] = REVIEWERS, most: int | None = None
) -> Counter[str]:
    """Answer what waits and is a payment of this world; return how often each act was done.

    `actors` take turns; `most` ends the sitting after so many answers. `left` counts what the truth does not know
    (other days' receipts) and `refused:CODE` what the books would not take; both stay in the queue.
    """
    at = Sitting(workspace, truth(world), as_of, tuple(actors))
    asked = inquiries.exceptions(workspace)
    for place, row in enumerate(asked[:most]):
        at.did[_answer(at, row, at.actors[place % len(at.actors)])] += 1
    return at.did


def _answer(at: Sitting, row: dict[str, Any], actor: str) -> str:
    """Answer one receipt and say by which act."""
    receipt = inquiries.receipt(at.workspace, row["receipt_id"])
    payment = _payment(at.truth, receipt)
    if payment is None:
        return "left"
    try:
        return _resolved(at, receipt, payment, actor)
    except Refused as refused:
        return f"refused:{refused.code}"


def _payment(known: Truth, receipt: dict[str, Any]) -> Row | None:
    """Return the truth's row of a receipt: of its reference and amount, its own file's first."""
    same = [
        row for row in known.payments.get(receipt["bank_reference"], []) if minor(row["amount"]) == receipt["amount"]
    ]
    here = [row for row in same if row["source_file"] == Path(receipt["source_file"]).name]
    return next(iter(here or same), None)


def _resolved(at: Sitting, receipt: dict[str, Any], payment: Row, actor: str) -> str:
    """Do what the truth asks for."""
    receipt_id = receipt["receipt_id"]
    told: dict[str, Any] = {"actor": actor, "as_of": at.as_of}
    left = _left(at.truth, receipt, payment)
    if left:
        return _applied(at, receipt, payment, left, actor)
    statuses = payment["expected_status"].split("|")
    if payment["customer_number"]:
        desk.on_account(at.workspace, receipt_id, payment["customer_number"], **told)
        return "on_account"
    if "not_ar" in statuses:
        desk.not_ar(at.workspace, receipt_id, payment["class"], **told)
        return "not_ar"
    desk.park(at.workspace, receipt_id, "nobody knows yet", **told)
    return "park"


def _left(known: Truth, receipt: dict[str, Any], payment: Row) -> list[Applied]:
    """Return what the truth pays and the books do not have yet."""
    left = list(known.due[payment["source_file"], payment["bank_reference"]])
    posted = {(one["document_number"], one["cash"]) for one in receipt["applications"]}
    return [one for one in left if (one.document, one.cash) not in posted]


def _applied(at: Sitting, receipt: dict[str, Any], payment: Row, left: list[Applied], actor: str) -> str:
    """Accept the proposal that is right, else apply by hand."""
    receipt_id = receipt["receipt_id"]
    for offer in inquiries.proposals(at.workspace, receipt_id):
        lines = [_offered(line, at.truth) for line in offer["lines"]]
        if len(lines) == len(left) and agreeing(left, lines):
            desk.accept(at.workspace, receipt_id, offer["rank"], actor=actor, as_of=at.as_of)
            return "accept"
    given = list(_lines(at, payment, left))
    desk.apply(at.workspace, receipt_id, given, actor=actor, as_of=at.as_of, customer_number=payment["customer_number"])
    return "apply"


def _offered(line: dict[str, Any], known: Truth) -> Applied:
    """Return a proposal's line as the judge compares it."""
    number = line["document_number"]
    aside = (line["discount"], line["write_off"], line["deduction"])
    return Applied(number, known.like.get(number, ("no such item", number)), line["cash"], aside)


def _lines(at: Sitting, payment: Row, left: Sequence[Applied]) -> Iterator[Line]:
    """Yield the truth's applications as a reviewer types them."""
    for one in left:
        discount, write_off, deduction = one.aside
        reason = at.truth.reasons[payment["source_file"], payment["bank_reference"], one.document]
        yield Line(_document(at, one), one.cash, discount, write_off, deduction, reason if deduction else "")


def _document(at: Sitting, one: Applied) -> str:
    """Return the item's number; where nobody named it and it is paid already, an open one that is its like."""
    like = [one.document, *sorted(number for number, facts in at.truth.like.items() if facts == one.like)]
    if one.named:
        return one.document
    held = inquiries.items(at.workspace)
    free = set(held["document_number"].to_list())
    return next((number for number in like if number in free), one.document)


def main() -> int:
    """Answer what waits in the books that TIEOUT_DATABASE_URL names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reviewer", description=__doc__)
    parser.add_argument("world", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--most", type=int, default=None, help="end after so many answers")
    said = parser.parse_args()
    workspace = settled(opened(Settings()))
    for act, count in sorted(answered(workspace, said.world, as_of=said.as_of, most=said.most).items()):
        print(f"{count:>8} {act}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
