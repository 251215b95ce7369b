"""A finder that arithmetic rules out finds nothing; one that finds something is never ruled out."""

import random
from collections import Counter
from typing import Any

import pytest

import matcher
from matcher import Policy
from matcher.explanations import together, unnamed
from matcher.explanations.laid import Asked
from matcher.explanations.stock import Stock
from matcher.frames import CLOSED, REMITTANCES, empty
from tests.matcher import build
from tests.matcher.build import TODAY, customer, link, receipt
from tests.matcher.test_together import book

FINDERS = {"single": unnamed.single, "whole": unnamed.whole, "shapes": unnamed.shapes}


def worth(item: dict[str, Any], dice: random.Random) -> int:
    """Return what an item is paid: all, or less its discount."""
    off: int = item["discount"] if dice.random() < 0.3 else 0
    asked: int = item["open"]
    return asked - off


def paid(items: list[dict[str, Any]], dice: random.Random) -> int:
    """Return a sum of one of the shapes people pay, sometimes a little off."""
    debts = sorted((each for each in items if each["open"] > 0), key=lambda each: (each["due_on"], each["item_id"]))
    clean = [each for each in debts if not each["disputed"]]
    start, end = sorted(dice.sample(range(len(clean) + 1), 2))
    one = dice.choice(debts)
    sums: list[int] = [
        worth(one, dice),
        one["open"] - 1_500,
        one["open"] - one["discount"],
        sum(each["open"] for each in clean),
        sum(each["open"] for each in clean) - one["open"],
        sum(each["open"] for each in items if not each["disputed"]),
        sum(each["open"] for each in clean[start:end]),
        sum(each["open"] for each in clean[:end]),
        sum(worth(each, dice) for each in dice.sample(clean, 2)),
        dice.randint(1_000, 300_000),
    ]
    return dice.choice(sums)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_ruled_out_finds_nothing_and_much_is_ruled_out(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    items = book(seed)
    own = [[each for each in items if each["customer"] == f"1000{at}"] for at in range(3)]
    sums = [(at % 3, max(1, paid(own[at % 3], dice))) for at in range(90)]
    seen: Counter[tuple[str, bool, bool]] = Counter()
    really = together.search

    def compared(asked: list[Asked], on: Stock | None) -> None:
        really(asked, on)
        for case, policy in asked:
            ruled_out = case.cache.pop("ruled_out")
            for name, finder in FINDERS.items():
                seen[name, name in ruled_out, any(True for _ in finder(case, policy))] += 1

    monkeypatch.setattr(together, "search", compared)
    matcher.propose(
        build.receipts(
            *(
                receipt(f"r{at:02}", sum_, payer_account=f"a{whose}", method="wire")
                for at, (whose, sum_) in enumerate(sums)
            )
        ),
        empty(REMITTANCES),
        build.items(*items),
        build.customers(*(customer(f"1000{at}", parent="10000" if at == 2 else "") for at in range(3))),
        build.links(*(link("account", f"a{at}", f"1000{at}") for at in range(3))),
        empty(CLOSED),
        Policy(),
        TODAY,
    )

    for name in FINDERS:
        assert seen[name, True, True] == 0
        assert seen[name, False, True] > 3
        assert seen[name, True, False] > 10
