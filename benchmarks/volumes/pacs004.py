"""A pacs.004.001.10 message of any number of returns."""

from benchmarks.volumes.iso20022 import message

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.10">'
    "<PmtRtr><GrpHdr><MsgId>M-20261120</MsgId><CreDtTm>2026-11-20T09:00:00-05:00</CreDtTm>"
    '<NbOfTxs>{count}</NbOfTxs><TtlRtrdIntrBkSttlmAmt Ccy="USD">{total}</TtlRtrdIntrBkSttlmAmt>'
    "<IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt><SttlmInf><SttlmMtd>CLRG</SttlmMtd><ClrSys><Cd>FDW</Cd></ClrSys>"
    "</SttlmInf></GrpHdr>\n"
)
_PAYMENT = (
    "<TxInf><RtrId>R{number:07}</RtrId><OrgnlEndToEndId>E2E-{number:07}</OrgnlEndToEndId>"
    '<OrgnlUETR>{uetr}</OrgnlUETR><RtrdIntrBkSttlmAmt Ccy="USD">{amount}</RtrdIntrBkSttlmAmt>'
    "<RtrRsnInf><Rsn><Cd>FOCR</Cd></Rsn></RtrRsnInf><OrgnlTxRef>"
    "<Dbtr><Pty><Nm>{payer}</Nm></Pty></Dbtr><DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></DbtrAcct>"
    "<Cdtr><Nm>OURSELVES INC</Nm></Cdtr><CdtrAcct><Id><Othr><Id>40071180</Id></Othr></Id></CdtrAcct>"
    "<RmtInf>{remittance}</RmtInf></OrgnlTxRef></TxInf>\n"
)
_TAIL = "</PmtRtr></Document>\n"


def content(transactions: int) -> bytes:
    """Return a message of so many payments, its count and total right."""
    return message(_HEAD, _PAYMENT, _TAIL, transactions)
