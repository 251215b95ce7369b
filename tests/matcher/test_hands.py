"""The same bytes on any number of processes, and where one of them is killed."""

from typing import Any

import pytest

import matcher
from matcher import Policy
from matcher.day import hands
from matcher.day.parting import Given
from matcher.frames import CLOSED, CUSTOMERS, ITEMS, LINKS, RECEIPTS, REMITTANCES
from tests.matcher.build import TODAY, customer, frame, item, link, receipt
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


def test_a_list_of_a_strangers_documents_goes_on_the_same_on_any_number_of_processes() -> None:
    def answered(workers: int) -> str:
        made = matcher.propose(
            frame(
                RECEIPTS,
                receipt("r1", 300_17, payer_account="A1", text="INV 8001001, INV 8001002"),
                receipt("r2", 70_00, payer_account="A3", text="INV 8003001"),
            ),
            frame(REMITTANCES),
            frame(
                ITEMS,
                item("8000001", 55_00, "C1"),
                *(item(f"800100{at}", cents, "C2") for at, cents in ((1, 100_00), (2, 120_17), (3, 80_00), (4, 91_00))),
                item("8003001", 70_00, "C3"),
            ),
            frame(CUSTOMERS, *(customer(name) for name in ("C1", "C2", "C3"))),
            frame(LINKS, link("account", "A1", "C1"), link("account", "A3", "C3")),
            frame(CLOSED),
            Policy(),
            TODAY,
            workers=workers,
        )
        return made.receipts.write_json() + made.applications.write_json()

    assert "item-8001003" in answered(1)
    assert answered(2) == answered(1)


def test_who_gives_out_the_items_decides_fewer_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[type, int] = {}

    def taken(kind: type[hands.Here | hands.Elsewhere]) -> None:
        take = kind.take

        def recorded(hand: Any, mine: Given) -> None:
            given[kind] = mine.receipts.height
            take(hand, mine)

        monkeypatch.setattr(kind, "take", recorded)

    taken(hands.Here)
    taken(hands.Elsewhere)
    decided(2)
    assert given[hands.Here] == pytest.approx(given[hands.Elsewhere] * hands.SHARE_HERE / hands.SHARE, abs=1)
