"""Our own readers know every file of a world, and find in it what the truth says."""

from collections import defaultdict
from functools import cache

import pytest

import parsers
from parsers.records import Control, Entry, Kind, Proof, Ref
from tests.benchmarks.worlds import cents, files, named, table

#: start of a file's name -> the format it is read as.
FORMATS = {
    "ach": "nacha",
    "bai2": "bai2",
    "camt052": "camt052",
    "camt053": "camt053",
    "camt054": "camt054",
    "edi820": "edi820",
    "fedwire": "fedwire",
    "lockbox": "lockbox",
    "pacs008": "pacs008",
}


@cache
def entries(start: str) -> list[Entry]:
    """Return the entries of the files whose names start so."""
    texts = named(files(), start).values()
    return [record for text in texts for record in parsers.read(text.encode()) if isinstance(record, Entry)]


def _trn(entry: Entry) -> set[str]:
    """Return the traces an entry names."""
    return {reference.value for reference in entry.references if reference.kind is Ref.TRN}


@pytest.mark.parametrize("start", sorted(FORMATS))
def test_a_file_is_known_by_its_content(start: str) -> None:
    found = named(files(), start)
    assert found
    for text in found.values():
        known = parsers.recognised(text.encode())
        assert known is not None
        assert known.name == FORMATS[start]


@pytest.mark.parametrize("start", sorted(FORMATS))
def test_every_row_of_truth_is_read_with_its_amount(start: str) -> None:
    told: dict[str, list[int]] = defaultdict(list)
    for entry in entries(start):
        told[entry.bank_reference].append(entry.minor)
    rows = [row for row in table(files()["truth.csv"]) if row["source_file"].startswith(start)]
    assert bool(rows) is (start not in {"edi820", "camt052"})
    for row in rows:
        assert told[row["bank_reference"]] == [cents(row["amount"])], row


def test_advices_bring_no_money_and_each_payment_finds_its_own() -> None:
    advised = [one for one in table(files()["truth.csv"]) if one["rail"] == "advised"]
    paid = {entry.bank_reference: entry for entry in entries("ach")}
    advices = entries("edi820")
    assert {advice.kind for advice in advices} == {Kind.ADVICE}
    matched = 0
    for row in advised:
        entry = paid[row["bank_reference"]]
        assert not entry.remittance
        assert len(_trn(entry)) == 1
        own = [one for one in advices if _trn(one) & _trn(entry) and one.payer.company_id == entry.payer.company_id]
        assert [one.minor for one in own] in ([], [entry.minor])
        matched += len(own)
    assert matched == len(advices) - 1 > 2


def test_payers_count_alike_so_that_a_trace_alone_means_nothing() -> None:
    traces = [advice.bank_reference for advice in entries("edi820")]
    assert len(set(traces)) < len(traces)


def test_the_envelope_of_the_advices_foots() -> None:
    (text,) = named(files(), "edi820").values()
    controls = [record for record in parsers.read(text.encode()) if isinstance(record, Control)]
    counted = [one for one in controls if one.name != "remittance_total"]
    assert {one.name for one in counted} == {"set_segments", "group_sets", "interchange_groups"}
    assert {one.proof for one in counted} == {Proof.MATCHED}


def test_transfers_are_wires_and_instant_payments_with_words_and_with_lines() -> None:
    found = entries("pacs008")
    assert {entry.method.value for entry in found} == {"wire", "instant"}
    assert any(entry.remittance for entry in found)
    assert any(entry.text for entry in found)


def test_the_report_at_noon_repeats_entries_of_the_statement() -> None:
    noon = {(entry.bank_reference, entry.minor) for entry in entries("camt052")}
    assert noon
    assert noon < {(entry.bank_reference, entry.minor) for entry in entries("camt053")}
