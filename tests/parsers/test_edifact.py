"""EDIFACT: service characters, release marks, line breaks and character sets change nothing of what is said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.findings import Finding, Severity
from kit.refusals import Unreadable
from parsers import edifact, windows
from parsers.codes.edifact import CREDITS, DOCUMENTS, adjustment_code
from parsers.edifact.documents import day
from parsers.edifact.segments import Marks, codecs, segments, streamed
from parsers.records import Control, Entry, Proof, Record, Statement
from tests.parsers.golden import ROOT

BODY = (
    "BGM+481+RA1",
    "DTM+137:20261119:102",
    "RFF+PQ:P1",
    "NAD+PR+77::9++HOLM ?+ CO?'S ??",
    "CUX+2:EUR:11",
    "DOC+380+A?:1",
    "MOA+9:100.00",
    "MOA+12:98.00",
    "MOA+52:2.00",
    "UNS+S",
    "MOA+12:98.00",
)


def written(
    *body: str, una: str = "UNA:+.? '", ends: str = "'", wrap: int = 0, kind: str = "REMADV", count: int | None = None
) -> str:
    """Return one interchange of one message, in the characters that `una` declares."""
    body = body or BODY
    parts = ["UNB+UNOC:3+A+B+261120:0930+R1", f"UNH+M1+{kind}:D:96A:UN", *body]
    parts += [f"UNT+{count or len(body) + 2}+M1", "UNZ+1+R1"]
    text = una + "".join(part + ends for part in parts)
    return "\n".join(text[at : at + wrap] for at in range(0, len(text), wrap)) if wrap else text


def in_marks(text: str, component: str, element: str, decimal: str, terminator: str) -> str:
    """Return a text of the usual service characters in others."""
    table = str.maketrans({":": component, "+": element, "'": terminator})
    body = text.removeprefix("UNA:+.? '").replace("100.00", f"100{decimal}00").replace("98.00", f"98{decimal}00")
    return f"UNA{component}{element}{decimal}? {terminator}" + body.replace("2.00", f"2{decimal}00").translate(table)


def records(text: str | bytes) -> list[Record]:
    return list(edifact.parse(text if isinstance(text, bytes) else text.encode()))


def one(text: str | bytes) -> Entry:
    (entry,) = [record for record in records(text) if isinstance(record, Entry)]
    return entry


def codes(text: str | bytes) -> set[str]:
    return {record.code for record in records(text) if isinstance(record, Finding)}


def said(entry: Entry) -> tuple[str, int, str, list[tuple[str, int | None, int | None, int | None]]]:
    lines = [(line.reference, line.paid, line.gross, line.discount) for line in entry.remittance]
    return entry.payer.name, entry.minor, entry.bank_reference, lines


MEANT = ("HOLM + CO'S ?", 9800, "P1", [("A:1", 9800, 10000, 200)])


@given(width=st.integers(12, 200))
def test_line_breaks_anywhere_are_ignored(width: int) -> None:
    assert said(one(written(wrap=width))) == MEANT


@pytest.mark.parametrize("breaks", ["", "\n", "\r\n", "\r", "  \r\n"])
def test_what_stands_between_segments_is_no_matter(breaks: str) -> None:
    assert said(one(written(ends="'" + breaks) + "   \r\n\x1a")) == MEANT


#: component, element, decimal mark, terminator
SERVICE = [":+.'", ":+,'", "\x1f\x1d.\x1c", "|*.~", ":+.\n", "=;,#"]


@pytest.mark.parametrize("marks", SERVICE)
def test_the_service_string_says_what_separates(marks: str) -> None:
    component, element, decimal, terminator = list(marks)
    plain = [part.replace("?+", "and").replace("?'", "").replace("?:", "").replace(" ??", "") for part in BODY]
    text = in_marks(written(*plain), component, element, decimal, terminator)

    assert said(one(text)) == ("HOLM and COS", 9800, "P1", [("A1", 9800, 10000, 200)])


@pytest.mark.parametrize("decimal", [".", ","])
def test_without_a_service_string_either_decimal_mark_is_taken(decimal: str) -> None:
    body = [part.replace(".00", decimal + "00") for part in BODY]

    assert said(one(written(*body, una=""))) == MEANT


@pytest.mark.parametrize(
    "amount", ["98,000", "9.8E1", "98.00-", "NaN", "９８.00", "98 00", "", "1.234.00", "98.001", "1" * 16]
)
def test_an_amount_is_read_whole_or_not_at_all(amount: str) -> None:
    entry = one(written(*(part.replace("MOA+12:98.00", f"MOA+12:{amount}") for part in BODY)))

    assert not entry.trusted
    assert "amount_not_numeric" in codes(written(*(part.replace("12:98.00", f"12:{amount}") for part in BODY)))


@given(
    text=st.text(alphabet="A1+:'? ", max_size=30).map(lambda found: "A" + found.strip()),
    wrap=st.integers(0, 40),
)
def test_released_characters_are_themselves(text: str, wrap: int) -> None:
    """Whatever stands in a name, writing it with releases and reading it gives it back."""
    escaped = "".join(f"?{mark}" if mark in "+:'?" else mark for mark in text)
    cut = "\r\n".join([escaped[:wrap], escaped[wrap:]])
    found = list(segments(f"UNA:+.? 'UNB+UNOC:3'NAD+PR+++{cut}'LOC+1'"))

    assert [one.tag for one in found] == ["UNB", "NAD", "LOC"]
    assert found[1].at(4) == text.strip()
    assert found[1].raw == f"NAD+PR+++{cut}'"


def test_a_release_mark_at_the_end_releases_nothing() -> None:
    assert [one.tag for one in segments("UNB+UNOC:3'NAD+PR+++A??'LOC+1'NAD+X?")] == ["UNB", "NAD", "LOC", "NAD"]


def test_no_release_mark_is_declared_by_a_blank() -> None:
    found = list(segments("UNA:+.  'UNB+UNOC:3'NAD+PR+++WHO?'LOC+1'"))

    assert [one.tag for one in found] == ["UNB", "NAD", "LOC"]
    assert found[1].at(4) == "WHO?"


def test_each_interchange_has_its_own_service_string() -> None:
    text = written() + in_marks(
        written(*(part.replace("?", "") for part in BODY[:3]), *BODY[4:5], "DOC+380+9", "MOA+12:98.00"),
        "|",
        "*",
        ",",
        "~",
    )
    found = [record for record in records(text) if isinstance(record, Entry)]

    assert [line.reference for entry in found for line in entry.remittance] == ["A:1", "9"]
    assert not [one for one in records(text) if isinstance(one, Control) and one.proof is Proof.MISMATCHED]


def test_lines_are_counted_through_the_breaks() -> None:
    found = [one.line for one in segments(written(ends="'\n"))]

    assert found == list(range(1, len(found) + 1))


#: bytes, codec declared -> name read, finding
CHARSETS = {
    ("Gr\xfcn".encode("latin-1"), b"UNOC"): ("Gr\xfcn", False),
    ("Gr\xfcn".encode(), b"UNOC"): ("Gr\xfcn", True),
    ("Gr\xfcn".encode(), b"UNOW"): ("Gr\xfcn", False),
    ("Kr\u00e1l \u0141".encode("iso8859-2"), b"UNOD"): ("Kr\u00e1l \u0141", False),
    ("\u0417\u0430\u0432\u043e\u0434".encode("iso8859-5"), b"UNOE"): ("\u0417\u0430\u0432\u043e\u0434", False),
    ("\u20ac GmbH".encode("cp1252"), b"UNOC"): ("\u20ac GmbH", True),
    (b"Plain", b"UNOA"): ("Plain", False),
    ("\xd8".encode("latin-1"), b"UNOA"): ("\xd8", True),
}


@pytest.mark.parametrize(("given_so", "meant"), CHARSETS.items(), ids=range(len(CHARSETS)))
def test_the_character_set_is_the_one_that_unb_declares_or_utf8(
    given_so: tuple[bytes, bytes], meant: tuple[str, bool]
) -> None:
    name, syntax = given_so
    data = (
        written(*BODY[:3], "NAD+PR+++NAME", *BODY[4:]).encode().replace(b"UNOC", syntax).replace(b"+NAME", b"+" + name)
    )

    assert (one(data).payer.name, "charset_differs" in codes(data)) == meant


def test_a_byte_order_mark_says_the_character_set() -> None:
    assert said(one(written().encode("utf-8-sig"))) == MEANT
    assert codecs(written().encode("utf-16")) == ("utf-16", "utf-16")


DEVIATIONS = {
    "control_number_differs": written().replace("UNT+13+M1", "UNT+13+M2"),
    "segment_unreadable": written().replace("UNS+S", "U?+S"),
    "segment_outside": written().replace("UNZ", "MOA+9:1'UNZ"),
    "trailer_without_header": written().replace("UNH+M1+REMADV:D:96A:UN'", ""),
    "trailer_missing": written().replace("UNT+13+M1'", ""),
    "file_truncated": written().partition("UNZ")[0],
    "other_message": written().replace("UNZ+1", "UNH+M2+CONTRL:D:3:UN'UCI+1'UNT+3+M2'UNZ+2"),
    "no_payment_message": written(kind="FINSTA"),
    "test_interchange": written().replace("0930+R1", "0930+R1++++++1"),
}


@pytest.mark.parametrize(("code", "text"), DEVIATIONS.items(), ids=DEVIATIONS)
def test_what_stands_where_it_should_not_is_said(code: str, text: str) -> None:
    assert code in codes(text)


def test_every_count_that_is_wrong_is_said() -> None:
    text = written(count=9).replace("UNZ+1", "UNZ+4")
    failed = {one.name for one in records(text) if isinstance(one, Control) and one.proof is Proof.MISMATCHED}

    assert failed == {"message_segments", "interchange_messages"}


def test_groups_are_counted_where_there_are_groups() -> None:
    text = written().replace("UNH+M1", "UNG+REMADV+A+B+261120:0930+G1+UN+D:96A'UNH+M1").replace("UNZ", "UNE+1+G1'UNZ")
    controls = {one.name: one.proof for one in records(text) if isinstance(one, Control)}

    assert controls["group_messages"] is controls["interchange_messages"] is Proof.MATCHED


def test_an_interchange_is_a_statement_of_who_sends_to_whom() -> None:
    statement = next(record for record in records(written()) if isinstance(record, Statement))

    assert (statement.number, statement.labels, str(statement.on)) == (
        "R1",
        {"sender": "A", "receiver": "B"},
        "2026-11-20",
    )


KNOWN = {
    written(): "remadv",
    "\ufeff" + written(): "remadv",
    written(una=""): "remadv",
    written(wrap=13): "remadv",
    written(kind="CREMUL"): "cremul",
    written(kind="DEBMUL", wrap=30): "cremul",
    written().partition("UNH")[1] + written().partition("UNH")[2]: "remadv",
    written().replace("UNZ+1", "UNH+M2+CREMUL:D:96A:UN'UNT+2+M2'UNZ+2"): "cremul",
    written(kind="INVOIC") * 100 + written(): "remadv",
    written(kind="INVOIC"): None,
    "UNAUTHORISED,A,B": None,
    "UNB,1,2": None,
}


@pytest.mark.parametrize(("text", "name"), KNOWN.items(), ids=range(len(KNOWN)))
def test_a_file_is_known_by_its_messages(text: str, name: str | None) -> None:
    known = parsers.recognised(text.encode())

    assert (known.name if known else None) == name


@pytest.mark.parametrize("name", ["FINSTA", "COMDIS", "INVOIC", "PAYMUL", "QUOTES"])
def test_other_messages_are_refused_by_name(name: str) -> None:
    with pytest.raises(Unreadable, match=name):
        parsers.read(written(kind=name).encode())


def test_a_message_of_another_kind_keeps_its_text() -> None:
    text = written().replace("UNZ+1", "UNH+M2+CONTRL:D:3:UN'UCI+1'UNT+3+M2'UNZ+2")
    (found,) = [one for one in records(text) if isinstance(one, Finding)]

    assert (found.severity, found.raw) == (Severity.NOTE, "UNH+M2+CONTRL:D:3:UN'UCI+1'UNT+3+M2'")


DAYS = {"20261119": "2026-11-19", "202611191200": "2026-11-19", "261119": "2026-11-19", "991231": "1999-12-31"}


@pytest.mark.parametrize(("text", "meant"), [*DAYS.items(), *((bad, "None") for bad in ("", "X", "20261340", "2611"))])
def test_a_day_is_read_whatever_follows(text: str, meant: str) -> None:
    assert str(day(text)) == meant


def test_a_reason_is_told_with_its_list() -> None:
    assert [adjustment_code(code) for code in ("53", "8", "E_0210")] == ["4465-53", "4465-8", "E_0210"]


def test_documents_that_lower_a_payment_are_credit_notes() -> None:
    assert {DOCUMENTS[code] for code in CREDITS} == {"credit_memo"}


def test_words_only_are_no_segments() -> None:
    assert [(one.tag, one.raw, one.marks) for one in segments("kind regards")] == [("", "kind regards", Marks())]


@pytest.mark.parametrize("path", sorted((ROOT / "cremul").glob("*.dat")) + sorted((ROOT / "remadv").iterdir()))
@pytest.mark.parametrize("window", [450, 1_100])
def test_windows_of_a_file_say_what_the_whole_says(path: Path, window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes() * 2
    codec, _ = codecs(data)
    monkeypatch.setattr(windows, "SIZE", window)

    assert list(streamed(data, codec)) == list(segments(data.decode(codec, errors="replace")))


@pytest.mark.parametrize("window", range(450, 470))
def test_no_window_ends_at_a_released_mark(window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "UNA:+.? 'UNB+UNOC:3+S+R'" + "FTX+A?'B??'RFF+X??:1?'?\r\n''\n" * 60 + "UNZ+0+1'"
    monkeypatch.setattr(windows, "SIZE", window)

    assert list(streamed(text.encode(), "iso8859-1")) == list(segments(text))
