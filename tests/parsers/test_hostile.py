"""Whatever the bytes are, a reader answers with records or a refusal, never with an exception of its own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parsers
from kit.refusals import Refused, Unreadable
from parsers import bgmax, coda, edifact, fedwire, lockbox, mt, nacha, ofx, qif, x12
from parsers.bai import bai2, nai
from parsers.iso20022 import advice as iso20022_advice
from parsers.iso20022 import camt, pacs
from parsers.records import Entry
from tests.parsers.golden import ROOT

OURS = (nacha, x12, edifact, camt, fedwire, pacs, ofx, bgmax, coda, qif, bai2, nai, lockbox, iso20022_advice, mt)
FOLDERS = (
    "bai2",
    "nai",
    "lockbox",
    "ach",
    "edi820",
    "edi823",
    "remadv",
    "cremul",
    "pacs009",
    "pacs004",
    "remt001",
    "pain001",
    "camt053",
    "camt054",
    "fedwire",
    "pacs008",
    "ofx",
    "bgmax",
    "coda",
    "mt940",
    "mt103",
    "mt202",
    "mt210",
)
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).iterdir() if path.suffix not in {".json", ".md"})
PIECES = [
    b"",
    b"*",
    b"~",
    b"\\",
    b"\n",
    b"\r",
    b"9" * 94,
    b"ISA*",
    b"ST*820*",
    b"ST*823*",
    b"BPR*I*5*C*CHK~",
    b"AMT*3*5~",
    b"TRN*1*5~",
    b"?",
    b"UNA:+.? '",
    b"UNH+1+REMADV'",
    b"DOC+380+1'",
    b"SEQ++1'",
    b"MOA+12:5'",
    b"AJT+4'",
    b"RMR*IV*",
    b"{1500}",
    b"{2000}",
    b"<Ntry>",
    b"</Ntry>",
    b"<STMTTRN>",
    b"</STMTTRN>",
    b"<TRNAMT>",
    b"<!--",
    b"\n:61:",
    b"\n:86:",
    b"\n:62F:",
    b"{1:F01",
    b"{4: :20:",
    b"-}",
    b"?20",
    b"/REMI/",
]
PIECES += [
    b"\x00",
    b"\xff",
    b"\xa6",
    "Ⅷ²".encode(),
    b"-",
    b".",
    b"00000",
    b"99991399",
    b"&lt;",
    b"&#x1F600;",
    b"<![CDATA[",
    b"5",
    b"6",
    b"7",
    b"8",
    b"9",
    b"1",
]


def drained(module: object, data: bytes) -> list[object]:
    """Read to the end; a refusal is an answer."""
    try:
        return list(module.parse(data))  # type: ignore[attr-defined]
    except Refused as refusal:
        return [refusal]


@given(data=st.binary(max_size=400), module=st.sampled_from(OURS))
def test_no_bytes_make_a_reader_raise(data: bytes, module: object) -> None:
    drained(module, data)


@given(text=st.text(alphabet="ISAGTEBPRMNDX*~\\\n0123456789.-{}<>/56789 ", max_size=300), module=st.sampled_from(OURS))
def test_no_text_of_the_formats_own_letters_makes_a_reader_raise(text: str, module: object) -> None:
    drained(module, text.encode())


@settings(max_examples=300)
@given(data=st.data())
def test_no_mutated_file_makes_its_reader_raise(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    content = path.read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 40))
        content = content[:start] + data.draw(st.sampled_from(PIECES)) + content[start + length :]
    for module in OURS:
        drained(module, content)


@given(data=st.data())
def test_a_file_cut_off_anywhere_gives_what_came_before(data: st.DataObject) -> None:
    """No entry appears that the whole file has not, except the one the cut went through."""
    path = data.draw(st.sampled_from([one for one in FILES if one.suffix == ".xml" and "utf16" not in one.name]))
    content = path.read_bytes()
    known = parsers.recognised(content)
    assert known is not None, path
    whole = [record for record in known.parse(content, parsers.Reading()) if isinstance(record, Entry)]
    part = known.parse(content[: data.draw(st.integers(0, len(content)))], parsers.Reading())

    found = [record for record in part if isinstance(record, Entry)]
    assert found == whole[: len(found)]


DOCUMENT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
    "<BkToCstmrStmt><Stmt><Id>{}</Id></Stmt></BkToCstmrStmt></Document>"
)
BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>' + DOCUMENT.format("&b;")
OUTSIDE = '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + DOCUMENT.format("&a;")
REMOTE = '<!DOCTYPE b SYSTEM "http://example.invalid/b.dtd">' + DOCUMENT.format("1")


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, REMOTE], ids=["bomb", "outside", "remote"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("module", [camt, pacs, iso20022_advice])
def test_a_doctype_is_refused(text: str, encoding: str, module: object) -> None:
    with pytest.raises(Unreadable, match="DOCTYPE"):
        list(module.parse(text.encode(encoding)))  # type: ignore[attr-defined]


def test_a_doctype_is_refused_at_the_door_as_well() -> None:
    with pytest.raises(Unreadable, match="DOCTYPE"):
        list(parsers.read(BOMB.encode()))


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="deeper"):
        list(camt.parse(b"<Document>" + b"<a>" * 100_000))


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="longer"):
        list(camt.parse(b"<Document><Id>" + b"a" * 3_000_000 + b"</Id></Document>"))


def test_the_files_are_there() -> None:
    assert len(FILES) > 20
    assert all(isinstance(path, Path) for path in FILES)
