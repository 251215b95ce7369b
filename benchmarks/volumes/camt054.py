"""A camt.054.001.08 notification of any number of booked credits under one booked batch."""

from benchmarks.volumes.iso20022 import message

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>\n'
    "<GrpHdr><MsgId>NTF-20261120</MsgId><CreDtTm>2026-11-20T23:10:00-05:00</CreDtTm></GrpHdr>\n"
    "<Ntfctn><Id>N-1</Id><CreDtTm>2026-11-20T23:10:00-05:00</CreDtTm><Acct><Id><Othr><Id>40071180</Id></Othr></Id>"
    "<Ccy>USD</Ccy></Acct>\n"
    '<Ntry><Amt Ccy="USD">{total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
    "<BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>LB11200001</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly>"
    "<Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>\n<NtryDtls><Btch><NbOfTxs>{count}</NbOfTxs>"
    '<TtlAmt Ccy="USD">{total}</TtlAmt></Btch>\n'
)
_DETAIL = (
    "<TxDtls><Refs><AcctSvcrRef>LB1120{number:07}</AcctSvcrRef><EndToEndId>E2E-{number:07}</EndToEndId>"
    '<UETR>{uetr}</UETR></Refs><Amt Ccy="USD">{amount}</Amt><RltdPties><Dbtr><Pty><Nm>{payer}</Nm></Pty></Dbtr>'
    "<DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></DbtrAcct></RltdPties>"
    "<RmtInf>{remittance}</RmtInf></TxDtls>\n"
)
_TAIL = "</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n"


def content(transactions: int) -> bytes:
    """Return the notification of one batch of so many credits."""
    return message(_HEAD, _DETAIL, _TAIL, transactions)
