"""Worlds the tests look at, made once each, and their tables."""

import csv
import io
from functools import cache

from benchmarks.world.spec import Spec
from benchmarks.world.tables import texts


@cache
def files(profile: str = "mixed", *, twice: int = 0, broken: bool = False) -> dict[str, str]:
    """Return the files of a small world."""
    return texts(Spec(seed=11, receipts=200, items=1_500, customers=60, profile=profile, twice=twice, broken=broken))


def table(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def cents(text: str) -> int:
    """Return cents of a decimal with two digits."""
    return int(text.replace(".", ""))


def named(found: dict[str, str], start: str) -> dict[str, str]:
    """Return the files whose names start so."""
    return {name: text for name, text in found.items() if name.startswith(start)}
