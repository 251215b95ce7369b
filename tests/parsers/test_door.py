"""The door takes what it knows and says clearly what it does not take."""

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.findings import Finding
from kit.refusals import Refused, TooLarge, Unreadable
from parsers.records import Control, Entry, Statement
from tests.parsers.golden import bank_files

#: What arrives by mistake -> a word that the refusal must say.
MISTAKES = {
    b"": "empty",
    b" \r\n\t \n": "blanks",
    b"\x00" * 5000: "blanks",
    b"\x00\x01\x02\x03" * 300: "binary",
    bytes(range(256)) * 20: "binary",
    b"PK\x03\x04\x14\x00": "ZIP",
    b"\x1f\x8b\x08\x00": "gzip",
    b"-----BEGIN PGP MESSAGE-----\n": "PGP",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Excel",
    b"customer_number,name,terms\nC1,Bracken,NET30\n": "table",
    b"a;b;c\n1;2;3\n": "table",
    b",,,,,,,,\n": "separators",
    b"Dear Sir, please find attached\n": "no format",
    b"<?xml version='1.0'?><Invoice/>": "XML",
    b"<!DOCTYPE html><html></html>": "XML",
}


@pytest.mark.parametrize(("data", "word"), MISTAKES.items(), ids=list(MISTAKES.values()))
def test_a_mistaken_file_is_named_and_refused(data: bytes, word: str) -> None:
    assert parsers.recognised(data) is None
    with pytest.raises(Unreadable, match=word):
        parsers.read(data)


def test_a_file_over_the_limit_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(TooLarge, match="Split"):
        parsers.read(b"01,A,B" + b"," * 100, parsers.Reading(parsers.Limits(bytes_max=50)))


def test_a_line_over_the_limit_is_refused_with_its_number() -> None:
    data = b"01,A,B,261120,0630,1,,,2/\n02,B,A,1,261119,,,/\n" + b"16," + b"," * 5000 + b"\n99,0,1,4/\n"

    with pytest.raises(TooLarge, match="Line 3"):
        parsers.read(data, parsers.Reading(parsers.Limits(line_bytes_max=1000)))


#: What 100 MB may begin with, and how it may be broken.
COMMAS = {
    "commas alone": b"," * 100_000_000,
    "behind a header": b"01,A,B,261120,0630,1,,,2/\n" + b"," * 100_000_000,
    "in a header": b"01," + b"," * 100_000_000,
    "on continuations": b"01,A,B,261120,0630,1,,,2/\n02,A,B,1,261119/\n03,1,,/\n"
    + (b"88," + b"," * 900_000 + b"\n") * 100,
}


@pytest.mark.parametrize("data", COMMAS.values(), ids=list(COMMAS))
def test_a_hundred_megabytes_of_commas_cost_neither_time_nor_memory(data: bytes) -> None:
    tracemalloc.start()
    began = time.process_time()
    try:
        found = {record.code for record in parsers.read(data) if isinstance(record, Finding)}
    except Refused:
        found = {"refused"}
    taken, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found & {"refused", "record_too_long", "unknown_record"}
    assert taken < 15
    assert peak < 450_000_000


def test_a_file_without_substance_is_not_silent() -> None:
    assert [record.code for record in parsers.read(b"01,A,B,261120,0630,1,,,2/\n") if isinstance(record, Finding)][
        -1
    ] == ("nothing_read")


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_changes_nothing(mark: str) -> None:
    text = "01,A,B,261120,0630,1,,,2/\n02,B,A,1,261119,,,/\n03,1,,015,5,,/\n49,5,2/\n98,5,1,4/\n99,5,1,6/\n"

    assert list(parsers.read(text.encode(mark))) == list(parsers.read(text.encode()))


@given(data=st.binary(max_size=400))
def test_no_bytes_make_the_door_raise_anything_but_a_refusal(data: bytes) -> None:
    try:
        records = list(parsers.read(data))
    except Refused:
        return
    assert any(isinstance(record, Entry | Statement | Control | Finding) for record in records)


@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    """Take any of our files, cut it, put bytes in, take bytes out, turn bytes round."""
    whole = bytearray(data.draw(st.sampled_from(_SMALL)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole)))
        cut = data.draw(st.integers(0, 30))
        whole[at : at + cut] = data.draw(st.one_of(st.binary(max_size=12), st.sampled_from(_PIECES)))
    try:
        records = list(parsers.read(bytes(whole)))
    except Refused:
        return
    assert records


_SMALL = [content for path in bank_files() if len(content := path.read_bytes()) < 5000]
_PIECES = [
    b"/",
    b",",
    b"\n88,",
    b"\n16,",
    b"\n49,",
    b"\n03,",
    b"-",
    b"9" * 400,
    "²".encode(),
    b"\r",
    b"6",
    b"4",
    b"{",
    b"}",
]
