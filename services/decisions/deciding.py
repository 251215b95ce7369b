"""What becomes of the matcher's answer: what waits for a detail, what a person took back, what is decided anew."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from kit.ids import content_id
from kit.money import Money
from kit.settings import Settings
from ledger.evidence import Decision
from matcher import Decisions
from matcher.shown import explain
from services.decisions import cluster
from services.decisions.kept import Question
from services.decisions.reopening import LATE, UNDONE, Reopened, Taken

#: The reason of an answer that its stratum alone keeps from being posted.
DEMOTED = "stratum_demoted"
#: Answers that stand on numbers the payer wrote: the only ones posted for a line that may sum up others.
BY_NUMBER = {"remittance", "named_exact", "named_discount"}

#: So many receipts are worth the start of further processes.
MANY = 2_000
#: So many documents are listed in a sentence.
DOCUMENTS_SAID = 6

Row = dict[str, Any]


class Decided(NamedTuple):
    """What is decided about one receipt: the decision, the rows that are posted, those a reviewer is offered.

    `undone` are the applications taken back for it; `rest` says that what stands of it stays, and the rows come to it.
    """

    decision: Decision
    posted: tuple[Row, ...]
    offered: tuple[Row, ...]
    undone: tuple[str, ...] = ()
    rest: bool = False


class Answer(NamedTuple):
    """What the matcher says of one receipt: its row and the rows of its proposals."""

    said: Row
    rows: list[Row]

    @property
    def posted(self) -> list[Row]:
        """Return the rows it would post."""
        return [row for row in self.rows if row["rank"] == 0]

    def but(self, status: str, reason: str, why: str = "") -> "Answer":
        """Return it as one that is only offered, for another reason."""
        said = {**self.said, "status": status, "reason": reason, "explanation": f"{why}{self.said['explanation']}"}
        return Answer(said, [row | {"rank": max(1, row["rank"])} for row in self.rows])


def hands(settings: Settings, question: Question) -> dict[str, Any]:
    """Return who decides, as `Question.answer` takes it: the cluster if one is set, else processes here."""
    if settings.match_cluster:
        return {"hired": cluster.hired(settings.match_cluster)}
    return {"workers": workers(settings, question)}


def workers(settings: Settings, question: Question) -> int:
    """Return how many processes decide: as set, else one a core where there is so much that starting them pays."""
    many = question.frames["receipts"].height >= MANY
    return settings.match_workers or (os.cpu_count() or 1 if many else 1)


def decided(question: Question, answer: Decisions, at: int) -> Iterator[Decided]:
    """Yield what is decided about each receipt of a question, in order; `at` is when, in microseconds UTC."""
    answers = _answers(answer)
    carried = _carried(question, answers)
    for receipt_id, one in answers.items():
        if receipt_id in question.reopened:
            made = _anew(question, question.reopened[receipt_id], one, carried=receipt_id in carried)
            if made is not None:
                said, undone, rest = made
                yield _decided(question, said, undone, rest=rest, at=at)
        else:
            yield _decided(question, _held(question, one), at=at)


def _answers(answer: Decisions) -> dict[str, Answer]:
    """Return the answers by receipt, in order."""
    by_receipt: dict[str, list[Row]] = defaultdict(list)
    for row in answer.applications.sort("receipt_id", "rank", "item_id").iter_rows(named=True):
        by_receipt[row["receipt_id"]].append(row)
    rows = answer.receipts.sort("receipt_id").iter_rows(named=True)
    return {said["receipt_id"]: Answer(said, by_receipt[said["receipt_id"]]) for said in rows}


def _held(question: Question, answer: Answer) -> Answer:
    """Return the answer for a receipt of which nothing is applied: some are only offered."""
    receipt_id = answer.said["receipt_id"]
    if receipt_id in question.totals and answer.said["reason"] not in BY_NUMBER:
        return answer.but("review", "detail_missing")
    if receipt_id in question.undone and (answer.posted or answer.said["reason"] == DEMOTED):
        return answer.but("review", UNDONE, "A person took the posting back; this is only offered. ")
    return answer


def _anew(
    question: Question, reopened: Reopened, answer: Answer, *, carried: bool
) -> tuple[Answer, tuple[str, ...], bool] | None:
    """Return what becomes of a receipt that is decided anew, what is taken back, and whether the old stays as well.

    None where nothing came that a person or the books need to know.
    """
    before = {applied.taken for applied in reopened.applied}
    after = {_taken(row) for row in answer.posted}
    came = f"The remittance {reopened.source} came after the decision" if reopened.source else ""
    if answer.posted and after == before:
        return (_nothing_new(answer, f"{came} and says the same. "), (), False) if came else None
    if reopened.asked or not carried:
        return (_asked(question, reopened, answer, came), (), False) if came else None
    if before < after:
        why = f"{came}; the rest is applied. " if came else "What the waiting lines name is open now. "
        return _nothing_new(answer, why, before), (), True
    if not came:
        return None
    said = f"{came} and changed the answer: {_documents(question, reopened)} was taken back. "
    return _nothing_new(answer, said, set()), tuple(one.application_id for one in reopened.applied), False


def _nothing_new(answer: Answer, why: str, stays: set[Taken] | None = None) -> Answer:
    """Return the answer with why it is there, its posted rows without those that stand; None: all of them stand."""
    said = {**answer.said, "explanation": f"{why}{answer.said['explanation']}"}
    new = [] if stays is None else [row for row in answer.posted if _taken(row) not in stays]
    return Answer(said, [*new, *(row for row in answer.rows if row["rank"] > 0)])


def _asked(question: Question, reopened: Reopened, answer: Answer, came: str) -> Answer:
    """Return the answer as an offer: what stands is a person's to change."""
    stands, why = _documents(question, reopened), reopened.asked or _why_not(reopened, answer)
    return answer.but("review", LATE, f"{came}; {stands} stays, for {why}. {_gone(question, reopened, answer)}Now: ")


def _why_not(reopened: Reopened, answer: Answer) -> str:
    """Return why an answer that the engine may give is not carried out."""
    if not answer.posted:
        return "the new answer is not proven"
    if _too_much(reopened, answer.posted):
        return "the new answer takes more than is left of the receipt"
    return "the new answer takes what another receipt has"


def _too_much(reopened: Reopened, posted: Sequence[Row]) -> bool:
    """Return whether an answer takes more cash than is left: of the receipt something was refunded or booked out."""
    return reopened.left is not None and sum(row["cash"] for row in posted) > reopened.left


def _gone(question: Question, reopened: Reopened, answer: Answer) -> str:
    """Return in words how much of the receipt is left, where something of it went elsewhere."""
    mine = question.frames["receipts"].filter(pl.col("receipt_id") == answer.said["receipt_id"])
    amount, currency = mine.select("amount", "currency").row(0)
    if reopened.left is None or reopened.left >= amount:
        return ""
    return f"Of the receipt {Money(reopened.left, currency)} is left. "


def _documents(question: Question, reopened: Reopened) -> str:
    """Return what stands of a receipt in words: each document with its cash."""
    ids = [one.taken.item_id for one in reopened.applied]
    mine = question.frames["items"].filter(pl.col("item_id").is_in(ids)).select("item_id", "currency")
    known = dict(mine.rows())
    said = [
        f"{one.number} {Money(one.taken.cash, known[one.taken.item_id])}" if one.taken.item_id in known else one.number
        for one in reopened.applied
    ]
    more = f" and {len(said) - DOCUMENTS_SAID} more" if len(said) > DOCUMENTS_SAID else ""
    return ", ".join(said[:DOCUMENTS_SAID]) + more if said else "what was decided"


def _carried(question: Question, answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the receipts decided anew whose answers fit into the books as they are.

    What one frees another may take only if the first is really taken back; what does not fit then is asked.
    """
    wanted = {one for one in question.reopened if one in answers and answers[one].posted}
    wanted -= {one for one in wanted if question.reopened[one].asked}
    wanted -= {one for one in wanted if _too_much(question.reopened[one], answers[one].posted)}
    whole = dict(question.frames["items"].select("item_id", "open").rows()) if wanted else {}
    while True:
        over = _over(question, answers, wanted, whole)
        if not over:
            return frozenset(wanted)
        wanted -= over


def _over(question: Question, answers: Mapping[str, Answer], wanted: set[str], whole: Mapping[str, int]) -> set[str]:
    """Return those of the wanted answers that take more of an item than is left beside what stays."""
    left = dict(whole)
    for receipt_id, one in question.reopened.items():
        if receipt_id not in wanted:
            for applied in one.applied:
                left[applied.taken.item_id] = left.get(applied.taken.item_id, 0) - applied.taken.leaves
    over: set[str] = set()
    for receipt_id in sorted(wanted):
        for taken in map(_taken, answers[receipt_id].posted):
            rest = left.get(taken.item_id, 0)
            left[taken.item_id] = rest - taken.leaves
            if taken.leaves > max(rest, 0) or taken.leaves < min(rest, 0):
                over.add(receipt_id)
    return over


def _taken(row: Mapping[str, Any]) -> Taken:
    """Return what a row takes off its item."""
    return Taken(*(row[name] for name in Taken._fields))


def _decided(
    question: Question, answer: Answer, undone: tuple[str, ...] = (), *, rest: bool = False, at: int
) -> Decided:
    """Return an answer as it is written down."""
    return Decided(
        _decision(answer.said, answer.rows, question.as_of, at),
        tuple(answer.posted),
        tuple(row for row in answer.rows if row["rank"] > 0),
        undone,
        rest,
    )


def _decision(said: Row, rows: Sequence[Row], as_of: date, at: int) -> Decision:
    """Return the decision as it is kept; the same answer has the same id, so that it is kept once."""
    facts = [said[name] for name in ("receipt_id", "status", "reason", "customer", "would_apply_if", "explanation")]
    amounts = ("rank", "item_id", "cash", "discount", "write_off", "deduction", "deduction_reason", "rule")
    return Decision(
        decision_id=content_id("dec", *facts, *(row[name] for row in rows for name in amounts)),
        receipt_id=said["receipt_id"],
        status=said["status"],
        reason=said["reason"],
        customer=said["customer"],
        confidence=said["confidence"],
        would_apply_if=said["would_apply_if"],
        explanation=said["explanation"],
        certificate=said["certificate"],
        engine=explain.ENGINE,
        decided_at=at,
        as_of=as_of,
    )
