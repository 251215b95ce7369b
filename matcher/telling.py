"""Answers as the frames that leave the matcher: decisions with their certificates, and the rows of proposals."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from matcher import decision, explain
from matcher.cases import Case
from matcher.decision import Decision
from matcher.frames import APPLICATIONS, DECISIONS
from matcher.planning import Answer
from matcher.refusals import Plan
from matcher.strata import Track


def frames(answers: list[Answer], *, as_of: date, history: Mapping[str, Track]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the answers as DECISIONS and APPLICATIONS, sorted by receipt, rank and item."""
    decisions, applications = [], []
    for answer in answers:
        plan, made = answer.plan, answer.decision
        key = plan.case.receipt.receipt_id
        proof = explain.certificate(plan, made, digest=digest(plan.case), as_of=as_of, history=history)
        words, cure = explain.explanation(plan, made), explain.would_apply_if(plan, made)
        confidence = round(plan.ranking[0].probability, 6) if plan.ranking else 0.0
        decisions.append((key, made.status, made.reason, made.customer, confidence, cure, words, proof))
        applications += _rows(plan, made)
    return (
        pl.DataFrame(decisions, schema=DECISIONS, orient="row"),
        pl.DataFrame(applications, schema=APPLICATIONS, orient="row"),
    )


def _rows(plan: Plan, made: Decision) -> list[tuple[Any, ...]]:
    """Return the application rows of a plan: rank 0 is what is posted, 1, 2, 3 … what a reviewer is offered."""
    posted = [(made.posted, plan.ranking[0].probability)] if made.posted else []
    offers = enumerate(posted or decision.offered(plan, made), start=0 if posted else 1)
    rows = []
    for rank, (hypothesis, sure) in offers:
        words = explain.words(hypothesis, plan.case.receipt.currency)
        spans = explain.spans(plan, hypothesis)
        for piece in sorted(hypothesis.pieces, key=lambda each: (each.item.document_number, each.item.item_id)):
            item, rule = piece.item, f"{hypothesis.rule}:{piece.difference}"
            what = (item.item_id, item.document_number, item.customer, piece.cash, piece.discount, piece.earned)
            less = (piece.write_off, piece.deduction, piece.reason)
            said = (round(sure, 6), rule, words, spans)
            rows.append((plan.case.receipt.receipt_id, rank, *what, *less, *said))
    return rows


def digest(case: Case) -> str:
    """Return the SHA-256 of all that was looked at for a receipt: its lines, readings, payers and their books."""
    books = [(root, case.shelf.digest(case.receipt, root)) for root in case.families]
    named = sorted(tuple(case.shelf.items[hit.item_id]) for hit in case.open_hits)
    said = [tuple(case.receipt), case.lines, case.hits, case.payers, case.unread, case.thin]
    seen = repr([*said, books, named, *case.habits])
    return hashlib.sha256(seen.encode()).hexdigest()
