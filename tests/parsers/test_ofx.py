"""OFX: what ofxparse refuses or misreads is read right or kept aside with a reason, and nothing is lost."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.findings import Finding, Severity
from kit.refusals import Unreadable
from parsers import ofx
from parsers.ofx.values import Amount, amount, proven_mark, words
from parsers.records import Control, Entry, Kind, Method, Proof, Record, Ref, Statement
from tests.parsers.golden import ROOT
from tests.parsers.ofx_files import CLOSE, OPEN, sgml, transaction, xml


def read(data: bytes) -> list[Record]:
    return list(parsers.read(data))


def entries(data: bytes) -> list[Entry]:
    return [one for one in read(data) if isinstance(one, Entry)]


def only(data: bytes) -> Entry:
    found = entries(data)
    assert len(found) == 1, found
    return found[0]


def codes(data: bytes) -> set[str]:
    return {one.code for one in read(data) if isinstance(one, Finding)}


#: What ofxparse 0.21 raises on (INTERNATIONAL notes, 7.5): the payer's name, and the file.
RAISES: list[tuple[str, str, bytes]] = [
    ("charset NONE", "ACME", sgml(transaction(), charset="NONE")),
    ("charset ISO-8859-1", "CAFÉ", sgml(transaction(NAME="CAFÉ"), charset="ISO-8859-1", codec="latin-1")),
    ("charset UTF-8", "CAFÉ", sgml(transaction(NAME="CAFÉ"), charset="UTF-8", codec="utf-8")),
    ("encoding UTF8", "CAFÉ", sgml(transaction(NAME="CAFÉ"), encoding="UTF8", charset="NONE", codec="utf-8")),
    ("encoding utf-8", "CAFÉ", sgml(transaction(NAME="CAFÉ"), encoding="utf-8", charset="NONE", codec="utf-8")),
    ("encoding ISO-8859-1", "CAFÉ", sgml(transaction(NAME="CAFÉ"), encoding="ISO-8859-1", codec="latin-1")),
    ("UTF-16 with mark", "ŁÓDŹ", sgml(transaction(NAME="ŁÓDŹ"), encoding="UNICODE", codec="utf-16")),
    ("UTF-16 without mark", "ŁÓDŹ", sgml(transaction(NAME="ŁÓDŹ"), encoding="UNICODE", codec="utf-16-le")),
    ("UTF-16 big endian", "ŁÓDŹ", sgml(transaction(NAME="ŁÓDŹ"), encoding="UNICODE", codec="utf-16-be")),
    ("1252 declared, UTF-8 sent", "日本語", sgml(transaction(NAME="日本語"), codec="utf-8")),
    ("1252 with undefined bytes", "A\x8dB", sgml(transaction(NAME="AB")).replace(b"AB", b"A\x8dB")),
    ("no header, non-ASCII", "CAFÉ", (OPEN + transaction(NAME="CAFÉ") + CLOSE).encode("cp1252")),
    (
        "header in a comment",
        "CAFÉ",
        b"<!-- OFXHEADER:100 CHARSET:1252 -->\n" + (OPEN + transaction(NAME="CAFÉ") + CLOSE).encode("cp1252"),
    ),
    ("OFX 2 with non-ASCII", "CAFÉ", xml(transaction(NAME="CAFÉ"))),
    (
        "header on one line",
        "ACME",
        b"OFXHEADER:100 DATA:OFXSGML VERSION:102\n" + (OPEN + transaction() + CLOSE).encode(),
    ),
    (
        "header value with a colon",
        "ACME",
        b"OFXHEADER:100\nNEWFILEUID:12:30\n\n" + (OPEN + transaction() + CLOSE).encode(),
    ),
    ("empty name", "", sgml(transaction(NAME=""))),
    ("empty name, closed", "", sgml(transaction(NAME="</NAME>"))),
    ("empty check number", "ACME", sgml(transaction(CHECKNUM=""))),
    ("empty id", "ACME", sgml(transaction(FITID=""))),
    ("missing id", "ACME", sgml(transaction(FITID="-"))),
    ("ISO day", "ACME", sgml(transaction(DTPOSTED="2024-01-15"))),
    (
        "empty balance",
        "ACME",
        sgml(transaction()).replace(b"</STMTRS>", b"<LEDGERBAL><BALAMT><DTASOF>20240115</LEDGERBAL></STMTRS>"),
    ),
    ("byte order mark", "CAFÉ", b"\xef\xbb\xbf" + sgml(transaction(NAME="CAFÉ"), codec="utf-8")),
    ("leading blank lines", "ACME", b"\r\n\r\n" + sgml(transaction())),
    ("line ends of CR alone", "ACME", sgml(transaction()).replace(b"\n", b"\r")),
    ("no blank line before the root", "ACME", sgml(transaction()).replace(b"\n\n<OFX>", b"\n<OFX>")),
    ("lower case tags", "ACME", sgml(transaction()).replace(b"STMTTRN", b"stmttrn").replace(b"TRNAMT", b"trnamt")),
    ("first letter of the header lost", "ACME", sgml(transaction())[1:]),
    ("OFX 2 instruction cut", "ACME", b'<?xml version="1.0"?>\n?' + (OPEN + transaction() + CLOSE).encode()),
    (
        "attributes of the root",
        "ACME",
        xml(transaction()).replace(b"<OFX>", b'<OFX xmlns="http://ofx.net/types/2003/04">'),
    ),
]


@pytest.mark.parametrize(("name", "data"), [pytest.param(*case[1:], id=case[0]) for case in RAISES])
def test_what_ofxparse_raises_on_is_read(name: str, data: bytes) -> None:
    entry = only(data)

    assert (entry.payer.name, entry.minor, entry.credit, entry.booked_on) == (name, 10000, True, date(2024, 1, 15))
    assert entry.bank_reference


AMOUNTS: list[tuple[Amount | None, str, str]] = [
    (Amount(123456700, "amount_written_loosely"), "1,234,567", ""),
    (Amount(-1000, "amount_written_loosely"), "10.00-", ""),
    (Amount(1000, "amount_written_loosely"), "$10.00", ""),
    (Amount(123450, "amount_written_loosely"), "1\u00a0234,50", ""),
    (Amount(123450, "amount_written_loosely"), "1'234.50", ""),
    (Amount(123456, "amount_written_loosely"), "1.234,56", ""),
    (Amount(123456, "amount_written_loosely"), "1,234.56", ""),
    (Amount(10000000, "amount_written_loosely"), "1,00,000.00", ""),
    (Amount(-377), "-3.77000", ""),
    (Amount(-50), "-.5", ""),
    (Amount(105853), "+1058,53", ""),
    (Amount(849, "amount_not_whole"), "8.4850", ""),
    (Amount(0, "amount_null"), "null", ""),
    (None, "1,000", ""),
    (None, "1.000", ""),
    (Amount(100000, "amount_written_loosely"), "1,000", "."),
    (Amount(100), "1.000", "."),
    (Amount(100), "1,000", ","),
    (Amount(100000, "amount_written_loosely"), "1.000", ","),
    (None, "NaN", ""),
    (None, "Infinity", ""),
    (None, "1e30", ""),
    (None, "１２", ""),
    (None, "1_000", ""),
    (None, "1,23.45", ""),
    (None, "12.34.56", ""),
    (None, "+-5", ""),
    (None, "1.500 00", ""),
    (None, "1,5'00", ""),
    (None, "-5-", ""),
    (None, "", ""),
    (None, ".", ""),
    (None, "5 apples", ""),
    (None, "9" * 40, ""),
]


@pytest.mark.parametrize(("expected", "text", "mark"), AMOUNTS)
def test_an_amount_is_read_whole_or_not_at_all(expected: Amount | None, text: str, mark: str) -> None:
    assert amount(text, "USD", mark) == expected


@pytest.mark.parametrize(
    ("expected", "text", "currency"),
    [(1200, "1200.0", "JPY"), (None, "1.250", "KWD"), (250, "0.250", "KWD"), (1234500, "1234.500", "KWD")],
)
def test_the_currency_says_how_many_digits_count(expected: int | None, text: str, currency: str) -> None:
    found = amount(text, currency, "")

    assert (found.minor if found else None) == expected


@given(minor=st.integers(-(10**12), 10**12), mark=st.sampled_from([".", ","]), group=st.booleans())
def test_every_way_of_writing_an_amount_gives_the_amount(minor: int, mark: str, *, group: bool) -> None:
    whole, part = divmod(abs(minor), 100)
    thousands = "," if mark == "." else "."
    digits = f"{whole:,}".replace(",", thousands) if group else str(whole)

    assert (found := amount(f"{'-' if minor < 0 else ''}{digits}{mark}{part:02d}", "USD", "")) is not None
    assert found.minor == minor


@given(st.text(alphabet="0123456789.,' -+$", max_size=14))
def test_no_writing_of_digits_and_marks_makes_the_reader_raise(text: str) -> None:
    found = amount(text, "USD", "")

    assert found is None or found.minor == 0 or any(one in "123456789" for one in text)


@given(st.text(max_size=12))
def test_what_decimal_refuses_is_no_amount(text: str) -> None:
    """No text becomes money that has not a digit of our own script."""
    found = amount(text, "USD", ".")

    assert found is None or text.strip().lower() in {"null", "-null"} or any(one in "0123456789" for one in text)


@pytest.mark.parametrize(
    ("expected", "text"), [(".", "5.25"), (",", "5,2"), ("", "1,000"), (".", "1,000.5"), (",", "1.000.000"), ("", "12")]
)
def test_an_amount_proves_the_decimal_mark_or_nothing(expected: str, text: str) -> None:
    assert proven_mark(text) == expected


def test_the_rest_of_the_file_decides_what_one_mark_means() -> None:
    odd = transaction(TRNAMT="1,000")
    points, commas = transaction(TRNAMT="2.50", FITID="B"), transaction(TRNAMT="2,50", FITID="B")

    assert [one.minor for one in entries(sgml(odd, points))] == [100000, 250]
    assert [one.minor for one in entries(sgml(odd, commas))] == [100, 250]
    assert "amount_not_numeric" in codes(sgml(odd))
    assert [one.minor for one in entries(sgml(odd, points, commas.replace("B", "C")))] == [250, 250], "both: refused"


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        (date(2024, 1, 1), "20240101000000[+1:CET]"),
        (date(2024, 1, 15), "20240115230000[-5:EST]"),
        (date(2024, 1, 15), "20240115[-5]"),
        (date(2024, 1, 15), "20240115120000.000[-03:EST]"),
        (date(2024, 1, 15), "\n\t20240115120000 GMT\n"),
        (date(2024, 1, 15), "20240115093914:014"),
        (date(2024, 1, 15), "2024-01-15"),
    ],
)
def test_a_day_is_the_calendar_day_as_written(expected: date, written: str) -> None:
    assert only(sgml(transaction(DTPOSTED=written))).booked_on == expected


@pytest.mark.parametrize("written", ["00000000", "", "-", "20240231", "15012024", "yesterday"])
def test_a_transaction_without_a_day_is_not_posted_unseen(written: str) -> None:
    entry = only(sgml(transaction(DTPOSTED=written)))

    assert (entry.booked_on, entry.trusted) == (None, False)
    assert "date_missing" in codes(sgml(transaction(DTPOSTED=written)))
    assert only(sgml(transaction(DTPOSTED=written, DTUSER="20240114"))).booked_on == date(2024, 1, 14)


TEXTS: list[tuple[tuple[str, ...], str]] = [
    (("ACME", "qty < 5 of them"), "<MEMO>qty < 5 of them\n"),
    (("ACME", "pay <INV-9> now"), "<MEMO>pay <INV-9> now\n"),
    (("ACME", "pay <INV9> now"), "<MEMO>pay <INV9> now</MEMO>\n"),
    (("ACME", "<INV9> paid"), "<MEMO><INV9> paid\n"),
    (("ACME", "a & b"), "<MEMO>a & b\n"),
    (("ACME", "a & b < c"), "<MEMO>a &amp; b &lt; c\n"),
    (("ACME", "a &lt; b"), "<MEMO>a &amp;lt; b\n"),
    (("ACME", "Zoë A"), "<MEMO>Zo&#235; A\n"),
    (("ACME", "a &unknown; b"), "<MEMO>a &unknown; b\n"),
    (("ACME", "a b"), "<MEMO>a&nbsp;b\n"),
    (("ACME", "see <F-1> & <F-2>"), "<MEMO><![CDATA[see <F-1> & <F-2>]]></MEMO>\n"),
    (("ACME", "one", "two"), "<MEMO>one\n<MEMO>two\n"),
    (("ACME", "first line", "second line"), "<MEMO>first line\n  second line\n"),
    (("ACME INC of Nowhere",), "<EXTDNAME>ACME INC of Nowhere\n"),
    (("ACME", "m"), "<MEMO>m\n<BANK.OWN>13\n"),
    (("ACME", "m"), "<CATEGORY>c</CATEGORY><MEMO>m</MEMO>\n"),
    (("ACME", "m"), "<MEMO/><MEMO>m</MEMO>\n"),
    (("ACME WIDGETS",), "<MEMO>ACME WIDGETS\n"),
]


@pytest.mark.parametrize(("expected", "memo"), TEXTS)
def test_text_is_read_whole(expected: tuple[str, ...], memo: str) -> None:
    data = sgml(transaction().replace("</STMTTRN>", memo + "</STMTTRN>"), codec="utf-8")

    assert only(data).text == expected


def test_control_characters_are_no_part_of_a_name() -> None:
    assert only(sgml(transaction(NAME="AC\x00ME\x07"))).payer.name == "ACME"


@given(st.text(max_size=40))
def test_words_are_one_line(value: str) -> None:
    found = words(value)

    assert found == " ".join(found.split())
    assert "\x00" not in found


def test_ids_that_are_none_are_made_and_stay_the_same_in_the_next_file() -> None:
    first = entries(sgml(transaction(FITID="0"), transaction(FITID="0", NAME="BOLT"), transaction(FITID="")))
    following = entries(sgml(transaction(FITID="0", NAME="BOLT"), transaction(FITID="0", NAME="CORD")))

    assert len({one.bank_reference for one in first}) == 3
    assert first[1].bank_reference == following[0].bank_reference
    assert "fitid_made" in codes(sgml(transaction(FITID="")))


def test_true_twins_are_two() -> None:
    found = entries(sgml(transaction(FITID="-"), transaction(FITID="-")))

    assert len({one.bank_reference for one in found}) == 2
    assert [one.kind for one in found] == [Kind.RECEIPT, Kind.RECEIPT]


def test_two_documents_in_one_file_tell_a_transaction_once() -> None:
    data = sgml(transaction()) + sgml(transaction(), transaction(FITID="A2"))

    assert [one.kind for one in entries(data)] == [Kind.RECEIPT, Kind.NOTICE, Kind.RECEIPT]
    assert "transaction_told_again" in codes(data)


def test_an_id_that_means_other_money_in_another_statement_is_no_id() -> None:
    found = entries(sgml(transaction()) + sgml(transaction(TRNAMT="7.00")))

    assert [one.kind for one in found] == [Kind.RECEIPT, Kind.RECEIPT]
    assert found[0].bank_reference == "A1" != found[1].bank_reference


KINDS: list[tuple[Kind, Method, dict[str, str]]] = [
    (Kind.RECEIPT, Method.OTHER, {"TRNTYPE": "CREDIT"}),
    (Kind.RECEIPT, Method.CHECK, {"TRNTYPE": "CHECK"}),
    (Kind.RECEIPT, Method.CHECK, {"TRNTYPE": "DEP", "CHECKNUM": "0001234"}),
    (Kind.RECEIPT, Method.ACH, {"TRNTYPE": "DIRECTDEP"}),
    (Kind.RECEIPT, Method.CARD, {"TRNTYPE": "POS"}),
    (Kind.RECEIPT, Method.WIRE, {"MEMO": "INCOMING WIRE 22"}),
    (Kind.RECEIPT, Method.INSTANT, {"MEMO": "RTP FROM ACME"}),
    (Kind.RECEIPT, Method.OTHER, {"TRNTYPE": "DEBIT"}),
    (Kind.OTHER, Method.OTHER, {"TRNTYPE": "INT"}),
    (Kind.OTHER, Method.OTHER, {"TRNTYPE": "SRVCHG"}),
    (Kind.OTHER, Method.OTHER, {"TRNTYPE": "DEP", "NAME": "INTEREST EARNED"}),
    (Kind.OTHER, Method.OTHER, {"TRNAMT": "-5.00", "TRNTYPE": "PAYMENT"}),
    (Kind.OTHER, Method.OTHER, {"TRNAMT": "0.00"}),
    (Kind.NOTICE, Method.OTHER, {"TRNTYPE": "HOLD"}),
    (Kind.TOTAL, Method.OTHER, {"NAME": "LOCKBOX DEPOSIT", "MEMO": "LOCKBOX 4711"}),
    (Kind.TOTAL, Method.ACH, {"NAME": "ACH SETTLEMENT", "MEMO": "ACH SETTLEMENT 12 ITEMS"}),
    (Kind.RETURN, Method.CHECK, {"TRNAMT": "-5.00", "NAME": "RETURNED CHECK", "CHECKNUM": "88", "TRNTYPE": "DEBIT"}),
    (Kind.RETURN, Method.OTHER, {"TRNAMT": "-5.00", "NAME": "DEPOSITED ITEM RETURNED", "TRNTYPE": "OTHER"}),
    (Kind.RETURN, Method.OTHER, {"TRNAMT": "-5.00", "MEMO": "CHARGEBACK 77", "TRNTYPE": "OTHER"}),
    (Kind.OTHER, Method.OTHER, {"TRNAMT": "-5.00", "NAME": "RETURNED CHECK FEE", "TRNTYPE": "OTHER"}),
    (Kind.OTHER, Method.OTHER, {"TRNAMT": "-5.00", "NAME": "RETURNED CHECK", "TRNTYPE": "FEE"}),
]


@pytest.mark.parametrize(("kind", "method", "elements"), KINDS)
def test_what_a_transaction_is(kind: Kind, method: Method, elements: dict[str, str]) -> None:
    entry = only(sgml(transaction(**elements)))

    assert (entry.kind, entry.method) == (kind, method)
    assert entry.credit is not elements.get("TRNAMT", "").startswith("-") or not entry.minor


def test_what_ofxparse_does_not_hand_out() -> None:
    entry = only(
        sgml(
            transaction(
                REFNUM="R-1", SRVRTID="S-1", PAYEEID="P-1", DTAVAIL="20240117", EXTDNAME="ACME OF THE WEST"
            ).replace("</STMTTRN>", "<BANKACCTTO><BANKID>B-1<ACCTID>99</BANKACCTTO><MEMO>m</STMTTRN>")
        )
    )

    assert entry.payer.name == "ACME OF THE WEST"
    assert (entry.payer.account, entry.payer.routing, entry.account) == ("99", "B-1", "77")
    assert entry.value_on == date(2024, 1, 17)
    assert {(one.kind, one.value) for one in entry.references} == {
        (Ref.BANK, "A1"),
        (Ref.BANK, "S-1"),
        (Ref.CUSTOMER, "R-1"),
        (Ref.IDENTIFICATION, "P-1"),
    }


def test_an_amount_in_another_currency_keeps_it_and_an_original_one_does_not() -> None:
    other = transaction(TRNAMT="9.00").replace("</ST", "<CURRENCY><CURRATE>1.1<CURSYM>CAD</CURRENCY></ST")
    original = transaction(TRNAMT="9.00").replace("</ST", "<ORIGCURRENCY><CURRATE>1.1<CURSYM>CAD</ORIGCURRENCY></ST")

    assert (only(sgml(other)).currency, only(sgml(original)).currency) == ("CAD", "USD")
    assert "transaction_currency" in codes(sgml(other))
    assert "original_currency" in codes(sgml(original))


def test_a_correction_points_back_and_waits_for_a_person() -> None:
    replaced = only(sgml(transaction(CORRECTFITID="X9", CORRECTACTION="REPLACE")))
    deleted = only(sgml(transaction(CORRECTFITID="X9", CORRECTACTION="DELETE")))

    assert (replaced.kind, replaced.credit, replaced.trusted) == (Kind.RECEIPT, True, False)
    assert (deleted.kind, deleted.credit, deleted.trusted) == (Kind.RETURN, False, False)
    assert all(
        any(ref.kind is Ref.ORIGINAL and ref.value == "X9" for ref in one.references) for one in (replaced, deleted)
    )


@pytest.mark.parametrize(
    ("expected", "severity", "status"),
    [
        ("sign_on_failed", Severity.ERROR, "<SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>no</STATUS></SONRS>"),
        ("request_failed", Severity.ERROR, "<STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR</STATUS></STMTTRNRS>"),
        ("request_failed", Severity.WARNING, "<STMTTRNRS><STATUS><CODE>2019<SEVERITY>WARN</STATUS></STMTTRNRS>"),
        ("request_failed", Severity.NOTE, "<STMTTRNRS><STATUS><CODE>1<SEVERITY>INFO</STATUS></STMTTRNRS>"),
    ],
)
def test_every_status_is_told(expected: str, severity: Severity, status: str) -> None:
    data = f"OFXHEADER:100\n\n<OFX>{status}</OFX>{OPEN}{transaction()}{CLOSE}".encode()
    found = [one for one in read(data) if isinstance(one, Finding)]

    assert [(one.code, one.severity) for one in found] == [(expected, severity)]
    assert len(entries(data)) == 1


def counted(data: bytes) -> Control:
    return next(one for one in read(data) if isinstance(one, Control) and one.name == "transactions_count")


def test_the_count_proves_that_none_is_lost() -> None:
    whole = sgml(transaction(), transaction(FITID="A2", TRNAMT="NaN"))

    assert (counted(whole).expected, counted(whole).actual, counted(whole).proof) == (2, 2, Proof.MATCHED)


STRUCTURE: list[tuple[str, int, str, str]] = [
    ("no start tag", 2, "transaction_tag_missing", transaction() + transaction(FITID="A2").replace("<STMTTRN>\n", "")),
    (
        "first start tag",
        2,
        "transaction_tag_missing",
        transaction(FITID="A2").replace("<STMTTRN>\n", "") + transaction(),
    ),
    ("no end tag", 2, "transaction_tag_missing", transaction().replace("</STMTTRN>\n", "") + transaction(FITID="A2")),
    ("last end tag", 2, "transaction_tag_missing", transaction() + transaction(FITID="A2").replace("</STMTTRN>\n", "")),
    ("start tag twice", 1, "transaction_empty", "<STMTTRN>\n" + transaction()),
    ("text between", 1, "text_outside_transaction", transaction() + "words of nobody\n"),
    ("text inside", 1, "text_outside_element", transaction().replace("<TRNTYPE>", "words<TRNTYPE>")),
    ("amount twice", 0, "amount_twice", transaction().replace("<FITID>", "<TRNAMT>7.00\n<FITID>")),
    ("element twice", 1, "element_twice", transaction().replace("<FITID>", "<DTPOSTED>20240116\n<FITID>")),
    ("no amount", 0, "amount_missing", transaction(TRNAMT="-")),
    ("in a comment", 1, "commented_out", transaction() + "<!-- " + transaction() + " -->"),
    ("unknown type", 1, "type_unknown", transaction(TRNTYPE="CREDLT")),
    ("sign against type", 1, "sign_against_type", transaction(TRNAMT="-1.00")),
]


@pytest.mark.parametrize(("count", "code", "body"), [pytest.param(*case[1:], id=case[0]) for case in STRUCTURE])
def test_what_is_broken_is_told_and_the_rest_is_read(count: int, code: str, body: str) -> None:
    assert len(entries(sgml(body))) == count
    assert code in codes(sgml(body))


def test_an_amount_said_twice_alike_is_one_amount() -> None:
    assert only(sgml(transaction().replace("<FITID>", "<TRNAMT>100.00\n<FITID>"))).minor == 10000


def test_transactions_outside_any_statement_are_read() -> None:
    data = sgml(transaction()).replace(b"<STMTRS>", b"")

    assert only(data).account == "77"
    assert "statement_unmarked" in codes(data)


def test_without_a_currency_nothing_is_trusted() -> None:
    for written in (b"<CURDEF>", b"<CURDEF>UXD", b""):
        data = sgml(transaction()).replace(b"<CURDEF>USD", written)

        assert only(data).trusted is False
        assert "currency_missing" in codes(data)


def test_a_file_cut_inside_an_amount_gives_no_smaller_amount() -> None:
    whole = sgml(transaction(), transaction(FITID="A2", TRNAMT="12345.00"))
    cut = whole[: whole.index(b"12345.00") + 3]

    assert [one.minor for one in entries(cut)] == [10000]
    assert {"file_truncated", "transaction_cut"} <= codes(cut)


def test_card_and_brokerage_accounts_hold_no_receipts() -> None:
    card = sgml(transaction()).replace(b"STMTRS>", b"CCSTMTRS>").replace(b"STMTTRNRS", b"CCSTMTTRNRS")

    assert only(card).kind is Kind.OTHER
    assert [one.kind for one in entries((ROOT / "ofx/investment.qfx").read_bytes())] == [Kind.OTHER]


def test_a_statement_has_its_balances_though_they_stand_behind() -> None:
    statement = next(one for one in read((ROOT / "ofx/bank-sgml.qfx").read_bytes()) if isinstance(one, Statement))

    assert [(one.code, one.minor) for one in statement.balances] == [("LEDGERBAL", 4821055), ("AVAILBAL", 4711055)]


def test_ofc_is_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable, match="OFC"):
        list(parsers.read(b"<OFC>\n<DTD>2\n<ACCTSTMT>\n"))


@pytest.mark.parametrize("head", [b"<html><p>OFXHEADER:100", b"a,b,c\n1,2,3", b"<Document>", b""])
def test_what_is_not_ofx_is_not_known(head: bytes) -> None:
    assert not ofx.knows(head)


def test_many_comments_without_an_end_take_no_longer_for_each() -> None:
    assert not entries(b"<OFX>" + b"<!--" * 300_000)


def test_ofxparse_is_asked_and_only_when_a_file_needs_it() -> None:
    """It takes long to load and warns of its own imports: neither may be felt by another command."""
    script = "import sys, parsers; print('ofxparse' in sys.modules, 'bs4' in sys.modules)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False"]


def test_ofxparse_makes_of_the_values_what_we_do() -> None:
    from parsers.ofx.interpreted import transaction as interpreted

    heard = interpreted(
        {"trntype": "CREDIT", "trnamt": "-1250.05", "dtposted": "20240115000000", "fitid": "A", "checknum": "7"}
    )

    assert heard.amount == Decimal("-1250.05")
    assert heard.date is not None
    assert heard.date.date() == date(2024, 1, 15)
    assert (heard.type, heard.id, heard.checknum) == ("credit", "A", "7")
