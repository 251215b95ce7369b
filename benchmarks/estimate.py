"""The committed weights, estimated: made-up mornings, decided and compared with their truth, say what signs are worth.

`python -m benchmarks.estimate` prints what it finds; `--write` writes matcher/weighing/weights.toml and the tables of
docs/why/how-sure-is-sure.md. Every second morning fits the calibration, the others show what it is worth.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.labelled import answers, labelled, right
from benchmarks.mornings import Morning, morning
from benchmarks.world.spec import Spec
from matcher.explanations.pieces import Hypothesis
from matcher.weighing import calibration, estimation, reliability, weights
from matcher.weighing.reliability import Seen
from matcher.weighing.weights import Weights

ROOT = Path(__file__).parents[1]
#: What weighs before anything was counted: typed from published studies; estimation holds weights to it.
PRIOR = ROOT / "benchmarks" / "prior.toml"
PAGE = ROOT / "docs" / "why" / "how-sure-is-sure.md"
#: Where the page's numbers start and end.
FIRST, LAST = "<!-- estimated -->", "<!-- end of what was estimated -->"
VERSION = "3"
#: Mornings of differing profiles, sizes and seeds; no test and no other measurement uses these seeds.
TRAINING: tuple[Spec, ...] = tuple(
    Spec(seed=seed, receipts=receipts, items=items, profile=profile)
    for seed, receipts, items, profile in (
        (1001, 600, 4_000, "mixed"),
        (1002, 600, 4_000, "whole_dollars"),
        (1003, 600, 4_000, "plan_prices"),
        (1004, 600, 4_000, "references_dirty"),
        (1005, 600, 4_000, "references_clean"),
        (1006, 400, 1_500, "mixed"),
        (1007, 800, 16_000, "mixed"),
        (1008, 600, 4_000, "mixed"),
        (1009, 600, 4_000, "plan_prices"),
        (1010, 600, 4_000, "references_dirty"),
        (1011, 500, 2_500, "whole_dollars"),
        (1012, 1_000, 9_000, "plan_prices"),
    )
)
#: A training set of seconds, for the test that the command gives the same bytes.
SMALL: tuple[Spec, ...] = tuple(
    Spec(seed=seed, receipts=120, items=900, customers=60, profile=profile)
    for seed, profile in ((1101, "mixed"), (1102, "plan_prices"))
)


@dataclass(frozen=True)
class Estimate:
    """What an estimation gave, and how sure and how right the prior and it are on mornings it was not calibrated on."""

    weights: Weights
    receipts: int
    before: tuple[Seen, ...]
    after: tuple[Seen, ...]


def estimated(mornings: Sequence[Morning], prior: Weights, *, version: str, origin: str) -> Estimate:
    """Fit weights on all mornings, calibrate them on every second one, and judge both on the others."""
    examples = [example for one in mornings for example in labelled(one, prior)]
    fitted = estimation.fitted(examples, prior).weights
    seen = [_seen(one, fitted) for one in mornings]
    known = [one for half in seen[::2] for one in half]
    coefficients = calibration.refitted(
        [one.features for one in known], [one.right for one in known], prior.calibration
    )
    found = replace(fitted, version=version, origin=origin, calibration=calibration.rounded(coefficients))
    after = [
        replace(one, probability=calibration.probability(found.calibration, one.features))
        for half in seen[1::2]
        for one in half
    ]
    before = [one for half in mornings[1::2] for one in _seen(half, prior)]
    return Estimate(found, len(examples), tuple(before), tuple(after))


def _seen(one: Morning, by: Weights) -> list[Seen]:
    """Return the best explanations of a morning."""

    def truth(receipt_id: str) -> Callable[[Hypothesis], bool]:
        return right(one, receipt_id)

    return reliability.seen(answers(one, by), truth)


def page(found: Estimate) -> str:
    """Return the measured part of the page."""
    lines = [f"Fitted on {found.receipts:,} receipts of {len(TRAINING)} mornings.", ""]
    lines += ["| | before (typed weights) | after (estimated weights) |", "|---|---|---|"]
    for name, worth in (("calibration error", reliability.calibration_error), ("log loss", reliability.log_loss)):
        lines.append(f"| {name} | {worth(found.before):.4f} | {worth(found.after):.4f} |")
    for name, held in (("Before", found.before), ("After", found.after)):
        lines += ["", f"### {name}", "", *reliability.table(held)]
    return "\n".join(lines)


def written(found: Estimate) -> None:
    """Write the weights and the page's numbers."""
    weights.FILE.write_text(weights.written(found.weights), encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(FIRST)
    _, tail = rest.split(LAST)
    PAGE.write_text(f"{head}{FIRST}\n\n{page(found)}\n\n{LAST}{tail}", encoding="utf-8")


def main() -> None:
    """Estimate on the training mornings, print, and write where told to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.estimate", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a training set of seconds; never written")
    parser.add_argument("--write", action="store_true", help="write the weights and the page")
    said = parser.parse_args()
    specs = SMALL if said.small else TRAINING
    prior = weights.read(PRIOR.read_text(encoding="utf-8"))
    origin = f"benchmarks.estimate on {len(specs)} mornings, seeds {specs[0].seed} to {specs[-1].seed}"
    found = estimated([morning(spec) for spec in specs], prior, version=VERSION, origin=origin)
    print(weights.written(found.weights))
    print(page(found))
    if said.write and not said.small:
        written(found)


if __name__ == "__main__":
    main()
