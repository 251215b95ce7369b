"""XML by its forms says what XML by its events says, whatever the bytes, and no more memory or depth is spent."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parsers
from kit.findings import Finding
from kit.refusals import Refused, Unreadable
from parsers.iso20022 import camt, pacs
from parsers.iso20022.camt_details import REFERENCES
from parsers.iso20022.elements import codec, parts
from parsers.iso20022.forms import Forms, understood
from parsers.iso20022.messages import ASTRAY
from parsers.iso20022.nodes import Node
from parsers.reading import Limits, Reading
from parsers.records import Entry
from tests.parsers.golden import ROOT

FOLDERS = ("camt053", "camt054", "pacs008", "pacs009", "pacs004", "remt001", "pain001")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.xml"))
WANTED = ASTRAY | {"Stmt", "Rpt", "Ntfctn"}
PIECES: tuple[bytes, ...] = (
    b"",
    b"<",
    b">",
    b"/",
    b"<!-- x -->",
    b"<![CDATA[<Ntry>]]>",
    b"<?pi?>",
    b"&",
    b"&amp;",
    b"&#65;",
    b"&#0;",
)
PIECES += (
    b"\x00",
    b"\xff",
    b"]]>",
    b'"',
    b"<Ntry>",
    b"</Ntry>",
    b"<TxDtls>",
    b"</TxDtls>",
    b"\r\n",
    b"  ",
    b"5",
    b"x:",
)
NAMES = ("Amt", "CdtDbtInd", "Sts", "BookgDt", "ValDt", "AcctSvcrRef", "NtryDtls", "TxDtls", "Refs", "PmtId", "RmtInf")


def told(node: Node, deep: int = 0) -> object:
    """Return what an element says, to compare."""
    inside = [(name, [told(child, deep + 1) for child in node.all(name)]) for name in NAMES if deep < 4]
    leaves = sorted((name, child.text) for name in node.names() for child in node.all(name))
    leaves += [(kind.value, text) for kind, text in node.told(REFERENCES)]
    raw = node.raw.replace("\r\n", "\n").replace("\r", "\n") if deep == 0 else ""
    return (node.name, node.line, dict(node.attributes), node.text, inside, leaves, raw)


def read(data: bytes, *, forms: bool) -> Iterator[object]:
    """Yield what is read, with or without forms, a refusal as an answer."""
    try:
        for part in parts(data, WANTED, Limits(), forms=forms):
            if isinstance(part, Finding):
                yield part.code
            else:
                yield told(part.node), [node.name for node in part.around]
    except Refused as refusal:
        yield str(refusal)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_forms_say_what_events_say(path: Path) -> None:
    data = path.read_bytes()

    assert list(read(data, forms=True)) == list(read(data, forms=False))


@settings(max_examples=300)
@given(data=st.data())
def test_forms_say_what_events_say_of_broken_files(data: st.DataObject) -> None:
    """Where XML breaks, entries before the break are the same; the entry it breaks in is in neither."""
    content = data.draw(st.sampled_from(FILES)).read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 30))
        content = content[:start] + data.draw(st.sampled_from(PIECES)) + content[start + length :]

    assert list(read(content, forms=True)) == list(read(content, forms=False))


ENTRY = (
    '<Ntry><Amt Ccy="USD">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>2026-11-20</Dt></BookgDt>{}</Ntry>"
)
DETAIL = '<TxDtls><Refs><EndToEndId>E{0}</EndToEndId></Refs><Amt Ccy="USD">{0}.00</Amt></TxDtls>'


def statement(body: str, prolog: str = '<?xml version="1.0"?>') -> bytes:
    """Return a statement around a body."""
    account = "<Id>1</Id><Acct><Id><Othr><Id>40071180</Id></Othr></Id><Ccy>USD</Ccy></Acct>"
    return f"{prolog}<Document><BkToCstmrStmt><Stmt>{account}{body}</Stmt></BkToCstmrStmt></Document>".encode()


def entries(data: bytes) -> list[Entry]:
    """Return the entries of a statement."""
    return [record for record in camt.parse(data) if isinstance(record, Entry)]


#: what is written inside an entry -> whether it has a form
PLAIN = {
    "<A>x</A>": True,
    "<A/>": True,
    "<A b=\"1\" c='2'>x &amp; y &#xe9;</A>": True,
    "<p:A>x</p:A>": True,
    '<A b="1" b="2"/>': False,
    '<A b="x>y"/>': False,
    "<A>x > y</A>": False,
    "<A>]]&gt;</A>": False,
    "<A>&nbsp;</A>": False,
    "<A>&#0;</A>": False,
    "<A>&#xD800;</A>": False,
    "<A>x</B>": False,
    "<A><!-- x --></A>": False,
    "<A>\x01</A>": False,
    "<1>x</1>": False,
    "<A>x</A": False,
}


@pytest.mark.parametrize(("written", "plain"), PLAIN.items(), ids=list(PLAIN))
def test_only_plain_tags_and_texts_have_a_form(written: str, plain: bool) -> None:  # noqa: FBT001
    assert (Forms().read(f"<Ntry>{written}</Ntry>".encode(), "utf-8", 1) is not None) is plain


#: what stands in an entry that comes often, and what its like may hold
SELDOM = (
    "{}",
    "x &amp; y",
    " x ",
    "two\nlines",
    "",
    "x > y",
    "]]&gt;",
    "&nbsp;",
    "\x01",
    "<B>1</B>",
    "<!-- x -->",
    "\u00e9",
)


@pytest.mark.parametrize("gap", ["", "\n  ", "x"])
def test_a_form_that_comes_often_says_what_events_say_of_its_like(gap: str) -> None:
    """Its pattern takes plain texts alone; blanks elsewhere than usual, marks and elements go the longer way."""
    often = f"{gap}<NtryDtls>{gap}{DETAIL}</NtryDtls>{gap}<AddtlNtryInf>{{1}}</AddtlNtryInf>"
    usual = [ENTRY.format(often.format(number, "plain")) for number in range(20)]
    seldom = [ENTRY.format(often.format(number, text)) for number, text in enumerate(SELDOM)]
    wider = ENTRY.format(" " + often.format(1, "plain").replace("<Refs>", "\n<Refs>"))
    data = statement("".join((*usual, *seldom[:5], wider, usual[0], *seldom[5:], usual[1])))

    assert list(read(data, forms=True)) == list(read(data, forms=False))


def test_two_elements_side_by_side_are_no_form() -> None:
    assert understood(["A", "/A", "B", "/B"]) is None
    assert understood(["A", "B", "/A", "/B"]) is None
    assert understood(["/A"]) is None


@pytest.mark.parametrize("start", ["<!-- <Ntry></Ntry> -->", "<x><![CDATA[" + ENTRY.format("") + "]]></x>"])
def test_what_stands_in_a_comment_or_a_section_of_text_is_no_entry(start: str) -> None:
    assert len(entries(statement(start + ENTRY.format("")))) == 1


def test_an_entry_of_many_details_is_read_detail_by_detail() -> None:
    inner = "".join(DETAIL.format(number) for number in range(1, 1001))
    whole = ENTRY.format(f"<NtryDtls>{inner}</NtryDtls>").replace("12.50", "500500.00")
    found = entries(statement(whole))

    assert [entry.minor for entry in found] == [number * 100 for number in range(1, 1001)]
    assert all(entry.trusted for entry in found)
    assert found[0].raw.startswith("<Ntry>")
    assert found[1].raw == DETAIL.format(2)
    assert found == [replace(entry) for entry in entries(statement("<!-- -->" + whole))]


def test_memory_grows_neither_with_entries_nor_with_details() -> None:
    inner = "".join(DETAIL.format(number) for number in range(1, 4001))
    batch = ENTRY.format(f"<NtryDtls>{inner}</NtryDtls>").replace("12.50", "8002000.00")
    data = statement(ENTRY.format("") * 4000 + batch)
    tracemalloc.start()
    count = sum(isinstance(record, Entry) for record in camt.parse(data))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 8000
    assert peak < 6_000_000, f"{peak:,} bytes for a file of {len(data):,}"


def test_limits_are_settings() -> None:
    deep = Reading(Limits(depth_max=5))
    with pytest.raises(Unreadable, match="deeper than 5"):
        list(camt.parse(statement(ENTRY.format("")), deep))
    long = Reading(Limits(text_bytes_max=100))
    with pytest.raises(Unreadable, match="longer"):
        list(pacs.parse(b"<Document><Id>" + b"a" * 200 + b"</Id></Document>", long))
    with pytest.raises(Unreadable, match="attribute"):
        list(pacs.parse(b'<Document a="' + b"a" * 200 + b'"/>', long))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "us-ascii"])
def test_the_encoding_is_the_declarations(encoding: str) -> None:
    plain = statement(ENTRY.format("<AddtlNtryInf>M&#xfc;ller</AddtlNtryInf>"))
    named = "UTF-16" if encoding.startswith("utf-16") else encoding.upper()
    text = plain.decode().replace('"1.0"', f'"1.0" encoding="{named}"')
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    data = (mark + text).encode(encoding)

    assert codec(data) in {"utf-16-le", "utf-16-be", "latin-1", "ascii"}
    assert [(entry.minor, entry.text) for entry in entries(data)] == [(1250, ("Müller",))]
    assert [record for record in parsers.read(data) if isinstance(record, Entry)]


def test_utf_8_that_calls_itself_utf_16_is_read_as_what_it_is() -> None:
    data = statement(ENTRY.format(""), '<?xml version="1.0" encoding="UTF-16"?>')

    assert [entry.minor for entry in entries(data)] == [1250]


def test_a_letter_that_is_no_utf_8_is_read_as_western_and_said() -> None:
    data = statement(ENTRY.format("<AddtlNtryInf>Müller</AddtlNtryInf>")).decode().encode("cp1252")

    records = list(camt.parse(data))

    assert [entry.text for entry in entries(data)] == [("Müller",)]
    assert [one.code for one in records if isinstance(one, Finding)] == ["encoding_declared_falsely"]
