"""Estimation gives the same file for the same mornings, finds what was put in, and the page says what it found."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks import estimate
from benchmarks.mornings import morning
from matcher.weighing import estimation, reliability, weights
from matcher.weighing.examples import COLUMNS, FAMILIES, PLACE, READINGS, Example, flat
from matcher.weighing.reliability import Seen
from matcher.weighing.weights import COMMITTED, Weights

GOLDEN = Path(__file__).with_name("small_weights.toml")
PRIOR = weights.read(estimate.PRIOR.read_text(encoding="utf-8"))


def test_the_command_gives_the_same_bytes(golden_update: bool) -> None:  # noqa: FBT001
    mornings = [morning(spec) for spec in estimate.SMALL]
    found = estimate.estimated(mornings, PRIOR, version="small", origin="two small mornings")
    text = weights.written(found.weights)
    if golden_update:
        GOLDEN.write_text(text, encoding="utf-8")

    assert text == GOLDEN.read_text(encoding="utf-8")
    assert reliability.log_loss(found.after) < 0.1


def test_the_committed_file_says_that_it_was_estimated() -> None:
    seeds = f"seeds {estimate.TRAINING[0].seed} to {estimate.TRAINING[-1].seed}"
    assert COMMITTED.version == estimate.VERSION
    assert COMMITTED.origin == f"benchmarks.estimate on {len(estimate.TRAINING)} mornings, {seeds}"
    assert estimate.FIRST in estimate.PAGE.read_text(encoding="utf-8")


def drawn(truth: Weights, count: int, seed: int = 5, *, labels: bool = True) -> list[Example]:
    """Draw receipts with two explanations each, and which is true by these weights."""
    dice = random.Random(seed)
    vector = flat(truth)
    made = []
    for place in range(count):
        rows = np.zeros((2, len(COLUMNS)))
        heard = np.zeros(len(READINGS))
        for row, family in zip(rows, ("named_exact", "single"), strict=True):
            row[PLACE["families", family]] = 1.0
            row[PLACE["signs", "left_out"]] = dice.random() < 0.4
        if dice.random() < 0.5:
            rows[0, PLACE["read", "ocr"]] = heard[READINGS.index("ocr")] = 1.0
        nats = np.append(rows @ vector - 4.0, 0.0)
        chance = np.exp(nats) / np.exp(nats).sum()
        chosen = dice.choices(range(3), chance.tolist())[0]
        right = np.array([chosen == 0, chosen == 1]) if labels else np.zeros(2, dtype=bool)
        fixed = np.full(2, -4.0)
        made.append(Example(f"r{place}", rows, fixed, np.zeros(2), right, np.ones(2), heard, refused=False))
    return made


def changed(base: Weights, *, single: float, ocr: float, left_out: float) -> Weights:
    """Return the base with three weights of its own."""
    return replace(
        base,
        families={**base.families, "single": single},
        read={**base.read, "ocr": ocr},
        signs=replace(base.signs, left_out=left_out),
    )


def test_the_logistic_finds_the_weights_that_truth_was_drawn_with() -> None:
    truth = changed(PRIOR, single=0.4, ocr=2.0, left_out=-1.5)
    found = estimation.fitted(drawn(truth, 6_000), PRIOR, held=0.01).weights

    assert found.read["ocr"] == pytest.approx(2.0, abs=0.3)
    assert found.signs.left_out == pytest.approx(-1.5, abs=0.2)
    # Only the distance of the two families shows: their level is one with the rest of what is the same everywhere.
    distance = np.log(found.families["single"] / found.families["named_exact"])
    assert distance == pytest.approx(np.log(0.4 / PRIOR.families["named_exact"]), abs=0.3)


def test_what_no_example_shows_keeps_its_weight_and_signs_keep_their_side() -> None:
    truth = changed(PRIOR, single=0.4, ocr=2.0, left_out=+2.0)
    found = estimation.fitted(drawn(truth, 1_000), PRIOR, held=0.01).weights

    assert found.signs.left_out == 0.0
    assert found.read["stem"] == PRIOR.read["stem"]
    assert found.families["prefix"] == PRIOR.families["prefix"]


def test_counting_finds_the_shares_of_families() -> None:
    """Twenty receipts' worth of the base stand behind what was counted."""
    examples = drawn(changed(PRIOR, single=0.3, ocr=3.0, left_out=-4.0), 4_000)
    found = estimation.by_counting(examples, PRIOR)
    exact, single = (
        sum(bool(one.right[place]) for one in examples) + 20 * PRIOR.families[name]
        for place, name in ((0, "named_exact"), (1, "single"))
    )

    assert found.families["single"] / found.families["named_exact"] == pytest.approx(single / exact)
    assert found.families.keys() == set(FAMILIES)
    assert found.read["edit"] == pytest.approx(PRIOR.read["edit"])


def test_without_labels_decisive_evidence_counts_as_labels_do() -> None:
    known = drawn(PRIOR, 500)
    plain = [replace(one, fixed=np.where(one.right, 30.0, -60.0), right=np.zeros(2, dtype=bool)) for one in known]
    told, blind = estimation.by_counting(known, PRIOR), estimation.by_counting(plain, PRIOR, labelled=False)

    assert blind.families == pytest.approx(told.families, rel=1e-6)
    assert blind.read == pytest.approx(told.read, rel=1e-6)


def test_reliability_is_counted_by_hand() -> None:
    found = [Seen((), 0.6, right=True), Seen((), 0.7, right=False), Seen((), 1.0, right=True)]

    assert [(one.predicted, one.actual, one.count) for one in reliability.binned(found)] == [
        (pytest.approx(0.65), 0.5, 2),
        (1.0, 1.0, 1),
    ]
    assert reliability.calibration_error(found) == pytest.approx(0.15 * 2 / 3)
    assert reliability.log_loss(found) == pytest.approx(-(np.log(0.6) + np.log(0.3)) / 3)
