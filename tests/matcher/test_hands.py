"""The same bytes on any number of processes, and where one of them is killed."""

from typing import Any

import pytest

import matcher
from matcher import Policy, hands
from tests.matcher.build import TODAY
from tests.matcher.test_plain import morning

NAMES = ("receipts", "remittances", "items", "customers", "links", "closed")


def decided(workers: int, seed: int = 5) -> tuple[str, str]:
    given = morning(seed)
    receipts, remittances, items, customers, links, closed = (given[name] for name in NAMES)
    made = matcher.propose(receipts, remittances, items, customers, links, closed, Policy(), TODAY, workers=workers)
    return made.receipts.write_json(), made.applications.write_json()


@pytest.mark.parametrize("workers", [2, 3])
def test_the_number_of_processes_changes_no_byte(workers: int) -> None:
    assert decided(workers) == decided(1)


@pytest.mark.parametrize("step", ["sharers", "settle", "frames"])
def test_the_part_of_a_process_that_is_killed_is_done_again(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = hands.Elsewhere.ask
    killed: list[int | None] = []

    def asked(hand: hands.Elsewhere, name: str, *given: Any) -> None:
        if name == step and not killed:
            killed.append(hand.process.pid)
            hand.process.kill()
            hand.process.join()
        ask(hand, name, *given)

    monkeypatch.setattr(hands.Elsewhere, "ask", asked)
    broken = decided(2)
    assert len(killed) == 1
    assert broken == decided(1)
