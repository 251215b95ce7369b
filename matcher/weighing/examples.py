"""Decided receipts as numbers: what each explanation shows, counted by sign, and which explanation was right."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from matcher.cases import Case
from matcher.day.planning import Answer
from matcher.explanations.pieces import Hypothesis
from matcher.posting import refusals
from matcher.weighing import evidence
from matcher.weighing.evidence import Term
from matcher.weighing.reliability import DOUBTS
from matcher.weighing.weights import COMMITTED, Caps, Signs, Weights

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

#: Signs that are not estimated: the null is the scale of all others, and the floor is a guard.
KEPT = ("null_prior", "payer_floor")
#: Signs whose weight is the logarithm of a probability.
LOGARITHMS = ("third_party",)
FAMILIES = tuple(COMMITTED.families)
READINGS = tuple(COMMITTED.read)
SIGNS = tuple(field.name for field in fields(Signs) if field.name not in KEPT)
#: The columns of an example: one a number that is estimated.
COLUMNS: tuple[tuple[str, str], ...] = (
    *(("families", name) for name in FAMILIES),
    *(("read", name) for name in READINGS),
    *(("signs", name) for name in SIGNS),
)
PLACE = {column: place for place, column in enumerate(COLUMNS)}
#: Groups of columns that have a cap of their own, by the cap's name, with the side it is on.
CAPPED: dict[str, tuple[tuple[tuple[str, str], ...], float]] = {
    "read": ((*(("read", name) for name in READINGS), ("signs", "read_else"), ("signs", "crowd")), 1.0),
    "same_sum": ((("signs", "same_sum"),), 1.0),
    "unnamed": ((("signs", "unnamed"),), -1.0),
    "unread": ((("signs", "unread"),), -1.0),
}


@dataclass(frozen=True)
class Example:
    """One decided receipt: a row an explanation, and beside them the null that means none of them.

    `counts` has a column for each of COLUMNS, `fixed` is what no weight changes, `rivals` what strings that fit others
    too take off the readings. `right` marks the rows that say what is true; where none does, the null is true.
    """

    receipt_id: str
    counts: Floats
    fixed: Floats
    rivals: Floats
    right: Bools
    paid: Floats  # how many items each explanation pays
    heard: Floats  # how many items the receipt's numbers can mean, a column for each of READINGS
    refused: bool  # a refusal holds it back whatever its evidence: it teaches only the order of its explanations


def of(answer: Answer, right: Callable[[Hypothesis], bool]) -> Example | None:
    """Return the example of an answer whose truth is known; None where nothing was listed."""
    case, listed = answer.plan.case, answer.plan.ranking
    if not listed:
        return None
    rows = [counted(case, each.hypothesis, each.terms, answer.plan.weights) for each in listed]
    return Example(
        case.receipt.receipt_id,
        np.array([row for row, _, _ in rows]),
        np.array([fixed for _, fixed, _ in rows]),
        np.array([rivals for _, _, rivals in rows]),
        np.array([right(each.hypothesis) for each in listed]),
        np.array([float(len(each.hypothesis.pieces)) for each in listed]),
        _heard(case),
        refusals.first(answer.plan) not in DOUBTS,
    )


def _heard(case: Case) -> Floats:
    """Count the items that the receipt's numbers can mean, by the first way each is read."""
    best: dict[str, str] = {}
    for reading in case.readings:
        for hit in reading.hits:
            best.setdefault(hit.item_id, hit.how)
    ways = list(best.values())
    return np.array([float(ways.count(name)) for name in READINGS])


def counted(case: Case, hypothesis: Hypothesis, terms: Sequence[Term], weights: Weights) -> tuple[Floats, float, float]:
    """Return the counts of an explanation's signs, the evidence no weight changes, and what rivals take off."""
    row = np.zeros(len(COLUMNS))
    row[PLACE["families", hypothesis.rule]] = 1.0
    rivals = 0.0
    for reading in evidence.read(case, hypothesis, weights).values():
        if not reading.weight:
            continue  # so many rivals that it says nothing
        row[PLACE[_column(reading)]] += 1.0
        rivals += reading.rivals
        row[PLACE["signs", "crowd"]] += reading.crowd
    own, strange = evidence.left_out(case, hypothesis)
    marks: Mapping[str, float] = {
        "same_sum": len(hypothesis.confirmed),
        "left_out": own,
        "stray": strange,
        "unnamed": evidence.unnamed(case, hypothesis),
        "unread": len(case.unread),
        "third_party": -float(bool(case.known)),
        "not_his_account": evidence.not_his_account(case, hypothesis),
        "another_foots": any(term.name == "another_item_foots" for term in terms),
    }
    for name, count in marks.items():
        row[PLACE["signs", name]] = count
    fixed = -math.log(weights.signs.null_prior)
    if case.known:
        fixed += math.log(max(evidence.least(case, hypothesis), weights.signs.payer_floor))
    return row, fixed + _amount(case, hypothesis, row, weights), rivals


def _amount(case: Case, hypothesis: Hypothesis, row: Floats, weights: Weights) -> float:
    """Count what the amount says where it does not foot; return what a sum that foots says."""
    if not hypothesis.loose:
        return evidence.amount(case, hypothesis, weights)
    row[PLACE["signs", "over_amount" if hypothesis.on_account else "short_amount"]] = 1.0
    row[PLACE["signs", "tied"]] = evidence.tied(hypothesis)
    return -math.log(hypothesis.tried)


def _column(reading: evidence.Read) -> tuple[str, str]:
    """Return the weight a reading is counted under."""
    return ("read", reading.how) if reading.how in READINGS else ("signs", "read_else")


def flat(weights: Weights) -> Floats:
    """Return the weights as one vector over COLUMNS, shares as logarithms."""
    return np.array([_nats(weights, table, name) for table, name in COLUMNS])


def _nats(weights: Weights, table: str, name: str) -> float:
    found = getattr(weights, table)
    value = float(found[name] if isinstance(found, Mapping) else getattr(found, name))
    return math.log(value) if table == "families" or name in LOGARITHMS else value


def unflat(vector: Floats, base: Weights, *, digits: int = 3) -> Weights:
    """Return the base with the vector's values, rounded so that every machine writes the same file."""
    found: dict[str, dict[str, float]] = {"families": {}, "read": {}, "signs": {}}
    for (table, name), value in zip(COLUMNS, vector, strict=True):
        share = table == "families" or name in LOGARITHMS
        found[table][name] = float(f"{math.exp(value):.{digits}g}") if share else round(float(value), digits) + 0.0
    signs = replace(base.signs, **found["signs"])
    return replace(base, families=found["families"], read=found["read"], signs=signs)


def scores(counts: Floats, fixed: Floats, rivals: Floats, vector: Floats, caps: Caps) -> tuple[Floats, Floats]:
    """Return each explanation's evidence under these weights, and the counts that a change of a weight would move."""
    moved, total = counts.copy(), np.array(fixed)
    rest = np.ones(len(COLUMNS), dtype=bool)
    for name, (columns, side) in CAPPED.items():
        places = [PLACE[column] for column in columns]
        rest[places] = False
        said = counts[:, places] @ vector[places] - (rivals if name == "read" else 0.0)
        most = getattr(caps, name)
        over = said * side >= most * side
        total += np.where(over, most, said)
        moved[np.ix_(over, places)] = 0.0
    return total + counts[:, rest] @ vector[rest], moved
