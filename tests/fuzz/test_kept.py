"""Every input that fuzzing kept still reads or is refused, and what is read keeps the laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from parsers.records import Entry
from tests.fuzz.kept import keep, kept
from tests.fuzz.laws import drained, lawful
from tests.parsers.golden import bank_files


@pytest.mark.parametrize("known", parsers.FORMATS, ids=lambda known: known.name)
def test_the_kept_corpus_reads(known: parsers.Format) -> None:
    inputs = kept(known.name)

    assert inputs, f"make fuzz FORMAT={known.name} keeps a corpus"
    for data in inputs:
        drained(known, data)


@pytest.mark.parametrize("known", parsers.FORMATS, ids=lambda known: known.name)
@given(data=st.data())
def test_any_bytes_read_or_are_refused(known: parsers.Format, data: st.DataObject) -> None:
    drained(known, data.draw(st.one_of(st.binary(max_size=300), st.sampled_from(_ENDS))))


def test_the_fixtures_keep_the_laws() -> None:
    for path in bank_files():
        content = path.read_bytes()
        known = parsers.recognised(content)
        assert known is None or drained(known, content), path


def test_a_law_can_be_broken() -> None:
    entry = next(
        record for path in bank_files() for record in parsers.read(path.read_bytes()) if isinstance(record, Entry)
    )
    from dataclasses import replace

    for broken in (replace(entry, minor=-1), replace(entry, currency="usd"), replace(entry, raw="\ud800")):
        with pytest.raises((AssertionError, UnicodeEncodeError)):
            lawful(broken)


def test_a_corpus_is_written_the_same_twice(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.kept.ROOT", tmp_path)
    keep("x", [b"one", b"two", b"one"])
    from tests.fuzz.kept import path

    first = path("x").read_bytes()

    assert keep("x", [b"two", b"one"]) == 2
    assert path("x").read_bytes() == first
    assert sorted(kept("x")) == [b"one", b"two"]


_ENDS = [path.read_bytes()[:200] for path in bank_files()][:40]
