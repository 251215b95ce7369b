"""The weights are a file: read whole, refused whole, and quoted by every certificate."""

import json
import re

import pytest

import matcher
from matcher.explanations import hypotheses
from matcher.policy import Policy
from matcher.weighing import weights
from tests.matcher import build

TEXT = weights.FILE.read_text(encoding="utf-8")


def test_the_file_is_written_as_it_is_read() -> None:
    assert weights.written(weights.COMMITTED) == TEXT
    assert weights.read(weights.written(weights.COMMITTED)) == weights.COMMITTED


def test_every_family_has_a_prior_and_no_other() -> None:
    assert list(weights.COMMITTED.families) == [rule.name for rule in hypotheses.RULES]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (r"same_sum = ", "equal_sum = ", "signs.equal_sum: not known; signs.same_sum: missing"),
        ("version = ", "revision = ", "revision: not known; version: missing"),
        (r"exact = .*", 'exact = "much"', "read.exact: not a number"),
        (r"exact = .*", "exact = nan", "read.exact: not a number"),
        (r"remittance = .*", "remittance = 0.0", "families.remittance: not above 0"),
    ],
)
def test_a_file_with_problems_is_refused_with_all_of_them(was: str, now: str, said: str) -> None:
    text = _changed(was, now)

    assert text != TEXT
    with pytest.raises(weights.BadWeights, match=said):
        weights.read(text)


def test_a_text_that_is_no_toml_is_refused() -> None:
    with pytest.raises(weights.BadWeights, match=r"weights\.toml"):
        weights.read("[families")


def test_the_certificate_quotes_the_weights() -> None:
    other = weights.read(_changed("exact = .*", "exact = 3.25"))
    digests = {_certificate(each)["weights"] for each in (weights.COMMITTED, other)}

    assert digests == {weights.COMMITTED.digest, other.digest}
    assert len(digests) == 2


def _changed(was: str, now: str) -> str:
    """Return the file with the first row of this pattern changed; `[read]` stands before `[signs]`."""
    start = TEXT.index("[read]") if "exact" in was else 0
    return TEXT[:start] + re.sub(rf"(?m)^{was}", now, TEXT[start:], count=1)


def _certificate(by: weights.Weights) -> dict[str, str]:
    """Return the certificate of one receipt decided by these weights."""
    frames = (
        build.receipts(build.receipt(text="INV S1")),
        build.remittances(),
        build.items(build.item("S1")),
        build.customers(build.customer()),
        build.links(),
        build.closed(),
    )
    decided = matcher.propose(*frames, Policy(), build.TODAY, weights=by)
    found: dict[str, str] = json.loads(decided.receipts["certificate"][0])
    return found
