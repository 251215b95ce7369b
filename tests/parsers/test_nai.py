"""The Australian dialect is known by its pairs, reads both shapes of a transaction and is proven by its first total."""

from pathlib import Path

import pytest

import parsers
from kit.findings import Finding
from parsers.bai import bai2, nai
from parsers.records import Control, Entry, Proof, Statement
from tests.parsers.golden import ROOT

FILES = sorted(path for path in (ROOT / "nai").iterdir() if path.suffix == ".nai")
OTHERS = sorted(path for path in (ROOT / "bai2").iterdir() if path.suffix == ".bai")


def entries(name: str) -> list[Entry]:
    return [one for one in nai.parse((ROOT / "nai" / name).read_bytes()) if isinstance(one, Entry)]


@pytest.mark.parametrize("path", [*FILES, *OTHERS], ids=lambda path: path.name)
def test_the_dialect_is_known_and_nothing_else_is_taken_for_it(path: Path) -> None:
    found = parsers.recognised(path.read_bytes())

    assert found is not None
    assert found.name == path.parent.name
    head = path.read_bytes().removeprefix(b"\xef\xbb\xbf")[:8192]
    assert bai2.knows(head) is not nai.knows(head)


def test_a_text_behind_one_reference_is_text() -> None:
    first, second, third = entries("one-reference-wrapped.nai")

    assert first.text == ("D0H4B             MRS A BRACKEN 141000",)
    assert second.text == ("HOLLIS MARINE SUPPLY PTY  INV 20013",)
    assert third.text == ("INTERNET TFR", "DEBIT 4558        PYMT-ID 73980127 492627")
    assert [(one.minor, one.credit, one.currency) for one in (first, second, third)] == [
        (9500, True, "AUD"),
        (10000, True, "AUD"),
        (439, False, "AUD"),
    ]


def test_two_references_stay_two() -> None:
    (entry,) = entries("pairs-two-references.nai")

    assert entry.text == ("D0H4B             MRS A CONNE 141000",)


def test_headers_over_several_lines_and_an_overdrawn_balance() -> None:
    records = list(nai.parse((ROOT / "nai" / "one-reference-wrapped.nai").read_bytes()))
    statements = [one for one in records if isinstance(one, Statement)]

    assert [(one.account, one.currency, str(one.on)) for one in statements] == [
        ("082057301", "AUD", "2026-11-19"),
        ("082057344", "AUD", "2026-11-19"),
    ]
    assert statements[1].balances[0].minor == -4100
    assert all(one.proof is Proof.MATCHED for one in records if isinstance(one, Control))


def test_the_first_total_decides_and_the_second_concludes_nothing() -> None:
    data = (ROOT / "nai" / "one-reference-wrapped.nai").read_bytes()
    second = data.replace(b"49,472749,472749/", b"49,472749,472700/")
    first = data.replace(b"49,472749,472749/", b"49,472700,472749/")

    assert {one.trusted for one in nai.parse(second) if isinstance(one, Entry)} == {True}
    assert {one.trusted for one in nai.parse(first) if isinstance(one, Entry)} == {False}
    assert "account_total_mismatch" in {one.code for one in nai.parse(first) if isinstance(one, Finding)}
