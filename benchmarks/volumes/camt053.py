"""A camt.053.001.08 statement of any number of booked credits, with balances and totals that prove it."""

from benchmarks.volumes.iso20022 import amount, digits, minor, payer, remittance, uetr

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">\n<BkToCstmrStmt>\n'
    "<GrpHdr><MsgId>STMT-20261120</MsgId><CreDtTm>2026-11-20T23:10:00-05:00</CreDtTm></GrpHdr>\n"
    "<Stmt><Id>S-20261120</Id><LglSeqNb>324</LglSeqNb><CreDtTm>2026-11-20T23:10:00-05:00</CreDtTm>"
    "<FrToDt><FrDtTm>2026-11-20T00:00:00-05:00</FrDtTm><ToDtTm>2026-11-20T23:00:00-05:00</ToDtTm></FrToDt>"
    "<Acct><Id><Othr><Id>40071180</Id></Othr></Id><Ccy>USD</Ccy><Ownr><Nm>OURSELVES INC</Nm></Ownr>"
    "<Svcr><FinInstnId><BICFI>LAKEUS33XXX</BICFI></FinInstnId></Svcr></Acct>\n"
)
_BALANCE = (
    '<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="USD">{amount}</Amt>'
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
)
_SUMMARY = (
    "<TxsSummry><TtlNtries><NbOfNtries>{count}</NbOfNtries><Sum>{total}</Sum></TtlNtries>"
    "<TtlCdtNtries><NbOfNtries>{count}</NbOfNtries><Sum>{total}</Sum></TtlCdtNtries></TxsSummry>\n"
)
_ENTRY = (
    '<Ntry><NtryRef>{number}</NtryRef><Amt Ccy="USD">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt>"
    "<AcctSvcrRef>LB1120{number:07}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>"
    "<SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>\n<NtryDtls><TxDtls><Refs><InstrId>I{number:07}</InstrId>"
    "<EndToEndId>E2E-{number:07}</EndToEndId><UETR>{uetr}</UETR></Refs>"
    '<Amt Ccy="USD">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>\n<RltdPties><Dbtr><Pty><Nm>{payer}</Nm><PstlAdr>'
    "<TwnNm>Moline</TwnNm><Ctry>US</Ctry></PstlAdr></Pty></Dbtr><DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id>"
    "</DbtrAcct></RltdPties><RltdAgts><DbtrAgt><FinInstnId><BICFI>PRAIUS44XXX</BICFI></FinInstnId></DbtrAgt></RltdAgts>"
    "\n<RmtInf>{remittance}</RmtInf></TxDtls></NtryDtls></Ntry>\n"
)
_TAIL = "</Stmt></BkToCstmrStmt></Document>\n"
_OPENING = 10_000_000


def content(transactions: int) -> bytes:
    """Return the statement of so many credits: a third with documents, the others with free text."""
    sizes = [minor(number) for number in range(transactions)]
    total = sum(sizes)
    head = (
        _HEAD
        + _BALANCE.format(code="OPBD", amount=amount(_OPENING), day="2026-11-19")
        + _BALANCE.format(code="CLBD", amount=amount(_OPENING + total), day="2026-11-20")
        + _SUMMARY.format(count=transactions, total=amount(total))
    )
    entries = (
        _ENTRY.format(
            number=number,
            amount=amount(size),
            uetr=uetr(number),
            payer=payer(number),
            account=digits(number, 10),
            remittance=remittance(number, size),
        )
        for number, size in enumerate(sizes)
    )
    return (head + "".join(entries) + _TAIL).encode()
