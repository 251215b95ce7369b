"""Mappings as the API says them: how a bank's tables are read, guessed and confirmed."""

import json
from typing import Any

from pydantic import Field

from api.schemas.shared import Instant, Told
from parsers import Look
from services.banking import pins


class Mapping(Told):
    """A confirmed mapping; `mapping` is what `tieout mapping guess -o` writes."""

    key: str = Field(description="What tells this table's shape from others.", examples=["date|description|amount"])
    words: str
    mapping: dict[str, Any]
    confirmed_by: str
    confirmed_at: Instant
    request_id: str = Field("", description="Counts once a second person approves this request; empty: it counts.")


class Mappings(Told):
    """Every mapping that is confirmed, the oldest first."""

    data: list[Mapping]


class GuessedEntry(Told):
    """A row as the guess reads it; `minor` is signed, money to us is positive."""

    on: str
    minor: int
    currency: str
    text: str


class Guess(Told):
    """How a table would be read; what it leaves open is `asked`, and must be answered to confirm it."""

    name: str
    key: str
    words: str
    confirmed: bool
    asked: list[str]
    mapping: dict[str, Any]
    header: list[str]
    rows: list[list[str]]
    entries: list[GuessedEntry]


def guessed(found: Look) -> Guess:
    """Return a guess as the API says it."""
    return Guess(
        name=found.name,
        key=found.key,
        words=found.words,
        confirmed=found.confirmed,
        asked=list(found.asked),
        mapping=json.loads(found.body),
        header=list(found.header),
        rows=[list(row) for row in found.rows],
        entries=[
            GuessedEntry(on=on, minor=int(minor), currency=currency, text=text)
            for on, minor, currency, text in found.entries
        ],
    )


def told(one: pins.Confirmed) -> Mapping:
    """Return what was confirmed as the API says it."""
    return Mapping(
        key=one.key,
        words=pins.in_words(one),
        mapping=json.loads(one.body),
        confirmed_by=one.actor,
        confirmed_at=one.recorded_at,
        request_id=one.request_id,
    )
