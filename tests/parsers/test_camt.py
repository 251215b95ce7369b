"""camt: what is booked is money, a batch sums to what was booked, and the balance proves it."""

import tracemalloc
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import Finding
from kit.money import MINOR_MAX
from parsers.iso20022 import camt
from parsers.iso20022.elements import root_names
from parsers.records import Control, Entry, Kind, Method, Proof, Record, Ref, Remittance, Statement

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def document(
    *entries: str, head: str = "", message: str = "BkToCstmrStmt", section: str = "Stmt", namespace: str = NAMESPACE
) -> bytes:
    """Return a message around entries."""
    account = "<Acct><Id><Othr><Id>40071180</Id></Othr></Id><Ccy>USD</Ccy></Acct>"
    created = "<CreDtTm>2026-11-20T20:00:00-05:00</CreDtTm>"
    body = f"<{section}><Id>1</Id>{created}{account}{head}{''.join(entries)}</{section}>"
    return f'<?xml version="1.0"?><Document xmlns="{namespace}"><{message}>{body}</{message}></Document>'.encode()


def ntry(
    amount: str = "100.00",
    direction: str = "CRDT",
    inner: str = "",
    *,
    status: str = "<Sts><Cd>BOOK</Cd></Sts>",
    code: str = "",
    before: str = "",
    currency: str = "USD",
) -> str:
    """Return one entry."""
    domain, family, sub = (code or "PMNT/RCDT/ESCT").split("/")
    codes = f"<BkTxCd><Domn><Cd>{domain}</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>"
    dates = "<BookgDt><Dt>2026-11-20</Dt></BookgDt>"
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{before}{status}{dates}'
        f"<AcctSvcrRef>BANK1</AcctSvcrRef>{codes}{inner}</Ntry>"
    )


def detail(amount: str = "", inner: str = "", refs: str = "<EndToEndId>E1</EndToEndId>", currency: str = "USD") -> str:
    """Return one transaction."""
    money = f'<Amt Ccy="{currency}">{amount}</Amt>' if amount else ""
    return f"<TxDtls><Refs>{refs}</Refs>{money}{inner}</TxDtls>"


def details(*found: str, batch: str = "") -> str:
    """Return the details of an entry."""
    return f"<NtryDtls>{batch}{''.join(found)}</NtryDtls>"


def balance(code: str, amount: str, direction: str = "CRDT") -> str:
    """Return one balance."""
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return (
        f'<Bal>{kind}<Amt Ccy="USD">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>'
    )


def read(*parts: str, **around: str) -> list[Entry]:
    """Return the entries of a document."""
    return [record for record in camt.parse(document(*parts, **around)) if isinstance(record, Entry)]


def codes(records: list[Record]) -> list[str]:
    """Return the codes of the findings."""
    return [record.code for record in records if isinstance(record, Finding)]


STATUS = {
    "<Sts><Cd>BOOK</Cd></Sts>": Kind.RECEIPT,
    "<Sts>BOOK</Sts>": Kind.RECEIPT,
    "": Kind.RECEIPT,
    "<Sts><Cd>PDNG</Cd></Sts>": Kind.NOTICE,
    "<Sts>INFO</Sts>": Kind.NOTICE,
    "<Sts><Cd>FUTR</Cd></Sts>": Kind.NOTICE,
    "<Sts><Prtry>X</Prtry></Sts>": Kind.RECEIPT,
}


@pytest.mark.parametrize(("status", "kind"), STATUS.items(), ids=list(STATUS))
def test_only_what_is_booked_is_money(status: str, kind: Kind) -> None:
    (entry,) = read(ntry(status=status))

    assert entry.kind is kind


#: direction, reversal, codes -> what it is, and whether money came in
KINDS = {
    ("CRDT", "", "PMNT/RCDT/ESCT"): (Kind.RECEIPT, True),
    ("DBIT", "", "PMNT/ICDT/ESCT"): (Kind.OTHER, False),
    ("DBIT", "true", "PMNT/RCDT/ESCT"): (Kind.RETURN, False),
    ("DBIT", "1", "PMNT/RCDT/ESCT"): (Kind.RETURN, False),
    ("CRDT", "true", "PMNT/ICDT/ESCT"): (Kind.RETURN, True),
    ("CRDT", "false", "PMNT/RCDT/ESCT"): (Kind.RECEIPT, True),
    ("DBIT", "", "PMNT/IDDT/UPDD"): (Kind.RETURN, False),
    ("DBIT", "", "PMNT/ICDT/RRTN"): (Kind.RETURN, False),
    ("CRDT", "", "ACMT/MCOP/INTR"): (Kind.OTHER, True),
    ("CRDT", "", "CAMT/ACCB/ZABA"): (Kind.OTHER, True),
    ("DBIT", "", "PMNT/MDOP/CHRG"): (Kind.OTHER, False),
}


@pytest.mark.parametrize(("written", "meant"), KINDS.items(), ids=["/".join(key) for key in KINDS])
def test_the_direction_is_the_accounts_also_of_a_reversal(
    written: tuple[str, str, str], meant: tuple[Kind, bool]
) -> None:
    direction, reversal, code = written
    (entry,) = read(ntry(direction=direction, code=code, before=f"<RvslInd>{reversal}</RvslInd>" if reversal else ""))

    assert (entry.kind, entry.credit) == meant


METHODS = {"PMNT/RCDT/ESCT": Method.ACH, "PMNT/RRCT/ESCT": Method.INSTANT, "PMNT/RCDT/XBCT": Method.WIRE}
METHODS |= {"PMNT/LBOX/LBCA": Method.CHECK, "PMNT/MCRD/POSP": Method.CARD, "PMNT/RCDT/NEWC": Method.OTHER}


@pytest.mark.parametrize(("code", "method"), METHODS.items())
def test_the_bank_code_says_how_money_travelled(code: str, method: Method) -> None:
    assert read(ntry(code=code))[0].method is method


#: what the amounts look like -> minor units, None for what is kept aside
AMOUNTS = {
    "100": 10000,
    "100.5": 10050,
    "0100.50": 10050,
    "+100.00": 10000,
    ".79": 79,
    "100.50000": 10050,
    "100.505": None,
}
AMOUNTS |= {
    "1,00": None,
    "1 0": None,
    "NaN": None,
    "1e3": None,
    "-5": 500,
    "٣": None,
    "99999999999999999999": None,
    "": None,
}


@pytest.mark.parametrize(("written", "minor"), AMOUNTS.items(), ids=str)
def test_an_amount_is_read_exactly_or_kept_aside(written: str, minor: int | None) -> None:
    records = list(camt.parse(document(ntry(written))))

    assert [record.minor for record in records if isinstance(record, Entry)] == ([] if minor is None else [minor])
    assert ("amount_not_numeric" in codes(records)) is (minor is None)


def test_yen_have_no_digits_after_the_point() -> None:
    assert read(ntry("100", currency="JPY"))[0].minor == 100


@given(
    sizes=st.lists(st.integers(0, 10**7), min_size=2, max_size=6),
    directions=st.data(),
    left=st.integers(-500, 500),
)
def test_what_comes_of_an_entry_sums_to_what_was_booked(sizes: list[int], directions: st.DataObject, left: int) -> None:
    """Details, whatever their direction, and the rest they leave are the amount of the entry, to the cent."""
    signs = [directions.draw(st.sampled_from((1, -1))) for _ in sizes]
    booked = sum(size * sign for size, sign in zip(sizes, signs, strict=True)) + left
    direction = "CRDT" if booked >= 0 else "DBIT"
    found = read(
        ntry(
            f"{abs(booked) // 100}.{abs(booked) % 100:02}",
            direction,
            details(
                *(
                    detail(f"{size // 100}.{size % 100:02}", f"<CdtDbtInd>{'CRDT' if sign > 0 else 'DBIT'}</CdtDbtInd>")
                    for size, sign in zip(sizes, signs, strict=True)
                )
            ),
        )
    )

    assert sum(entry.minor if entry.credit else -entry.minor for entry in found) == booked
    assert len(found) == len(sizes) + bool(left)
    assert all(entry.trusted for entry in found) or left


def test_charges_of_a_single_detail_are_a_line_of_their_own() -> None:
    charge = '<Chrgs><Rcrd><Amt Ccy="USD">15.00</Amt></Rcrd></Chrgs>'
    for inner in (
        charge,
        '<Chrgs><Amt Ccy="USD">15.00</Amt></Chrgs>',
        '<Chrgs><TtlChrgsAndTaxAmt Ccy="USD">15.00</TtlChrgsAndTaxAmt></Chrgs>',
    ):
        (entry,) = read(ntry("985.00", inner=details(detail("1000.00", inner))))
        (line,) = entry.remittance

        assert (entry.minor, line.qualifier, line.paid) == (98500, "adjustment", -1500)


def test_a_batch_without_details_is_a_total() -> None:
    (entry,) = read(ntry(inner=details(batch="<Btch><PmtInfId>P</PmtInfId><NbOfTxs>12</NbOfTxs></Btch>")))

    assert (entry.kind, entry.total_of) == (Kind.TOTAL, ("deposit", "BANK1"))
    assert read(ntry(inner=details(batch="<Btch><NbOfTxs>1</NbOfTxs></Btch>")))[0].kind is Kind.RECEIPT


def test_details_in_another_currency_are_never_added() -> None:
    records = list(
        camt.parse(document(ntry("100.00", inner=details(detail("60.00"), detail("40.00", currency="EUR")))))
    )

    assert [record.kind for record in records if isinstance(record, Entry)] == [Kind.TOTAL]
    assert "detail_amounts_missing" in codes(records)


def test_the_amount_of_a_detail_is_found_where_the_version_puts_it() -> None:
    for inner in ("AmtDtls><TxAmt", "AmtDtls><InstdAmt"):
        name, within = inner.split("><")
        amount = f'<{name}><{within}><Amt Ccy="USD">40.00</Amt></{within}></{name}>'
        found = read(ntry("100.00", inner=details(detail("60.00"), detail("", amount))))

        assert [entry.minor for entry in found] == [6000, 4000]


REFERENCES = {
    "<AcctSvcrRef>B2</AcctSvcrRef>": (Ref.BANK, "B2"),
    "<UETR>8a562c67-ca16-48ba-b074-65581be6f011</UETR>": (Ref.UETR, "8a562c67-ca16-48ba-b074-65581be6f011"),
    "<ClrSysRef>20261120B1Q8021C000417</ClrSysRef>": (Ref.IMAD, "20261120B1Q8021C000417"),
    "<ClrSysRef>071000010000001</ClrSysRef>": (Ref.TRACE, "071000010000001"),
    "<Prtry><Tp>X</Tp><Ref>071000010000001</Ref></Prtry>": (Ref.TRACE, "071000010000001"),
    "<ChqNb>1044</ChqNb>": (Ref.CHECK, "1044"),
    "<MndtId>M1</MndtId>": (Ref.MANDATE, "M1"),
    "<PmtInfId>P1</PmtInfId>": (Ref.BATCH, "P1"),
}


@pytest.mark.parametrize(("written", "meant"), REFERENCES.items(), ids=list(REFERENCES))
def test_a_reference_is_of_the_kind_its_place_and_shape_say(written: str, meant: tuple[Ref, str]) -> None:
    (entry,) = read(ntry(inner=details(detail("100.00", refs=written))))

    assert meant in [(one.kind, one.value) for one in entry.references]


def test_a_reference_that_says_there_is_none_is_none() -> None:
    (entry,) = read(ntry(inner=details(detail("100.00", refs="<EndToEndId>NOTPROVIDED</EndToEndId>"))))

    assert [one.kind for one in entry.references] == [Ref.BANK]


def test_the_bank_reference_is_the_details_own_where_it_has_one() -> None:
    first, second = read(ntry(inner=details(detail("60.00", refs="<AcctSvcrRef>B2</AcctSvcrRef>"), detail("40.00"))))

    assert (first.bank_reference, second.bank_reference) == ("B2", "BANK1")


PARTIES = {
    "version 8": "<UltmtDbtr><Pty><Nm>U</Nm></Pty></UltmtDbtr><Dbtr><Pty><Nm>D</Nm></Pty></Dbtr>",
    "version 2": "<UltmtDbtr><Nm>U</Nm></UltmtDbtr><Dbtr><Nm>D</Nm></Dbtr>",
    "a bank pays": "<UltmtDbtr><Nm>U</Nm></UltmtDbtr><Dbtr><Agt><FinInstnId><Nm>D</Nm></FinInstnId></Agt></Dbtr>",
}


@pytest.mark.parametrize("parties", PARTIES.values(), ids=PARTIES)
def test_the_payer_and_who_stands_behind_are_found_in_every_version(parties: str) -> None:
    inner = f"<RltdPties>{parties}<DbtrAcct><Id><IBAN>DE1</IBAN></Id></DbtrAcct></RltdPties>"
    (entry,) = read(ntry(inner=details(detail("100.00", inner))))

    assert (entry.payer.name, entry.payer.ultimate, entry.payer.account) == ("D", "U", "DE1")


def test_a_return_names_the_customer_on_whichever_side_he_stands() -> None:
    for side in ("Dbtr", "Cdtr"):
        inner = (
            f"<RltdPties><{side}><Pty><Nm>K</Nm></Pty></{side}></RltdPties><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
        )
        (entry,) = read(ntry(direction="DBIT", inner=details(detail("100.00", inner))))

        assert (entry.kind, entry.payer.name, entry.text) == (Kind.RETURN, "K", ("AC04",))
        assert (Ref.ORIGINAL, "E1") in [(one.kind, one.value) for one in entry.references]


def strd(kind: str, amounts: str, more: str = "") -> str:
    """Return remittance of one document."""
    document = f"<RfrdDocInf><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Nb>N1</Nb></RfrdDocInf>"
    return f"<RmtInf><Strd>{document}<RfrdDocAmt>{amounts}</RfrdDocAmt>{more}</Strd></RmtInf>"


def money(name: str, amount: str) -> str:
    """Return one amount."""
    return f'<{name} Ccy="USD">{amount}</{name}>'


def adjustment(amount: str, direction: str) -> str:
    """Return one adjustment."""
    return (
        f"<AdjstmntAmtAndRsn>{money('Amt', amount)}<CdtDbtInd>{direction}</CdtDbtInd><Rsn>06</Rsn></AdjstmntAmtAndRsn>"
    )


def typed(kind: str, amount: str) -> str:
    """Return one amount as version 12 writes it."""
    return f"<RmtAmtAndTp><Tp><Cd>{kind}</Cd></Tp>{money('Amt', amount)}</RmtAmtAndTp>"


#: type, amounts -> qualifier, paid, gross, discount, adjustments
DOCUMENTS = {
    ("CINV", money("DuePyblAmt", "100.00") + money("RmtdAmt", "100.00")): ("invoice", 10000, 10000, None, []),
    ("CINV", money("DuePyblAmt", "100.00") + money("DscntApldAmt", "2.00")): ("invoice", 9800, 10000, 200, []),
    ("CINV", money("DuePyblAmt", "100.00") + f"<DscntApldAmt>{money('Amt', '2.00')}</DscntApldAmt>"): (
        "invoice",
        9800,
        10000,
        200,
        [],
    ),
    ("CINV", typed("DUPA", "100.00") + typed("DISC", "2.00") + typed("REMI", "98.00")): (
        "invoice",
        9800,
        10000,
        200,
        [],
    ),
    ("CINV", money("DuePyblAmt", "100.00") + adjustment("8.00", "CRDT") + money("RmtdAmt", "92.00")): (
        "invoice",
        9200,
        10000,
        None,
        [-800],
    ),
    ("CINV", money("DuePyblAmt", "100.00") + adjustment("8.00", "DBIT") + money("RmtdAmt", "92.00")): (
        "invoice",
        9200,
        10000,
        None,
        [-800],
    ),
    ("CINV", money("DuePyblAmt", "100.00") + adjustment("8.00", "CRDT") + money("RmtdAmt", "108.00")): (
        "invoice",
        10800,
        10000,
        None,
        [800],
    ),
    ("CINV", money("DuePyblAmt", "100.00") + money("CdtNoteAmt", "30.00")): ("invoice", 7000, 10000, None, [-3000]),
    ("CREN", money("RmtdAmt", "30.00")): ("credit_memo", -3000, -3000, None, []),
    ("CREN", money("CdtNoteAmt", "30.00")): ("credit_memo", -3000, -3000, None, []),
    ("DEBN", money("RmtdAmt", "30.00")): ("debit_memo", 3000, None, None, []),
    ("PUOR", ""): ("purchase_order", None, None, None, []),
    ("NEWX", ""): ("unknown", None, None, None, []),
}


@pytest.mark.parametrize(("written", "meant"), DOCUMENTS.items(), ids=range(len(DOCUMENTS)))
def test_a_document_says_what_is_paid_whatever_the_version(
    written: tuple[str, str], meant: tuple[str, int, int, int, list[int]]
) -> None:
    (entry,) = read(ntry(inner=details(detail("100.00", strd(*written)))))
    (line,) = entry.remittance

    assert (line.qualifier, line.paid, line.gross, line.discount, [one.minor for one in line.adjustments]) == meant


def test_a_document_date_is_bare_or_typed() -> None:
    for written in ("2026-10-19", "<Dt>2026-10-19</Dt>"):
        inner = strd("CINV", "").replace("</Nb>", f"</Nb><RltdDt>{written}</RltdDt>")
        (entry,) = read(ntry(inner=details(detail("100.00", inner))))

        assert entry.remittance[0].issued_on == date(2026, 10, 19)


def test_free_text_beside_structured_remittance_is_read_as_well() -> None:
    inner = strd("CINV", "").replace("<RmtInf>", "<RmtInf><Ustrd>INV N2</Ustrd>")
    (entry,) = read(ntry(inner=details(detail("100.00", inner))))

    assert (entry.text, [line.reference for line in entry.remittance]) == (("INV N2",), ["N1"])


def test_a_line_of_text_that_fills_its_width_goes_on_in_the_next() -> None:
    full = "I" * 140
    inner = f"<RmtInf><Ustrd>{full}</Ustrd><Ustrd>NV 7</Ustrd><Ustrd>NEXT</Ustrd></RmtInf>"
    (entry,) = read(ntry(inner=details(detail("100.00", inner))))

    assert entry.text == (full + "NV 7", "NEXT")


def test_a_creditor_reference_is_found_in_its_place_and_in_the_text() -> None:
    structured = "<RmtInf><Strd><CdtrRefInf><Ref>RF18 5390 0754 7034</Ref></CdtrRefInf></Strd></RmtInf>"
    for inner in (structured, "<RmtInf><Ustrd>RF18539007547034</Ustrd></RmtInf>"):
        (entry,) = read(ntry(inner=details(detail("100.00", inner))))

        assert (Ref.CREDITOR, "RF18539007547034") in [(one.kind, one.value) for one in entry.references]


@given(
    amounts=st.lists(st.integers(0, 10**6), max_size=5), opening=st.integers(-(10**6), 10**6), off=st.integers(-5, 5)
)
def test_the_balance_proves_what_was_read(amounts: list[int], opening: int, off: int) -> None:
    def signed(code: str, minor: int) -> str:
        return balance(code, f"{abs(minor) // 100}.{abs(minor) % 100:02}", "CRDT" if minor >= 0 else "DBIT")

    closing = opening + sum(amounts) + off
    parts = [ntry(f"{minor // 100}.{minor % 100:02}") for minor in amounts]
    pending = ntry("5.00", status="<Sts><Cd>PDNG</Cd></Sts>")
    records = camt.parse(document(*parts, pending, head=signed("OPBD", opening) + signed("CLBD", closing)))

    (proof,) = [record for record in records if isinstance(record, Control)]
    assert (proof.expected, proof.proof) == (closing, Proof.MISMATCHED if off else Proof.MATCHED)


def test_without_an_opening_balance_nothing_is_proven() -> None:
    records = list(camt.parse(document(ntry(), head=balance("CLBD", "1.00"))))

    assert [record.proof for record in records if isinstance(record, Control)] == [Proof.ABSENT]


def test_totals_that_do_not_agree_are_said() -> None:
    counted = "<TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries><TtlCdtNtries><Sum>100.00</Sum></TtlCdtNtries>"
    records = list(camt.parse(document(ntry(), head=f"<TxsSummry>{counted}</TxsSummry>")))

    proofs = {record.name: record.proof for record in records if isinstance(record, Control)}
    assert proofs == {"balance_proof": Proof.ABSENT, "entries_count": Proof.MISMATCHED, "credits_total": Proof.MATCHED}


def test_nothing_is_booked_from_a_copy() -> None:
    for word in ("DUPL", "COPY", "CODU"):
        records = list(camt.parse(document(ntry(), head=f"<CpyDplctInd>{word}</CpyDplctInd>")))

        assert [record.kind for record in records if isinstance(record, Entry)] == [Kind.NOTICE]
        assert "statement_is_copy" in codes(records)


MESSAGES = {
    "052": ("BkToCstmrAcctRpt", "Rpt"),
    "053": ("BkToCstmrStmt", "Stmt"),
    "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


@pytest.mark.parametrize(("number", "names"), MESSAGES.items())
@pytest.mark.parametrize("wrap", ["{}", "<Envelope><AppHdr><To/></AppHdr>{}</Envelope>"])
@pytest.mark.parametrize(
    "namespace", ["urn:iso:std:iso:20022:tech:xsd:camt.{}.001.99", "", "urn:iso:std:iso:20023:tech:xsd:$camt.{}"]
)
def test_a_message_is_known_by_its_elements(number: str, names: tuple[str, str], wrap: str, namespace: str) -> None:
    message, section = names
    data = document(ntry(), message=message, section=section, namespace=namespace.format(number))
    text = wrap.format(data.decode().partition("?>")[2]).encode()

    knows = {"052": camt.knows_052, "053": camt.knows_053, "054": camt.knows_054}
    assert [name for name, known in knows.items() if known(text)] == [number]
    assert [type(record) for record in camt.parse(text)][:2] == [Statement, Entry]


def test_version_one_names_its_message_with_its_version() -> None:
    data = document(ntry(), message="BkToCstmrStmtV01")

    assert camt.knows_053(data)
    assert len([record for record in camt.parse(data) if isinstance(record, Entry)]) == 1


def test_documents_one_after_the_other_are_all_read() -> None:
    data = document(ntry()) + b"\n" + document(ntry()) + document(ntry()).partition(b"?>")[2]

    records = list(camt.parse(data))
    assert len([record for record in records if isinstance(record, Entry)]) == 3
    assert codes(records) == []


def test_a_file_without_a_statement_says_so() -> None:
    assert codes(list(camt.parse(b"<Document><Other/></Document>"))) == ["no_statement"]


def test_an_entry_in_the_wrong_place_is_kept_aside() -> None:
    assert "entry_outside_statement" in codes(list(camt.parse(f"<Document>{ntry()}</Document>".encode())))


def test_memory_does_not_grow_with_the_file() -> None:
    """Entries are forgotten as they go: a hundred times the file needs no ten times the memory."""

    def peak(count: int) -> int:
        data = document(*[ntry(inner=details(detail("100.00")))] * count)
        tracemalloc.start()
        for _ in camt.parse(data):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(5000) < 10 * peak(50) + 2_000_000


def test_lines_are_those_of_the_file() -> None:
    data = document("\n\n", ntry(), "\n", ntry())

    assert [record.line for record in camt.parse(data) if isinstance(record, Entry)] == [3, 4]


def test_records_are_given_one_by_one() -> None:
    found: Iterator[Record] = camt.parse(document(ntry(), ntry()))

    assert isinstance(next(found), Statement)
    assert all(
        isinstance(line, Remittance) for record in found if isinstance(record, Entry) for line in record.remittance
    )


def test_a_debit_among_the_details_of_a_credit_is_no_receipt() -> None:
    inner = details(detail("120.00"), detail("20.00", "<CdtDbtInd>DBIT</CdtDbtInd>"))

    assert [(entry.kind, entry.credit) for entry in read(ntry(inner=inner))] == [
        (Kind.RECEIPT, True),
        (Kind.OTHER, False),
    ]


def test_no_amount_is_beyond_what_the_books_can_move() -> None:
    assert read(ntry("100000000000.00"))[0].minor == MINOR_MAX
    assert read(ntry("100000000000.01")) == []


def test_a_doctype_is_not_even_looked_into_to_know_a_file() -> None:
    assert root_names(b'<!DOCTYPE d [<!ENTITY a "<Stmt/>">]><Document>&a;</Document>') == ()
