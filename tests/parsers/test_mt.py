"""SWIFT MT: envelopes, statement lines, details in every dialect, controls, payments and advices."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
from kit.findings import Finding, Severity
from parsers import mt
from parsers.mt import kinds as mt_kinds
from parsers.mt import lines as mt_lines
from parsers.mt import structured as mt_structured
from parsers.mt.amounts import days, minor
from parsers.mt.fields import Field
from parsers.records import Control, Entry, Kind, Method, Proof, Ref, Statement
from tests.parsers.golden import ROOT

HEAD = ":20:M1\r\n:25:DE89370400440532013000EUR\r\n:28C:1/1\r\n:60F:C261118EUR100,00\r\n"
BLOCKS = "{1:F01BANKDEFFAXXX0000000000}{2:O1030905261119CHASUS33AXXX00000000002611190905N}"


def entries(text: str) -> list[Entry]:
    return [one for one in mt.parse(text.encode()) if isinstance(one, Entry)]


def only(lines: str) -> Entry:
    """Read one entry inside a statement."""
    [entry] = entries(HEAD + lines + "\r\n:62F:C261119EUR140,00\r\n-\r\n")
    return entry


def detailed(details: str, line: str = ":61:2611191119C40,00NTRFNONREF//BR1") -> Entry:
    return only(f"{line}\r\n:86:{details}")


def told(entry: Entry, kind: Ref) -> list[str]:
    return [one.value for one in entry.references if one.kind is kind]


def findings(text: str) -> dict[str, Severity]:
    return {one.code: one.severity for one in mt.parse(text.encode()) if isinstance(one, Finding)}


def controls(text: str) -> dict[str, Proof]:
    return {one.name: one.proof for one in mt.parse(text.encode()) if isinstance(one, Control)}


@pytest.mark.parametrize(
    ("expected", "written", "currency"),
    [
        (123456, "1234,56", "EUR"),
        (1000, "10,", "EUR"),
        (50, ",50", "EUR"),
        (590, "5,9", "EUR"),
        (30000, "000000000300,00", "EUR"),
        (1234, "1234,", "JPY"),
        (1234, "1234,0", "JPY"),
        (12345, "12,345", "BHD"),
        (None, "12,345", "EUR"),
        (None, "1.234,56", "EUR"),
        (None, "1,234.56", "EUR"),
        (None, "1 234,56", "EUR"),
        (None, ",", "EUR"),
        (None, "", "EUR"),
        (None, "-1,00", "EUR"),
        (None, "１２,00", "EUR"),
        (None, "1e3,00", "EUR"),
        (None, "NaN", "EUR"),
        (None, "9999999999999,00", "EUR"),
    ],
)
def test_an_amount_is_read_whole_or_not_at_all(expected: int | None, written: str, currency: str) -> None:
    assert minor(written, currency) == expected


@given(size=st.integers(0, 10**13), zeros=st.integers(0, 3))
def test_every_amount_comes_back(size: int, zeros: int) -> None:
    assert minor(f"{'0' * zeros}{size // 100},{size % 100:02d}", "EUR") == size


@pytest.mark.parametrize(
    ("expected", "value", "entry"),
    [
        ((date(2026, 11, 19), date(2026, 11, 19), True), "261119", "1119"),
        ((date(2023, 12, 29), date(2024, 1, 2), True), "231229", "0102"),
        ((date(2024, 1, 2), date(2023, 12, 29), True), "240102", "1229"),
        ((date(2024, 2, 28), date(2024, 2, 29), True), "240228", "0229"),
        ((date(2026, 11, 19), None, True), "261119", ""),
        ((date(1999, 1, 4), None, True), "990104", ""),
        ((date(2026, 2, 28), date(2026, 3, 1), False), "260230", "0301"),
        ((None, None, False), "262287", "0301"),
        ((date(2026, 1, 5), None, False), "260105", "1345"),
    ],
)
def test_the_entry_day_lies_in_the_year_nearest_to_the_value_day(
    expected: tuple[date | None, date | None, bool], value: str, entry: str
) -> None:
    assert days(value, entry) == expected


@pytest.mark.parametrize(
    ("kind", "credit", "mark"),
    [
        (Kind.RECEIPT, True, "C"),
        (Kind.RECEIPT, True, "CR"),  # C of a currency that ends in R, not the reversal RC
        (Kind.OTHER, False, "D"),
        (Kind.OTHER, False, "DR"),
        (Kind.RETURN, False, "RC"),
        (Kind.RETURN, False, "RCR"),
        (Kind.RETURN, True, "RD"),
        (Kind.RETURN, True, "RDR"),
        (Kind.NOTICE, True, "EC"),
        (Kind.NOTICE, False, "ED"),
    ],
)
def test_a_mark_says_which_way_the_money_went(kind: Kind, credit: bool, mark: str) -> None:  # noqa: FBT001
    entry = only(f":61:2611191119{mark}40,00NTRFNONREF//BR1")

    assert (entry.kind, entry.credit, entry.minor) == (kind, credit, 4000)


@pytest.mark.parametrize(
    ("reference", "customer", "bank", "line"),
    [
        ("BR-7", ["INV1"], ["BR-7"], "NTRFINV1//BR-7"),
        ("INV1", ["INV1"], [], "NTRFINV1"),
        ("INV/1", ["INV/1"], [], "NTRFINV/1"),
        ("01916", ["01916"], [], "NMSC01916//NONREF"),
        ("", [], [], "NTRFNONREF"),
        ("BR-7", [], ["BR-7"], "NTRFNONREF//BR-7"),
        ("BR-7", [], ["BR-7"], "NTRF//BR-7"),
        ("BR-7", [], ["BR-7"], "//BR-7"),
        ("2023-02-09-08.37.18.054696", ["2023-02-09-08.37.18.054696"], [], "NTRF2023-02-09-08.37.18.054696"),
        ("A//B", [], ["A//B"], "NTRFNONREF//A//B"),
        ("00000000001005", [], ["00000000001005"], "NTRFNONREF//00000000001\r\n005\r\n/TRCD/00100/"),
        ("X", ["X"], [], "NOV X"),
        ("X", ["X"], [], "S   X"),
        ("68790452", ["68790452"], [], "S05168790452"),
    ],
)
def test_the_banks_own_reference_stands_after_two_slashes(
    reference: str, customer: list[str], bank: list[str], line: str
) -> None:
    entry = only(f":61:2611191119C40,00{line}")

    assert entry.bank_reference == reference
    assert (told(entry, Ref.CUSTOMER), told(entry, Ref.BANK)) == (customer, bank)


def test_a_reference_word_says_to_look_into_the_details() -> None:
    entry = detailed("/EREF/E2E-7/REMI/INV-1", ":61:2611191119C40,00NTRFEREF")

    assert entry.bank_reference == "E2E-7"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("statement_line_form", "261119    C40,00NTRFNONREF"),
        ("statement_line_form", "2611191119C\r\n40,00NTRFNONREF"),
        ("statement_line_form", "2611191119C40.00NTRFNONREF"),
        ("statement_line_form", "2611191119c40,00NTRFNONREF"),
        ("statement_line_form", "2611191119C40,00 NTRFNONREF"),
        ("date_invalid", "2611311131C40,00NTRFNONREF"),
        ("statement_line_form", "2611191119C40,00 4711"),
    ],
)
def test_what_a_bank_writes_otherwise_is_read_and_said(code: str, line: str) -> None:
    text = HEAD + f":61:{line}\r\n:62F:C261119EUR140,00\r\n-\r\n"

    assert findings(text) == {code: Severity.WARNING}
    assert [one.minor for one in entries(text)] == [4000]
    assert controls(text) == {"balance_proof": Proof.MATCHED}


@pytest.mark.parametrize(
    ("expected", "written"),
    [(104000, "1 040,00"), (12_500_000_50, "12 500 000,5"), (None, "1 40,00"), (None, "1500 00"), (None, "40,0 0")],
)
def test_an_amount_with_blanks_is_read_whole_or_not_at_all(expected: int | None, written: str) -> None:
    text = HEAD + f":61:2611191119C{written}NTRFNONREF\r\n:62F:C261119EUR140,00\r\n-\r\n"

    assert [one.minor for one in entries(text)] == ([] if expected is None else [expected])


def test_a_keyword_that_comes_again_stays_as_text() -> None:
    entry = detailed("166?20EREF+E1?21SVWZ+INV 5?22EREF+E2?32ACME")

    assert told(entry, Ref.END_TO_END) == ["E1"]
    assert entry.text == ("INV 5", "EREF+E2")


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("amount_not_numeric", "2611191119C1.040,00NTRFNONREF"),
        ("amount_not_numeric", "2611191119C40,123NTRFNONREF"),
        ("amount_not_numeric", "2611191119C4'0,00NTRFNONREF"),
        ("statement_line_unreadable", "2611191119X40,00NTRFNONREF"),
        ("statement_line_unreadable", "2611191119C40,0"),
        ("statement_line_unreadable", ""),
    ],
)
def test_a_line_without_an_amount_is_kept_aside_with_its_details(code: str, line: str) -> None:
    records = list(mt.parse((HEAD + f":61:{line}\r\n:86:WORDS\r\n:62F:C261119EUR140,00\r\n-\r\n").encode()))
    [finding] = [one for one in records if isinstance(one, Finding)]

    assert not any(isinstance(one, Entry) for one in records)
    assert (finding.code, finding.severity, finding.line) == (code, Severity.ERROR, 5)
    assert "WORDS" in finding.raw


def test_a_structured_text_is_joined_where_its_lines_are_full() -> None:
    entry = detailed(
        "166?00GUTSCHRIFT?109310?20EREF+ABCDEFGHIJKLMNOPQRSTUV?21WXYZ?22KREF+K-1?23SVWZ+INV-200417 und INV-200"
        "?24418?25Skonto 2 %?30COBADEFFXXX?31DE89370400440532013000?32Muster Handelsgesellschaft ?33mbH"
    )

    assert told(entry, Ref.END_TO_END) == ["ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert told(entry, Ref.CUSTOMER) == ["K-1"]
    assert entry.text == ("INV-200417 und INV-200418", "Skonto 2 %")
    assert (entry.payer.name, entry.payer.account, entry.payer.routing) == (
        "Muster Handelsgesellschaft mbH",
        "DE89370400440532013000",
        "COBADEFFXXX",
    )
    assert (entry.code, entry.method) == ("NTRF/166", Method.ACH)


@given(
    pieces=st.lists(
        st.tuples(
            st.sampled_from(["00", "10", "20", "21", "22", "23", "29", "30", "31", "32", "33", "34", "60"]),
            st.sampled_from(["", "EREF+", "KREF+", "MREF+", "SVWZ+", "ABWA+", "IBAN: "]),
            st.text(alphabet="AB1 +:-?", max_size=30),
        ),
        max_size=9,
    )
)
def test_the_usual_shape_is_read_as_any_other(pieces: list[tuple[str, str, str]]) -> None:
    text = "166" + "".join(f"?{code}{key}{words}" for code, key, words in pieces)

    assert mt_structured.told(text) == mt_structured.general(text)


@given(
    references=st.lists(st.sampled_from(["EREF+E-1", "KREF+K-1", "MREF+M 1", "EREF+" + "9" * 22]), max_size=3),
    words=st.lists(st.text(alphabet="AB 1-", max_size=29), max_size=4),
)
def test_references_and_words_in_their_usual_order(references: list[str], words: list[str]) -> None:
    lines = [*references, *(("SVWZ+" if number == 0 else "") + one for number, one in enumerate(words))]
    text = "166?00X" + "".join(f"?2{number}{one}" for number, one in enumerate(lines)) + "?30B?31A?32N?33M?34000"

    assert mt_structured.told(text) == mt_structured.general(text)


@given(
    pieces=st.tuples(
        st.sampled_from(["261119", "2611191120", "2602301119", "26111"]),
        st.sampled_from(["C", "D", "RC", "RD", "EC", "CR", "CRR", "X"]),
        st.sampled_from(["40,00", "40,", ",5", "40,005", "40,00,1", "0,00", "4 0,0", ","]),
        st.sampled_from(["NTRF", "S103", "F   ", "ntrf"]),
        st.text(alphabet="AB1 /+", max_size=18),
    )
)
def test_the_usual_line_is_read_as_any_other(pieces: tuple[str, ...]) -> None:
    said: list[tuple[mt_lines.Line | None, list[str]]] = []
    for end in ("", "\n"):
        found: list[Finding] = []
        line = mt_lines.read(Field("61", "".join(pieces) + end, 1, ""), "EUR", found)
        said.append((line, [one.code for one in found]))

    assert said[0] == said[1]


@pytest.mark.parametrize("separator", ["?", ">", "~", "<", "|", "+"])
def test_any_mark_may_part_the_subfields(separator: str) -> None:
    entry = detailed("166?00GUTSCHRIFT?20SVWZ+INV-1?32Karl Huber".replace("?", separator).replace("SVWZ+", ""))

    assert (entry.text, entry.payer.name) == (("INV-1",), "Karl Huber")


@pytest.mark.parametrize("text", ["166/12 INV-1", "Why? 20 pieces", "A44?Librairie", "12?20 pieces", "100-20 less"])
def test_text_that_only_looks_structured_stays_text(text: str) -> None:
    assert detailed(text).text == (text,)


@pytest.mark.parametrize(
    ("kind", "gvc", "mark"),
    [
        (Kind.RECEIPT, "166", "C"),
        (Kind.RECEIPT, "168", "C"),
        (Kind.RECEIPT, "835", "C"),
        (Kind.RECEIPT, "202", "C"),
        (Kind.RETURN, "109", "D"),
        (Kind.RETURN, "108", "D"),
        (Kind.RETURN, "181", "D"),
        (Kind.RETURN, "184", "D"),
        (Kind.RETURN, "159", "C"),
        (Kind.RETURN, "899", "C"),
        (Kind.TOTAL, "194", "C"),
        (Kind.TOTAL, "192", "C"),
        (Kind.OTHER, "808", "C"),
        (Kind.OTHER, "820", "C"),
        (Kind.OTHER, "117", "D"),
    ],
)
def test_a_business_code_says_what_an_entry_is(kind: Kind, gvc: str, mark: str) -> None:
    entry = detailed(f"{gvc}?00TEXT?20EREF+E-1?32Karl", f":61:2611191119{mark}40,00NTRFNONREF")

    assert entry.kind is kind
    assert told(entry, Ref.ORIGINAL) == (["E-1"] if kind is Kind.RETURN else [])


@pytest.mark.parametrize(
    ("kind", "code"),
    [(Kind.RETURN, "NRTI"), (Kind.OTHER, "NCHG"), (Kind.OTHER, "NINT"), (Kind.TOTAL, "NLBX"), (Kind.RECEIPT, "FTRF")],
)
def test_a_type_code_says_what_an_entry_is(kind: Kind, code: str) -> None:
    assert only(f":61:2611191119C40,00{code}NONREF").kind is kind


def test_a_check_deposited_carries_its_number() -> None:
    entry = only(":61:2611191119C40,00NCHK104422//D1")

    assert (entry.method, told(entry, Ref.CHECK)) == (Method.CHECK, ["104422"])


def test_slash_codes_survive_the_end_of_a_line() -> None:
    entry = detailed(
        "/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NA\r\nME/Van Dijk B.V./REMI/INV/2026/001 a"
        "nd INV/2026/002/EREF/NOTPROV\r\nIDED"
    )

    assert (entry.payer.name, entry.payer.account, entry.payer.routing) == (
        "Van Dijk B.V.",
        "NL91ABNA0417164300",
        "ABNANL2A",
    )
    assert told(entry, Ref.END_TO_END) == []
    assert entry.method is Method.ACH


def test_a_short_line_of_remittance_ends_where_it_ends() -> None:
    entry = detailed("/ORDP//NAME/Bedrijf B.V./REMI/NR.201303-111/11.3.2013\r\nNR.201303-112/11.3.2013/ISDT/2013-04-03")

    assert entry.text == ("NR.201303-111/11.3.2013", "NR.201303-112/11.3.2013")
    assert entry.payer.name == "Bedrijf B.V."


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_partys_code_may_lack_the_slash_of_its_empty_value(slash: str) -> None:
    entry = detailed(f"/ORDP/{slash}NAME/Bedrijf B.V./REMI/INV/2026/001")

    assert (entry.payer.name, entry.text) == ("Bedrijf B.V.", ("INV/2026/001",))


def test_a_counterparty_in_four_cells() -> None:
    entry = detailed("/EREF/E-1//CNTP/NL91ABNA0417164300/ABNANL2A/Van Dijk B.V./Utrecht//REMI/USTD//Factuur 7/")

    assert (entry.payer.name, entry.payer.account, entry.text) == (
        "Van Dijk B.V.",
        "NL91ABNA0417164300",
        ("Factuur 7",),
    )


@pytest.mark.parametrize(
    ("expected", "remittance"),
    [
        ("RF98INV2026000123", "STRD/ISO/RF98INV2026000123"),
        ("4020260417000012", "STRD/CUR/4020260417000012"),
    ],
)
def test_a_structured_remittance_is_a_creditors_reference(expected: str, remittance: str) -> None:
    assert told(detailed(f"/NAME/Karl/REMI/{remittance}/"), Ref.CREDITOR) == [expected]


def test_a_return_reason_makes_a_return_whatever_the_type_says() -> None:
    entry = detailed("/RTRN/MS03//EREF/E-1//REMI/USTD//x/", ":61:2611191119D40,00NTRFEREF//B1")

    assert (entry.kind, told(entry, Ref.ORIGINAL), entry.text[0]) == (Kind.RETURN, ["E-1"], "MS03")


def test_labelled_columns() -> None:
    dutch = detailed(
        "SEPA OVERBOEKING                 IBAN: NL20INGB0001234567\r\nBIC: INGBNL2A              NAAM: BAKKERIJ"
        " SMIT\r\nOMSCHRIJVING: FACTUUR 2026-0440  KENMERK: 7541410"
    )
    polish = detailed(
        "COLLECT; ID IPH: XX0417; Z RACH.: 27114020; OD: JAN NOWAK  \r\nUL. 1; TYT.: FAKTURA 17   ; \r\nTNR: 17.01"
    )

    assert (dutch.payer.name, dutch.payer.account, told(dutch, Ref.END_TO_END)) == (
        "BAKKERIJ SMIT",
        "NL20INGB0001234567",
        ["7541410"],
    )
    assert dutch.text[0] == "FACTUUR 2026-0440"
    assert (polish.payer.name, polish.payer.account, polish.text[0]) == ("JAN NOWAK", "27114020", "FAKTURA 17")
    assert told(polish, Ref.IDENTIFICATION) == ["XX0417"]


def test_free_text_keeps_its_lines_and_gives_an_account_whose_check_digits_hold() -> None:
    entry = detailed("PAYMENT OF\r\nINV-1 AND INV-2\r\nDE89370400440532013000 DE00370400440532013000")

    assert entry.text == ("PAYMENT OF", "INV-1 AND INV-2", "DE89370400440532013000 DE00370400440532013000")
    assert entry.payer.account == "DE89370400440532013000"


def test_field_70_codes_in_the_details() -> None:
    entry = detailed("/INV/abc/SDF-96//1234-234///ROC/98I U87")

    assert [(one.qualifier, one.reference) for one in entry.remittance] == [
        ("invoice", "abc/SDF-96"),
        ("invoice", "1234-234"),
    ]
    assert told(entry, Ref.END_TO_END) == ["98I U87"]


def test_several_details_belong_to_one_line() -> None:
    entry = only(":61:2611191119C40,00NTRFNONREF\r\n:86:Terug\r\n:86:NIET AKKOORD")

    assert entry.text == ("Terug", "NIET AKKOORD")


def test_a_block_of_german_banks_outside_the_standard() -> None:
    entry = only(":61:2611191119C40,00NMSCNONREF\r\n:NS:01Rechnung 7\r\n02vom 3.11.\r\n15Maria Gruber\r\n17Gutschrift")

    assert (entry.text, entry.payer.name) == (("Rechnung 7", "vom 3.11."), "Maria Gruber")


@pytest.mark.parametrize("text", ["A\r\n:12:11 B", "A\r\n-discount 2 pct", "A\r\n-", "A\r\n:99X:B"])
def test_a_line_of_details_that_looks_like_a_tag_is_text(text: str) -> None:
    assert detailed(text).text == tuple(line for line in text.split("\r\n"))


def test_a_note_behind_the_closing_balance_is_the_statements() -> None:
    text = HEAD + ":61:2611191119C40,00NTRFNONREF\r\n:62F:C261119EUR140,00\r\n:86:INSURED DEPOSITS\r\n-\r\n"
    [entry] = entries(text)

    assert entry.text == ()


def test_the_head_says_what_stands_behind_the_entries_even_far_away() -> None:
    line = ":61:2611191119C1,00NTRFNONREF//B\r\n:86:" + "X" * 60 + "\r\n"
    text = HEAD + line * 20_000 + ":62F:C261119EUR20100,00\r\n:64:C261119EUR7,00\r\n-\r\n"
    records = mt.parse(text.encode())
    head = next(records)

    assert isinstance(head, Statement)
    assert [(one.code, one.minor) for one in head.balances] == [("60F", 10_000), ("62F", 2_010_000), ("64", 700)]
    assert head.on == date(2026, 11, 19)
    last = list(records)[-1]
    assert isinstance(last, Control)
    assert last.proof is Proof.MATCHED


def test_every_line_number_is_the_files_own() -> None:
    line = ":61:2611191119C1,00NTRFNONREF//B\r\n:86:ONE\r\nTWO\r\n"
    text = HEAD + line * 30_000 + ":62F:C261119EUR1,00\r\n"

    assert [one.line for one in entries(text)] == list(range(5, 5 + 90_000, 3))
    assert entries(text)[-1].raw == line.replace("\r\n", "\n").rstrip("\n")


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_charsets(line_end: str, codec: str) -> None:
    text = HEAD + ":61:2611191119C40,00NTRFNONREF//B\r\n:86:166?20Ü1?32Jürgen\r\n:62F:C261119EUR140,00\r\n-\r\n"
    data = text.replace("\r\n", line_end).encode(codec)
    [entry] = [one for one in parsers.read(data) if isinstance(one, Entry)]

    assert (entry.payer.name, entry.text) == ("Jürgen", ("Ü1",))


def test_pages_carry_their_balance_forward() -> None:
    page = ":20:M\n:25:X/1\n:28C:1/{}\n:60{}:C261118EUR{}\n:61:2611191119C1,00NTRFNONREF\n:62{}:C261118EUR{}\n-\n"
    good = page.format(1, "F", "5,00", "M", "6,00") + page.format(2, "M", "6,00", "F", "7,00")
    lost = page.format(1, "F", "5,00", "M", "6,00") + page.format(2, "M", "9,00", "F", "10,00")

    assert controls(good) == {"balance_proof": Proof.MATCHED, "page_balance": Proof.MATCHED}
    assert controls(lost)["page_balance"] is Proof.MISMATCHED


def test_a_balance_that_does_not_foot_is_said_and_its_entries_stay() -> None:
    text = HEAD + ":61:2611191119C40,00NTRFNONREF\r\n:62F:C261119EUR150,00\r\n-\r\n"

    assert controls(text) == {"balance_proof": Proof.MISMATCHED}
    assert [one.trusted for one in entries(text)] == [True]


def test_an_interim_report_brings_notices_and_proves_its_sums() -> None:
    text = (
        ":20:I\n:25:X/1\n:28C:1/1\n:34F:EURC0,\n:13D:2611191100+0100\n:61:2611191119C40,00NTRFNONREF\n"
        ":61:2611191119D4,00NTRFNONREF\n:90D:1EUR4,00\n:90C:2EUR40,00\n-\n"
    )

    assert {one.kind for one in entries(text)} == {Kind.NOTICE}
    assert controls(text) == {
        "debits_count": Proof.MATCHED,
        "debits_total": Proof.MATCHED,
        "credits_count": Proof.MISMATCHED,
        "credits_total": Proof.MATCHED,
    }


def test_each_message_is_read_by_its_own_type() -> None:
    data = (ROOT / "mt940/mixed.rje").read_bytes()
    found = [one for one in mt.parse(data) if isinstance(one, Entry)]

    assert [(one.kind, one.code.partition(" ")[0]) for one in found] == [
        (Kind.RECEIPT, "NTRF"),
        (Kind.RECEIPT, "NCHK"),
        (Kind.NOTICE, "NTRF"),
        (Kind.RECEIPT, "910"),
    ]


def wire(fields: str) -> str:
    return f"{BLOCKS}{{3:{{121:174c245f-2682-4291-ad67-2a41e530cd27}}}}{{4:\r\n{fields}\r\n-}}"


def test_a_credit_transfer_with_charges_names_the_difference() -> None:
    text = wire(
        ":20:T1\r\n:23B:CRED\r\n:32A:261119USD136480,\r\n:33B:USD136500,\r\n:50K:/96325874\r\nGB ENGINEERING\r\n"
        ":59:/254178963\r\nUS ENGINES\r\n:70:/INV/INV-300417\r\n:71A:SHA\r\n:71F:USD10,\r\n:71F:USD10,"
    )
    [entry] = entries(text)
    [line] = entry.remittance

    assert controls(text) == {"settled_amount": Proof.MATCHED}
    assert (line.reference, line.gross, line.paid) == ("INV-300417", 13_650_000, 13_648_000)
    assert [(one.minor, one.code) for one in line.adjustments] == [(-1000, "CHRG"), (-1000, "CHRG")]
    assert told(entry, Ref.UETR) == ["174c245f-2682-4291-ad67-2a41e530cd27"]
    assert (entry.payer.name, entry.payer.account, entry.payer.routing) == ("GB ENGINEERING", "96325874", "CHASUS33")


@pytest.mark.parametrize(
    ("proof", "instructed"),
    [
        (Proof.MATCHED, ":33B:EUR100,00\r\n:71A:OUR"),
        (Proof.MATCHED, ":33B:EUR90,00\r\n:71A:OUR\r\n:71G:EUR10,00"),
        (Proof.MATCHED, ":33B:EUR110,00\r\n:71A:BEN\r\n:71F:EUR10,00"),
        (Proof.MISMATCHED, ":33B:EUR110,00\r\n:71A:SHA"),
    ],
)
def test_what_was_settled_is_what_was_instructed_less_charges(proof: Proof, instructed: str) -> None:
    assert controls(wire(f":20:T1\r\n:32A:261119EUR100,00\r\n:50K:A\r\n{instructed}")) == {"settled_amount": proof}


@pytest.mark.parametrize("code", ["RETN", "REJT"])
def test_a_payment_that_comes_back_points_to_what_was_sent(code: str) -> None:
    [entry] = entries(
        wire(f":20:R1\r\n:32A:261119EUR100,00\r\n:50K:A\r\n:72:/{code}/99\r\n/AC04/\r\n/MREF/PAY-1\r\n/TREF/E-1")
    )

    assert (entry.kind, told(entry, Ref.ORIGINAL)) == (Kind.RETURN, ["PAY-1", "E-1"])


def test_a_text_that_the_translation_cut_says_so() -> None:
    [entry] = entries(wire(":20:T1\r\n:32A:261119EUR100,00\r\n:50K:A\r\n:70:/INV/INV-30041+"))

    assert [(one.reference, one.truncated) for one in entry.remittance] == [("INV-30041", True)]


def test_a_message_the_network_refused_or_a_test_is_no_money() -> None:
    body = ":20:T1\r\n:32A:261119EUR100,00\r\n:50K:A"
    refused = "{1:F21BANKDEFFAXXX0000000000}{4:{177:2611190905}{451:1}}" + wire(body)
    test = wire(body) + "{5:{CHK:0AF226411593}{TNG:}}"

    assert [one.kind for one in entries(refused)] == [Kind.NOTICE]
    assert [one.kind for one in entries(test)] == [Kind.NOTICE]
    assert [one.kind for one in entries(wire(body) + "\r\n" + wire(body))] == [Kind.RECEIPT, Kind.RECEIPT]


def test_advices() -> None:
    found = {
        name: list(mt.parse((ROOT / name).read_bytes()))
        for name in ("mt900/debit.fin", "mt910/credit.fin", "mt210/expected.fin")
    }
    seen = {
        name: [(one.kind, one.credit, one.minor) for one in held if isinstance(one, Entry)]
        for name, held in found.items()
    }

    assert seen == {
        "mt900/debit.fin": [(Kind.OTHER, False, 233_530)],
        "mt910/credit.fin": [(Kind.RECEIPT, True, 500_000)],
        "mt210/expected.fin": [(Kind.NOTICE, True, 125_000), (Kind.NOTICE, True, 30_050)],
    }


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("mt940", ":20:X\n:25:1\n:60F:C261118EUR1,00\n"),
        ("mt940", "ABNANL2A\n940\nABNANL2A\n:20:X\n:25:1\n"),
        ("mt940", ":86:words\n"),
        ("mt940", "@@:20:X@@:25:1@@:60F:C261118EUR1,00"),
        ("mt942", ":20:X\n:25:1\n:28C:1\n:34F:EUR0,\n:61:2611191119C1,00NTRF\n"),
        ("mt942", ":90D:3EUR13,37\n"),
        ("mt950", "{1:F01BANKDEFFAXXX0000000000}{2:O9501800261119}{4:\n:20:X\n"),
        ("mt103", ":20:X\n:23B:CRED\n:32A:261119EUR1,\n:50K:A\n:59:B\n:71A:SHA\n"),
        ("mt202", ":20:X\n:21:Y\n:32A:261119EUR1,\n:58A:BANKDEFF\n"),
        ("mt210", ":20:X\n:25:1\n:30:261119\n:21:Y\n:32B:EUR1,\n"),
        ("", "{1:F01BANKDEFFAXXX0000000000}{2:O1990905261119}{4:\n:20:X\n:79:Y\n-}"),
        ("", "From: a@example.com\nSubject: x\n\n:20:X\n:25:1\n"),
        ("", "<a>\n:20:X\n:25:1\n</a>"),
        ("", "a,b,c\n1,2,3\n"),
    ],
)
def test_a_file_is_known_by_its_first_message(row: str, text: str) -> None:
    assert mt_kinds.row(text.encode()) == row


@given(cut=st.integers(1, 10_000))
def test_no_entry_is_made_of_the_line_a_cut_went_through(cut: int) -> None:
    data = (ROOT / "mt940/dutch.fin").read_bytes()
    whole = {(one.line, one.minor) for one in mt.parse(data) if isinstance(one, Entry)}

    assert {(one.line, one.minor) for one in mt.parse(data[:cut]) if isinstance(one, Entry)} <= whole


def test_an_advice_with_a_point_for_its_decimals_is_read_and_told() -> None:
    text = wire(":20:T1\r\n:32A:261119EUR100.50\r\n:50K:A")

    assert [entry.minor for entry in entries(text)] == [10050]
    assert findings(text) == {"amount_form": Severity.WARNING}
