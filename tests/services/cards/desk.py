"""A desk that takes cards: a customer who owes an invoice and has ordered, a card of theirs, a simulated processor."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2

import ledger
from cards.records import NewToken
from kit.db import Database
from ledger import NewCustomer
from services.cards import paying
from services.cards.simulator import processor
from services.erp.simulator.moods import CALM, Moods, Temper
from services.erp.simulator.server import Simulator, running
from services.workspace import Workspace
from tests.ledger.desk import DAY, booked, item
from tests.services.conftest import workspace_over

CARD_ENDS = DAY + timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Till:
    """A workspace and the processor that it asks."""

    workspace: Workspace
    simulator: Simulator

    def play(self, what: str, **said: object) -> dict[str, Any]:
        """Let something happen at the processor."""
        answer = httpx2.post(f"{self.simulator.url}/simulator/{what}", json=said)
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def card(self, token: str = "tok_visa", customer: str = "C1") -> str:
        """Return a card of a customer."""
        row = NewToken(customer, "main", token, CARD_ENDS, "visa", "1111")
        return paying.keep_token(self.workspace, row, actor="ann")


def owing(database: Database) -> None:
    """Book two customers and what they owe."""
    with booked(database, "owing") as book:
        ledger.customers.upsert(book, [NewCustomer("C1", "One"), NewCustomer("C2", "Two")])
        ledger.items.issue(book, [item("I1", 100_000), item("I2", 60_000), item("I9", 5_000, customer="C2")])


@contextmanager
def till(database: Database, folder: Path, moods: Moods = CALM, seed: int = 1, today: date = DAY) -> Iterator[Till]:
    """Give the desk while its processor answers."""
    with running(processor.dialect(lambda: today, seed), Temper(seed, moods, delay=20)) as simulator:
        file = folder / "cards.toml"
        file.write_text(
            f'[processors.main]\nurl = "{simulator.url}"\nseconds = 1\nsettle_seconds = 2\n', encoding="utf-8"
        )
        asked = {"card_file": file, "outside_allowed": "127.0.0.1/32"}
        yield Till(workspace_over(database, **asked), simulator)
