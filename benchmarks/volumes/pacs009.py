"""A pacs.009.001.08 message of any number of covers of customer transfers."""

from benchmarks.volumes.iso20022 import message

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08">'
    "<FICdtTrf><GrpHdr><MsgId>M-20261120</MsgId><CreDtTm>2026-11-20T09:00:00-05:00</CreDtTm>"
    '<NbOfTxs>{count}</NbOfTxs><TtlIntrBkSttlmAmt Ccy="USD">{total}</TtlIntrBkSttlmAmt>'
    "<IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt><SttlmInf><SttlmMtd>CLRG</SttlmMtd><ClrSys><Cd>FDW</Cd></ClrSys>"
    "</SttlmInf></GrpHdr>\n"
)
_PAYMENT = (
    "<CdtTrfTxInf><PmtId><InstrId>I{number:07}</InstrId><EndToEndId>E2E-{number:07}</EndToEndId>"
    '<UETR>{uetr}</UETR></PmtId><IntrBkSttlmAmt Ccy="USD">{amount}</IntrBkSttlmAmt>'
    "<Dbtr><FinInstnId><BICFI>PRAIUS44XXX</BICFI></FinInstnId></Dbtr><UndrlygCstmrCdtTrf>"
    "<Dbtr><Nm>{payer}</Nm></Dbtr><DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></DbtrAcct>"
    "<Cdtr><Nm>OURSELVES INC</Nm></Cdtr><CdtrAcct><Id><Othr><Id>40071180</Id></Othr></Id></CdtrAcct>"
    "<RmtInf>{remittance}</RmtInf></UndrlygCstmrCdtTrf></CdtTrfTxInf>\n"
)
_TAIL = "</FICdtTrf></Document>\n"


def content(transactions: int) -> bytes:
    """Return a message of so many payments, its count and total right."""
    return message(_HEAD, _PAYMENT, _TAIL, transactions)
