"""The short way to an explanation says to the byte what the search says."""

import random
from datetime import timedelta

import polars as pl
import pytest

from matcher import Policy
from matcher.cases import Case
from matcher.day import parts
from matcher.explanations import hypotheses, plain
from matcher.explanations.pieces import Hypothesis
from matcher.frames import CLOSED, REMITTANCES, empty
from tests.matcher import build
from tests.matcher.build import TODAY, customer, item, line, link, receipt

BOOK = [
    item(
        f"INV-{40_000 + 7 * place}",
        (31_013 + 9_173 * place) if place % 5 else 50_000,
        f"1000{1 + place % 4}",
        due_on=TODAY + timedelta(days=place % 9),
        discount=600 if place % 3 else 0,
        discount_until=TODAY,
    )
    for place in range(60)
]


def morning(seed: int) -> dict[str, pl.DataFrame]:
    """Return receipts that name one to three items in text or lines, some with a number or a sum that is wrong."""
    dice = random.Random(seed)
    receipts, lines = [], []
    for at in range(60):
        chosen = dice.sample([each for each in BOOK if each["customer"] == f"1000{1 + at % 4}"], dice.randint(1, 3))
        sums = [each["open"] - (each["discount"] if dice.random() < 0.2 else 0) for each in chosen]
        numbers = [each["document_number"] for each in chosen] + [dice.choice(BOOK)["document_number"]][: at % 7 == 0]
        total = sum(sums) - (1_500 if at % 9 == 0 else 0)
        words = " ".join(numbers) if at % 2 else ""
        receipts.append(receipt(f"r{at:02}", total, text=words, payer_account=f"a{at % 4}", method="wire"))
        if not words:
            rid = f"r{at:02}"
            lines += [line(n, p, rid, paid=s) for p, (n, s) in enumerate(zip(numbers, sums, strict=False))]
    return {
        "receipts": build.receipts(*receipts),
        "remittances": build.remittances(*lines) if lines else empty(REMITTANCES),
        "items": build.items(*BOOK),
        "customers": build.customers(*(customer(f"1000{1 + at}") for at in range(4))),
        "links": build.links(*(link("account", f"a{at}", f"1000{1 + at}") for at in range(4))),
        "closed": empty(CLOSED),
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_search_finds_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    short = build.decided(morning(seed))
    monkeypatch.setattr(plain, "told", lambda _case, _policy: None)
    assert build.decided(morning(seed)) == short


def test_the_short_way_is_taken_and_finds_just_what_the_search_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    listed = hypotheses.listed

    def both(asked: list[tuple[Case, Policy]]) -> list[list[Hypothesis]]:
        for case, policy in asked:
            if (only := plain.told(case, policy)) is not None:
                assert [only] == hypotheses.searched(case, policy)
                seen.append(only.rule)
        return listed(asked)

    monkeypatch.setattr(hypotheses, "listed", both)
    build.decided(morning(4))
    assert seen.count("remittance") > 10
    assert seen.count("named_exact") > 5


@pytest.mark.parametrize("stretch", [1, 7])
def test_answers_told_a_few_at_a_time_are_the_same(stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build.decided(morning(6))
    monkeypatch.setattr(parts, "STRETCH", stretch)
    assert build.decided(morning(6)) == whole


@pytest.mark.parametrize("stretch", [1, 7])
def test_cases_searched_a_few_at_a_time_are_the_same(stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build.decided(morning(6))
    monkeypatch.setattr(hypotheses, "STRETCH", stretch)
    assert build.decided(morning(6)) == whole
