"""Answers as the frames that leave the matcher: decisions with their certificates, and the rows of proposals."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from matcher.cases import Case
from matcher.day import digests
from matcher.day.planning import Answer
from matcher.frames import APPLICATIONS, DECISIONS, Schema
from matcher.posting.decision import Decision
from matcher.posting.plan import Plan
from matcher.posting.strata import Track
from matcher.shown import explain, offers


def frames(
    answers: list[Answer], seen: Mapping[str, str], *, as_of: date, history: Mapping[str, Track]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the answers as DECISIONS and APPLICATIONS, sorted by receipt, rank and item.

    `seen` has the digest of each receipt's own rows.
    """
    decisions, applications = [], []
    for answer in answers:
        plan, made = answer.plan, answer.decision
        key = plan.case.receipt.receipt_id
        proof = explain.certificate(plan, made, digest=digest(plan.case, seen[key]), as_of=as_of, history=history)
        words, cure = explain.explanation(plan, made), explain.would_apply_if(plan, made)
        confidence = round(plan.ranking[0].probability, 6) if plan.ranking else 0.0
        decisions.append((key, made.status, made.reason, made.customer, confidence, cure, words, proof))
        applications += _rows(plan, made)
    return _framed(decisions, DECISIONS), _framed(applications, APPLICATIONS)


def _framed(rows: list[tuple[Any, ...]], schema: Schema) -> pl.DataFrame:
    """Return rows as a frame."""
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema)


def _rows(plan: Plan, made: Decision) -> list[tuple[Any, ...]]:
    """Return the application rows of a plan: rank 0 is what is posted, 1, 2, 3 … what a reviewer is offered."""
    posted: list[offers.Offer] = [(made.posted, plan.ranking[0].probability)] if made.posted else []
    ranked = enumerate(posted or offers.offered(plan, made), start=0 if posted else 1)
    rows = []
    for rank, (hypothesis, sure) in ranked:
        words = explain.words(hypothesis, plan.case.receipt.currency)
        spans = explain.spans(plan, hypothesis)
        for piece in sorted(hypothesis.pieces, key=lambda each: (each.item.document_number, each.item.item_id)):
            item, rule = piece.item, f"{hypothesis.rule}:{piece.difference}"
            what = (item.item_id, item.document_number, item.customer, piece.cash, piece.discount, piece.earned)
            less = (piece.write_off, piece.deduction, piece.reason)
            said = (None if sure is None else round(sure, 6), rule, words, spans)
            rows.append((plan.case.receipt.receipt_id, rank, *what, *less, *said))
    return rows


def digest(case: Case, seen: str) -> str:
    """Return the digest of all that was looked at for a receipt: its own rows, its payers' books, items named beside.

    And of what the day says of it: numbers that nobody could read, a thin link, what was learned of its payer.
    """
    families, heads = case.families, case.shelf.roots
    beside = {hit.item_id for hit in case.open_hits if heads.get(hit.customer, hit.customer) not in families}
    items = [repr(tuple(case.shelf.items[item_id])) for item_id in sorted(beside)]
    books = [case.shelf.digest(case.receipt, root) for root in families]
    said = repr((case.unread, case.thin, case.habits)) if case.unread or case.thin or case.habits else ""
    return digests.of(seen, said, *books, *items)
