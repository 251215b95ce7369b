"""From cases to the day's decisions: names first, then amounts on what they left, each pass on what is left."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from matcher import assignment, calibration, decision, explain, hypotheses, strata
from matcher.assignment import Assigned, Option
from matcher.calibration import Ranked
from matcher.cases import Case
from matcher.decision import Decision
from matcher.frames import APPLICATIONS, DECISIONS
from matcher.pieces import Hypothesis
from matcher.policy import Policy
from matcher.refusals import Plan
from matcher.shelf import Shelf
from matcher.strata import Track
from matcher.weights import COMMITTED, Weights

#: The second pass finds most of what the first one freed; later ones find little (MATCHING_FACTS §2f).
PASSES_MAX = 4
#: Explanations this much weaker than the best cannot win a contest.
OPTION_REACH, OPTIONS_MAX = 14.0, 8


@dataclass(frozen=True)
class Answer:
    """A receipt's plan and decision."""

    plan: Plan
    decision: Decision


def answered(
    cases: Iterable[Case],
    shelf: Shelf,
    policy: Policy,
    history: Mapping[str, Track],
    weights: Weights = COMMITTED,
) -> list[Answer]:
    """Return the answers by receipt id. What names items is posted first; the rest is planned on what is left."""
    waiting = {case.receipt.receipt_id: case for case in _joined(list(cases))}
    rankings: dict[str, list[Ranked]] = {}
    done: dict[str, Answer] = {}
    touched: set[str] = set()
    for turn in range(PASSES_MAX):
        for key, case in sorted(waiting.items()):
            if (turn or case.open_hits) and (key not in rankings or not touched.isdisjoint(_reach(case))):
                waiting[key] = case if case.shelf is shelf else replace(case, shelf=shelf, cache={})
                rankings[key] = calibration.ranked(
                    waiting[key], hypotheses.listed(waiting[key], policy.of(case.receipt.currency)), weights
                )
        plans = _planned({key: (waiting[key], rankings[key]) for key in rankings}, shelf, policy, history, weights)
        fresh = {key: Answer(plan, decision.decided(plan)) for key, plan in plans.items()}
        posted = [key for key, answer in fresh.items() if answer.decision.posted is not None]
        done |= fresh
        taken = _taken(fresh[key] for key in posted)
        touched = {shelf.root(shelf.items[item_id].customer) for item_id in taken}
        shelf = shelf.after(taken)
        for key in posted:
            del waiting[key], rankings[key]
        if turn and not posted:
            break
    return [done[key] for key in sorted(done)]


def _reach(case: Case) -> set[str]:
    """Return the families whose items a case can take."""
    return {*case.families, *(case.shelf.root(hit.customer) for hit in case.open_hits)}


def _joined(cases: list[Case]) -> list[Case]:
    """Mark the receipts that name one and the same item, each too small for it, and foot to it together."""
    by_item: dict[str, list[Case]] = {}
    for case in cases:
        if len(case.readings) == 1 and len(case.named) == 1:
            by_item.setdefault(next(iter(case.named)), []).append(case)
    for item_id, sharers in by_item.items():
        if len(sharers) > 1 and sum(case.receipt.amount for case in sharers) == sharers[0].shelf.items[item_id].open:
            for case in sharers:
                case.together = frozenset({item_id})
    return cases


def _planned(
    ranked: Mapping[str, tuple[Case, list[Ranked]]],
    shelf: Shelf,
    policy: Policy,
    history: Mapping[str, Track],
    weights: Weights,
) -> dict[str, Plan]:
    """Settle who gets what, and put each receipt's share in front."""
    chosen = {key: _options(ranking, shelf) for key, (_, ranking) in sorted(ranked.items())}
    options = {key: [option for option, _, _ in each] for key, each in chosen.items()}
    wanted = {item_id for each in options.values() for option in each for item_id, _ in option.takes}
    given = assignment.assigned(options, {item_id: abs(shelf.items[item_id].open) for item_id in sorted(wanted)})
    return {
        key: _plan(
            case,
            ranking,
            chosen[key],
            given[key],
            policy=policy.of(case.receipt.currency),
            history=history,
            weights=weights,
        )
        for key, (case, ranking) in sorted(ranked.items())
    }


def _options(ranking: list[Ranked], shelf: Shelf) -> list[tuple[Option, int, Hypothesis]]:
    """Return what a receipt brings to the day's contest: its likeliest explanations, each with its equal swaps."""
    found: list[tuple[Option, int, Hypothesis]] = []
    for place, each in enumerate(ranking[:OPTIONS_MAX]):
        if each.hypothesis.rule in hypotheses.PROPOSED_ONLY or each.score < ranking[0].score - OPTION_REACH:
            continue
        for swap in decision.swapped(each.hypothesis, shelf):
            takes = tuple(sorted((piece.item.item_id, abs(piece.leaves)) for piece in swap.pieces))
            found.append((Option(each.score, takes, str(place)), place, swap))
    return found


def _plan(
    case: Case,
    ranking: list[Ranked],
    chosen: list[tuple[Option, int, Hypothesis]],
    given: Assigned,
    *,
    policy: Policy,
    history: Mapping[str, Track],
    weights: Weights,
) -> Plan:
    """Return the plan; `option` 0 says that the receipt got its own best explanation."""
    if not ranking:
        return Plan(case, (), given, policy, weights=weights)
    place, settled = None, ranking
    if given.option is not None:
        _, place, swap = chosen[given.option]
        settled = [replace(each, hypothesis=swap) if at == place else each for at, each in enumerate(ranking)]
    stratum = strata.key(case, settled[0].hypothesis)
    demoted = strata.demoted(stratum, history, policy, settled[0].probability)
    return Plan(case, tuple(settled), replace(given, option=place), policy, stratum, demoted, weights)


def _taken(answers: Iterable[Answer]) -> dict[str, int]:
    """Return what the posted answers take of each item."""
    taken: dict[str, int] = {}
    for answer in answers:
        assert answer.decision.posted is not None
        for piece in answer.decision.posted.pieces:
            taken[piece.item.item_id] = taken.get(piece.item.item_id, 0) + piece.leaves
    return taken


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
