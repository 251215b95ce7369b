"""Random layouts with known truth: nothing is misread, and nearly everything is read."""

from collections import Counter
from collections.abc import Callable

import pytest

import parsers
from kit.refusals import Refused
from parsers.records import Entry
from tests.parsers.advice_layouts import Paper, as_csv, as_pdf, as_text, paper
from tests.parsers.advice_letters import letter

SEEDS = 150
READ_MIN = 97  # of a hundred
DRESSES: dict[str, Callable[[Paper], bytes]] = {
    "text": lambda one: letter("Remittance", as_text(one)),
    "csv": lambda one: as_csv(one, ",").encode(),
    "semicolons": lambda one: as_csv(one, ";").encode("utf-16"),
    "pdf": as_pdf,
}


def outcome(one: Paper, data: bytes) -> str:
    """Return what became of an advice: read, asked (nothing trusted is false), or misread."""
    try:
        found = [each for each in parsers.read(data) if isinstance(each, Entry)]
    except Refused:
        return "asked"
    told = [(line.reference, line.paid) for each in found for line in each.remittance]
    if len(found) == 1 and told == one.truth and found[0].trusted:
        return "read" if one.reference in {each.value for each in found[0].references} else "misread"
    return "asked" if found and not any(each.trusted for each in found) else "misread"


@pytest.mark.parametrize("dress", DRESSES)
def test_nothing_is_misread(dress: str) -> None:
    outcomes = Counter(outcome(one, DRESSES[dress](one)) for one in map(paper, range(SEEDS)))

    assert outcomes["misread"] == 0
    assert outcomes["read"] * 100 >= READ_MIN * SEEDS, outcomes


@pytest.mark.parametrize("dress", DRESSES)
def test_a_false_total_takes_the_trust(dress: str) -> None:
    """The same papers with another sum below them: not one is trusted."""
    for seed in range(20):
        one = paper(seed)
        *rows, last = one.rows
        wrong = Paper(one.lines, one.reference, one.payer, (*rows, (*last[:-1], "77.77")), one.money, one.head, seed)
        try:
            found = [each for each in parsers.read(DRESSES[dress](wrong)) if isinstance(each, Entry)]
        except Refused:
            continue
        assert not any(each.trusted for each in found if each.remittance), seed
