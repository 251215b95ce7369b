"""What is written otherwise and means the same reads the same; what is broken is told and takes nothing else along."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from kit.findings import Finding, Severity
from parsers import read, recognised
from parsers.records import Control, Entry, Kind, Proof, Record, Statement
from tests.parsers.golden import ROOT

Change = Callable[[bytes], bytes]

QIF = b"!Type:Bank\nD11/20/2026\nT1,250.00\nPBramble Hardware\nMINV 20417\n^\n"


def fixture(path: str) -> bytes:
    """Return a bank file with plain line ends."""
    return (ROOT / path).read_bytes().replace(b"\r\n", b"\n")


MT103 = fixture("mt103/return-and-rate.fin").split(b"$\n")[1]
MT910 = fixture("mt910/credit.fin")
MT210 = fixture("mt210/expected.fin")
PACS = fixture("pacs004/two-returns.xml")
X823 = fixture("edi823/two-lockboxes.edi")
BOX = fixture("lockbox/two-lockboxes.txt")
ACH = fixture("ach/ctx-ccd-ppd-cie.ach")
WIRE = b"{1500}30        P {1510}1000{1520}20261119B1Q8021C000417{2000}000000150000{3400}072000326A*{3600}CTR{4320}R-1*"
EDI820 = fixture("edi820/conventions.edi")
BAI = fixture("bai2/prior-day.bai")
SHEET = (ROOT / "bank_xlsx" / "statement.xlsx").read_bytes()
REMT = fixture("remt001/advice-v04.xml")
SLICES = fixture("bai2/slices-of-80.bai")
WIRES = fixture("fedwire/two-messages.txt")
DUTCH = fixture("mt940/dutch.fin")
COVER = fixture("mt202/cover.fin")
QFX = fixture("ofx/bank-sgml.qfx")
REMADV = fixture("remadv/deductions-and-refusal.edi")
ADYEN = fixture("adyen/batch-118.csv")
LETTER = fixture("advice_email/table-in-text.eml")
BACK = fixture("ach/returns-changes-prenotes.ach")
CAMT = fixture("camt053/pages.xml")
WHOLE_CAMT = fixture("camt053/statement-v08.xml")


def entries(data: bytes) -> list[Entry]:
    """Return the entries alone, without where they stand and what they were read from."""
    found = (record for record in read(data) if isinstance(record, Entry))
    return [
        replace(one, line=0, raw="", code="", remittance=tuple(replace(each, line=0) for each in one.remittance))
        for one in found
    ]


def swap(*pairs: tuple[bytes, bytes]) -> Change:
    """Return a change of one file: each first piece, which must stand there, becomes the second."""

    def change(data: bytes) -> bytes:
        for old, new in pairs:
            assert old in data, old
            data = data.replace(old, new)
        return data

    return change


def _renamed(data: bytes, change: Callable[[str], str]) -> bytes:
    """Return a workbook whose parts are named otherwise."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as renamed:
        for name in old.namelist():
            renamed.writestr(change(name), old.read(name))
    return packed.getvalue()


def _cut(data: bytes, width: int) -> list[bytes]:
    """Return the pieces of a file of records of one width."""
    return [data[at : at + width] for at in range(0, len(data), width)]


def _quoted(head: bytes, body: bytes) -> bytes:
    """Return a letter whose body is quoted twice over."""
    return head + b"\n\n" + b"".join(b">> " + line + b"\n" for line in body.split(b"\n"))


def written(codec: str) -> Change:
    """Return a change that declares a character set and writes the file in it."""
    return lambda data: data.replace(b"UTF-8", codec.encode(), 1).decode().encode(codec)


SAME: dict[str, tuple[bytes, Change]] = {
    "qif day in eight digits": (QIF, swap((b"11/20/2026", b"20261120"))),
    "qif month in letters": (QIF, swap((b"11/20/2026", b"20 Nov 2026"))),
    "qif month in letters first": (QIF, swap((b"11/20/2026", b"Nov 20, 2026"))),
    "qif amount in U alone": (QIF, swap((b"T1,250.00", b"T\nU1,250.00"))),
    "qif amount twice alike": (QIF, swap((b"T1,250.00", b"U1,250.00\nT1,250.00"))),
    "qif without its head": (QIF, swap((b"!Type:Bank\n", b""))),
    "qif in UTF-16": (QIF, lambda data: data.decode().encode("utf-16")),
    "mt103 day with its century": (MT103, swap((b":32A:26", b":32A:2026"))),
    "mt103 currency in small letters": (MT103, swap((b"EUR920", b"eur920"))),
    "mt103 sum twice alike": (MT103, swap((b":33B:", b":32A:261119EUR920,00\n:33B:"))),
    "mt103 without the line end behind its head": (MT103, swap((b"{4:\n", b"{4:"))),
    "mt103 with blanks behind its lines": (MT103, swap((b"\n", b"  \n"))),
    "mt910 without the line end behind its head": (MT910, swap((b"{4:\n", b"{4:"))),
    "mt210 account with its bank": (MT210, swap((b":25:", b":25P:"))),
    "pacs.004 in EUC-JP": (PACS, written("euc-jp")),
    "pacs.004 in GB18030": (PACS, written("gb18030")),
    "pacs.004 in a set nobody knows": (PACS, swap((b"UTF-8", b"X-BANK"))),
    "pacs.004 in KOI8-R": (PACS, written("koi8-r")),
    "pacs.004 in UTF-16 without its mark": (PACS, written("utf-16-le")),
    "pacs.004 with amounts of five decimals": (PACS, swap((b".00<", b".00000<"))),
    "pacs.004 with a zone behind its days": (PACS, swap((b"-20</IntrBk", b"-20+02:00</IntrBk"))),
    "bai2 with blanks before its slashes": (BAI, swap((b"/\n", b"  /\n"))),
    "nacha whose header states no record size": (ACH, lambda data: data[:34] + b"000" + data[37:]),
    "nacha of one line whose header states no record size": (
        ACH,
        lambda data: (data[:34] + b"   " + data[37:]).replace(b"\n", b""),
    ),
    "fedwire a tag a line": (WIRE, swap((b"{", b"\n{"))),
    "workbook with part names in capitals": (SHEET, lambda data: _renamed(data, str.upper)),
    "workbook with part names of backslashes": (
        SHEET,
        lambda data: _renamed(data, lambda name: name.replace("/", "\\")),
    ),
    "823 behind words": (X823, lambda data: b"Your lockbox report:\n" + data),
    "823 with carets": (X823, swap((b"*", b"^"))),
    "823 in records of 80 columns": (X823, lambda data: b"\n".join(_cut(data.replace(b"\n", b""), 80))),
    "823 without decimals": (X823, swap((b".00", b""))),
    "823 with its trailer twice": (X823, lambda data: data + b"IEA*1*000003117~\n"),
    "lockbox without its header": (BOX, lambda data: data[81:]),
    "lockbox without its service record": (BOX, lambda data: data[:81] + data[162:]),
    "lockbox filled up to 120 columns": (BOX, lambda data: b"\n".join(one.ljust(120) for one in data.split(b"\n"))),
    "lockbox without line ends": (BOX, swap((b"\n", b""))),
    "remt.001 on one line of CR": (REMT, swap((b"\n", b"\r"))),
    "remt.001 with blank lines behind its mark": (REMT, lambda data: b"\xef\xbb\xbf\r\n" + data),
    "camt with directions in small letters": (WHOLE_CAMT, swap((b">CRDT<", b">crdt<"), (b">DBIT<", b">dbit<"))),
    "bai2 behind the card of a mailbox": (BAI, lambda data: b"$$ADD ID=LAKE BID='X'\r\n" + data + b"$$END\n"),
    "nacha among the cards of a job": (ACH, lambda data: b"//GET EXEC PGM=X\n/*SIGNON\n" + data + b"/*EOF\n"),
    "lockbox behind the card of a mailbox": (BOX, lambda data: b"$$ADD ID=LAKE\n" + data),
    "bai2 on one line": (BAI, swap((b"\n", b""))),
    "bai2 on one line with blanks between": (BAI, swap((b"\n", b" "))),
    "nacha with each record on two lines": (ACH, lambda data: re.sub(rb"(?m)^(.{80})(.{14})$", rb"\1\n\2", data)),
    "nacha wrapped at 80 columns": (ACH, lambda data: b"\n".join(_cut(data.replace(b"\n", b""), 80))),
    "820 with tabs": (EDI820, swap((b"*", b"\t"))),
    "bai2 in slices of a width nobody states": (SLICES, swap((b",80,,2/", b",,,2/  "))),
    "fedwire with blanks behind its numbered tags": (
        WIRES,
        lambda data: re.sub(rb"(\{1\d{3}\}|\{2000\})", rb"\1 ", data),
    ),
    "mt940 with the century in its balances": (DUTCH, swap((b"C261118EUR", b"C20261118EUR"))),
    "ofx amounts in brackets": (QFX, lambda data: re.sub(rb"(<TRNAMT>)-([0-9.]+)", rb"\1(\2)", data)),
    "remadv with commas where points are declared": (
        REMADV,
        lambda data: re.sub(rb"(MOA\+\w+:-?\d+)\.(\d)", rb"\1,\2", data),
    ),
    "table whose numbers are kept as text": (ADYEN, lambda data: re.sub(rb"(?<=,)(\d{4,})(?=,)", rb'="\1"', data)),
    "letter quoted in an answer": (LETTER, lambda data: _quoted(*data.split(b"\n\n", 1))),
    "letter in a mailbox file": (LETTER, lambda data: b"From ap@redfern Thu Nov 19 09:14:00 2026\n" + data),
}


@pytest.mark.parametrize(("data", "change"), SAME.values(), ids=SAME)
def test_what_means_the_same_reads_the_same(data: bytes, change: Change) -> None:
    assert entries(change(data)) == entries(data) != []


#: What is broken, the code that tells it, and the amounts that are still read.
TOLD: dict[str, tuple[bytes, Change, str, list[int]]] = {
    "qif records run together": (QIF, lambda data: data.replace(b"^\n", b"") + QIF[11:], "records_run_together", []),
    "qif day in no calendar": (QIF, swap((b"11/20", b"13/32")), "date_missing", [125000]),
    "qif without an amount": (QIF, swap((b"T1,250.00\n", b"")), "amount_not_numeric", []),
    "qif words behind its end": (QIF, lambda data: data + b"Goodbye\n", "file_truncated", [125000]),
    "mt103 two sums": (MT103, swap((b":33B:", b":32A:261119EUR5,00\n:33B:")), "amount_twice", []),
    "mt103 negative": (MT103, swap((b"EUR920", b"EUR-920")), "amount_not_numeric", []),
    "mt103 parts of a yen": (MT103, swap((b"EUR920,00", b"JPY920,50")), "amount_not_numeric", []),
    "mt103 cut": (MT103, lambda data: data[: len(data) // 2], "file_truncated", []),
    "fedwire cut inside a tag": (WIRE, lambda data: data + b"{500", "file_truncated", [150000]),
    "fedwire marked as a test in small letters": (
        WIRE,
        lambda data: data.lower().replace(b"  p ", b"  t "),
        "test_message",
        [150000],
    ),
    "nacha code of change in a return": (
        BACK,
        swap((b"799R01", b"799C01")),
        "return_or_change",
        [15000, 2500, 9900, 0, 0, 0, 3500, 90000],
    ),
    "nacha code of return in a change": (
        BACK,
        swap((b"798C01", b"798R01")),
        "return_or_change",
        [15000, 2500, 9900, 0, 0, 0, 3500, 90000],
    ),
    "remt.001 that says nothing": (
        REMT,
        lambda data: re.sub(rb"<RmtInf>.*</RmtInf>", b"<RmtInf/>", data, flags=re.DOTALL),
        "advice_empty",
        [],
    ),
    "mt202 whose next begins before its end": (
        COVER,
        lambda data: data.replace(b"-}", b"", 1),
        "message_without_end",
        [654498, 13648000],
    ),
    "pacs.004 with a bare ampersand": (PACS, swap((b"HOLLIS M", b"HOLLIS & M")), "xml_mended", [100000, 9000]),
    "pacs.004 with an entity of HTML": (PACS, swap((b"HOLLIS M", b"H&uuml;LLIS M")), "xml_mended", [100000, 9000]),
    "pacs.004 with a bare angle": (PACS, swap((b"account closed", b"size < 5")), "xml_mended", [100000, 9000]),
    "pacs.004 with a control mark in its amount": (PACS, swap((b">1000.00", b">10\x0100.00")), "xml_mended", [9000]),
    "pacs.004 with a wrong end tag": (
        PACS,
        swap((b"account closed</AddtlInf>", b"account closed</AddtlIf>")),
        "element_not_well_formed",
        [100000],
    ),
    "pacs.004 with a start tag too many": (
        PACS,
        lambda data: data.replace(b"<TxInf>", b"<TxInf><TxInf>", 1),
        "element_not_well_formed",
        [100000, 9000],
    ),
    "pacs.004 with an end tag too many": (
        PACS,
        lambda data: data.replace(b"</TxInf>", b"</TxInf></TxInf>", 1),
        "element_not_well_formed",
        [100000, 9000],
    ),
    "pacs.004 without its last end tag": (
        PACS,
        swap((b"</TxInf>\n</PmtRtr>", b"\n</PmtRtr>")),
        "element_not_well_formed",
        [100000],
    ),
    "823 check of less than nothing": (
        X823,
        swap((b"BPR*I*750.00", b"BPR*I*-750.00")),
        "check_unreadable",
        [240025, 116000, 52000, 0],
    ),
    "pacs.004 parts of a cent": (PACS, swap((b">1000.00<", b">1000.005<")), "amount_not_numeric", [9000]),
    "pacs.004 in small letters of currency": (PACS, swap((b'"USD"', b'"usd"')), "currency_unreadable", []),
    "pacs.004 falsely Big5": (
        PACS,
        swap((b"UTF-8", b"Big5"), (b"HOLLIS", "Åse".encode())),
        "encoding_declared_falsely",
        [100000, 9000],
    ),
}


@pytest.mark.parametrize(("data", "change", "code", "read_still"), TOLD.values(), ids=TOLD)
def test_what_is_broken_is_told(data: bytes, change: Change, code: str, read_still: list[int]) -> None:
    changed = change(data)
    assert code in [one.code for one in read(changed) if isinstance(one, Finding)]
    assert [one.minor for one in entries(changed)] == read_still


def test_japanese_names_are_read_in_the_set_the_declaration_names() -> None:
    data = PACS.decode().replace("UTF-8", "Shift_JIS").replace("HOLLIS MARINE", "山田商事").encode("shift_jis")

    assert {one.payer.name for one in entries(data)} == {"山田商事"}
    (told,) = (one for one in read(data) if isinstance(one, Finding))
    assert (told.code, told.severity) == ("encoding_of_several_bytes", Severity.NOTE)


def test_a_set_that_escapes_is_read_though_its_bytes_are_ascii() -> None:
    data = PACS.decode().replace("UTF-8", "ISO-2022-JP").replace("HOLLIS MARINE", "山田商事").encode("iso-2022-jp")

    assert {one.payer.name for one in entries(data)} == {"山田商事"}


def test_entries_behind_an_account_named_inside_a_list_are_not_lost() -> None:
    """A program writes the head of the list, then the account, then its entries."""
    data = QIF.replace(b"!Type:Bank\n", b"!Type:Bank\n!Account\nNOperating\nDMain account\nTBank\n^\n")

    assert [(one.account, one.minor) for one in entries(data)] == [("Operating", 125000)]


def test_an_amount_in_brackets_is_negative() -> None:
    (one,) = entries(QIF.replace(b"1,250.00", b"(1,250.00)"))

    assert (one.credit, one.minor) == (False, 125000)


def test_a_notice_to_receive_keeps_each_sum_though_its_numbers_are_missing() -> None:
    data = b"\n".join(line for line in MT210.split(b"\n") if not line.startswith(b":21:"))

    assert [one.minor for one in entries(data)] == [one.minor for one in entries(MT210)]


def test_an_advice_that_may_be_a_debit_or_a_credit_is_kept_aside() -> None:
    """A confirmation without its envelope and without a payer: MT900 and MT910 have the same fields."""
    data = b":20:C1\n:21:PAY-1\n:25:DE89370400440532013000\n:32A:261119EUR5000,00\n:52A:INGDDEFF\n-\n"

    told = [one for one in read(data) if isinstance(one, Finding)]
    assert [one.code for one in told] == ["direction_unclear", "nothing_read"]
    assert b":32A:261119EUR5000,00" in told[0].raw.encode()


def test_the_currency_of_one_deposit_is_not_the_next_ones() -> None:
    data = X823.replace(b"BPR*I*2400.25", b"CUR*PR*CAD~\nBPR*I*2400.25")

    assert [one.currency for one in entries(data)] == ["CAD", "CAD", "CAD", "USD", "USD"]


def test_an_ach_file_without_its_record_size_is_no_lockbox() -> None:
    """The record types are the same; the batch header behind the file header tells."""
    found = recognised(ACH[:34] + b"000" + ACH[37:])

    assert found is not None
    assert found.name == "nacha"


def test_a_test_wire_in_small_letters_brings_no_money() -> None:
    assert [one.kind for one in entries(WIRE.lower().replace(b"  p ", b"  t "))] == [Kind.NOTICE]


def test_a_statement_that_is_mended_is_told_once() -> None:
    """What stands before the damage was given already; its section goes on and is proven."""
    whole = list(read(CAMT))
    place = CAMT.rindex(b"<Nm>") + len(b"<Nm>")
    found = list(read(CAMT[:place] + b"R&D " + CAMT[place:]))

    assert [one.code for one in found if isinstance(one, Finding)] == ["xml_mended"]
    assert [one for one in found if isinstance(one, (Statement, Control))] == [
        one for one in whole if isinstance(one, (Statement, Control))
    ]
    assert "R&D " in "".join(one.payer.name for one in found if isinstance(one, Entry))


def raws(found: list[Record]) -> list[str]:
    """Return what is kept of the entries among records."""
    return [one.raw for one in found if isinstance(one, Entry)]


@pytest.mark.parametrize("place", [0, 5, 11])
def test_what_is_kept_of_mended_xml_is_what_came(place: int) -> None:
    """Marks mended and an entry cut out before it change nothing of what an entry shows."""
    start = [found.start() for found in re.finditer(rb"<Ntry>", WHOLE_CAMT)][place]
    broken = WHOLE_CAMT[:start] + b"<Ntry><A></B></Ntry>" + WHOLE_CAMT[start:]
    found = list(read(broken.replace(b"<MsgId>", b"<MsgId>R&D \x01&uuml;", 1)))

    assert raws(found) == raws(list(read(WHOLE_CAMT)))
    assert "<Ntry><A></B></Ntry>" in [one.raw for one in found if isinstance(one, Finding)]


@pytest.mark.parametrize("mark", [b"</Bal>", b"</Ntry>", b"</Amt>"])
def test_what_follows_the_last_whole_entry_of_broken_xml_is_kept(mark: bytes) -> None:
    """Cut anywhere, or broken outside its entries: what was read and what is kept aside hold all its details."""
    end = WHOLE_CAMT.rindex(mark) + len(mark)
    for written in (WHOLE_CAMT[:end], WHOLE_CAMT[:end] + b"</x>" + WHOLE_CAMT[end:]):
        found = [one for one in read(written) if isinstance(one, (Entry, Finding))]

        assert written.count(b"<TxDtls>") == sum(one.raw.count("<TxDtls>") for one in found)
        assert {"file_truncated", "xml_not_well_formed", "element_not_well_formed"} & {
            one.code for one in found if isinstance(one, Finding)
        }


def test_the_cards_around_a_file_are_kept() -> None:
    told = next(iter(read(b"$$ADD ID=LAKE\n" + BAI + b"/*EOF\n")))

    assert isinstance(told, Finding)
    assert (told.code, told.raw.split()) == ("control_cards", ["$$ADD", "ID=LAKE", "/*EOF"])


def test_a_letter_with_a_table_attached_is_a_letter() -> None:
    """Rows of cells below the head of a message are its attachment, not a table of their own."""
    table = b"Invoice,Date,Gross,Net paid\nHX-1,2026-10-01,4000.00,3920.00\nHX-2,2026-10-02,10.00,10.00\n"
    head = b"From: a@redfern.example\nTo: cash@ourselves.example\nSubject: advice\nDate: Thu, 19 Nov 2026 09:14 -0500\n"
    letter = head + b'MIME-Version: 1.0\nContent-Type: text/plain; name="a.csv"\n\n' + table

    found = recognised(letter)
    assert found is not None
    assert found.name == "advice_email"


_ENTRY = (
    '<Ntry><Amt Ccy="EUR">{}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-19</Dt></BookgDt></Ntry>'
)


@pytest.mark.parametrize(
    ("stated", "proof"), [("1800.00", Proof.MATCHED), ("1200.00", Proof.MATCHED), ("1801.00", Proof.MISMATCHED)]
)
def test_the_sum_of_all_entries_of_a_camt_is_compared(stated: str, proof: Proof) -> None:
    """Banks add credits and debits up, or give what is left."""
    told = _ENTRY.format("1500.00", "CRDT") + _ENTRY.format("300.00", "DBIT")
    total = f"<TxsSummry><TtlNtries><Sum>{stated}</Sum></TtlNtries></TxsSummry>"
    data = f"<Document><BkToCstmrStmt><Stmt><Acct><Ccy>EUR</Ccy></Acct>{total}{told}</Stmt></BkToCstmrStmt></Document>"

    controls = [one for one in read(data.encode()) if isinstance(one, Control) and one.name == "entries_total"]
    assert [one.proof for one in controls] == [proof]
