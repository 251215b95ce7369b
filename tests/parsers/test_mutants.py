"""One line or field of a valid file changed: nothing escapes, and money that differs is never silent."""

import re
from collections import Counter
from functools import cache

import pytest

import parsers
from kit.findings import Finding, Severity
from parsers.records import Control, Proof
from tests.parsers.golden import bank_files
from tests.parsers.mutants import Mutant, mutants, picture

MUTANTS = 1000  # a format
#: Format -> places of a file (patterns over its bytes) that no control of the format covers, and why.
UNCOVERED: dict[str, tuple[tuple[bytes, str], ...]] = {
    "ofx": (
        (rb"<TRNAMT>[^<\n]*\n?", "a statement gives one balance and no total"),
        (rb"^ *<STMTTRN>.*</STMTTRN>\n", "a transaction on one line, for the same reason"),
    ),
    "bai2": (
        (rb"\b16,\d{3}", "the totals sum amounts whatever their direction"),
        (rb"\b0[23],[^/]*", "currency and day stand under no total"),
    ),
    "cremul": ((rb":[A-Z]{3}(?=')", "the currency of a booking stands once, under no total"),),
    "nai": ((rb"\b0[23],[^/]*", "currency and day stand under no total"),),
    "nacha": ((rb"(?<=RMR\*)IV(?=\*IN)", "a broken number is completed from those of its own qualifier alone"),),
    "fedwire": (
        (rb"\{2000\}\d*", "a message has no total"),
        (rb"\{1510\}\d*\n?", "the type says whether it moves money"),
        (
            rb"^\{1500\}[^\n]*\n?",
            "a message of one line that is lost whole, and the marks of a message, nothing counts",
        ),
    ),
    **dict.fromkeys(
        ("mt940", "mt103", "mt202", "mt900", "mt910"), ((rb":32A:[^\r\n]*", "a message of one payment has no total"),)
    ),
    "camt054": ((rb"<Ntry><Amt[^<]*(?=</Amt>)", "the details of an entry may be in another currency"),),
    "paypal": (
        (rb"\A(?:[^\n]*\n){2}", "no balance stands before the first row"),
        (rb"(?:[^\n]*\n){2}\Z", "nor behind the last one of each currency"),
    ),
}


def sound(data: bytes) -> bool:
    """Whether a file reads without an error and without a failed control: then its mutants can be judged."""
    for record in parsers.read(data):
        if isinstance(record, Finding) and record.severity is Severity.ERROR:
            return False
        if isinstance(record, Control) and record.proof is Proof.MISMATCHED:
            return False
    return True


def excuse(known: str, data: bytes, mutant: Mutant) -> bytes:
    """Return the place of the change that no control of the format reaches, nothing where one does."""
    for pattern, _why in UNCOVERED.get(known, ()):
        for found in re.finditer(pattern, data, re.MULTILINE):
            if found.start() <= mutant.start and mutant.end <= found.end():
                return pattern
    return b""


@pytest.mark.parametrize("known", parsers.FORMATS, ids=lambda known: known.name)
def test_no_mutant_changes_the_money_in_silence(known: parsers.Format) -> None:
    files = [path for path in bank_files() if parsers.recognised(path.read_bytes()) == known]
    valid = [path for path in files if sound(path.read_bytes())]
    assert valid, "a format needs a valid file"
    silent: Counter[str] = Counter()
    needed: set[bytes] = set()
    for path in valid:
        data = path.read_bytes()
        whole = picture(data)
        pictured = cache(picture)  # a third of the mutants of a small file are equal
        for mutant in mutants(data, path.name, -(-MUTANTS // len(valid))):
            found = pictured(mutant.data)
            if found.money == whole.money or found.flagged(whole):
                continue
            if place := excuse(known.name, data, mutant):
                needed.add(place)
            else:
                line = data[data.rfind(b"\n", 0, mutant.start) + 1 : mutant.end]
                silent[f"{path.name}: {mutant.what} {data[mutant.start : mutant.end][:60]!r} in {line[:120]!r}"] += 1

    assert "\n".join(silent) == ""
    assert {pattern for pattern, _ in UNCOVERED.get(known.name, ())} == needed, "a place that no mutant needs"
