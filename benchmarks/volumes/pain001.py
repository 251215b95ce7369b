"""A pain.001.001.09 order of any number of credit transfers of one payer."""

from benchmarks.volumes.iso20022 import amount, minor, remittance

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">'
    "<CstmrCdtTrfInitn><GrpHdr><MsgId>ORD-1</MsgId><CreDtTm>2026-11-19T16:00:00</CreDtTm><NbOfTxs>{count}</NbOfTxs>"
    "<CtrlSum>{total}</CtrlSum></GrpHdr>\n<PmtInf><PmtInfId>RUN-47</PmtInfId><PmtMtd>TRF</PmtMtd>"
    "<NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum><ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt>"
    "<Dbtr><Nm>BIRCHFIELD TOOL SUPPLY CO</Nm></Dbtr><DbtrAcct><Id><Othr><Id>5550001</Id></Othr></Id></DbtrAcct>\n"
)
_ORDER = (
    "<CdtTrfTxInf><PmtId><EndToEndId>E2E-{number:07}</EndToEndId></PmtId>"
    '<Amt><InstdAmt Ccy="USD">{amount}</InstdAmt></Amt><Cdtr><Nm>OURSELVES INC</Nm></Cdtr>'
    "<CdtrAcct><Id><Othr><Id>40071180</Id></Othr></Id></CdtrAcct><RmtInf>{remittance}</RmtInf></CdtTrfTxInf>\n"
)
_TAIL = "</PmtInf></CstmrCdtTrfInitn></Document>\n"


def content(transactions: int) -> bytes:
    """Return an order of so many transfers, its counts and sums right."""
    sizes = [minor(number) for number in range(transactions)]
    orders = (
        _ORDER.format(number=number, amount=amount(size), remittance=remittance(number, size))
        for number, size in enumerate(sizes)
    )
    return (_HEAD.format(total=amount(sum(sizes)), count=transactions) + "".join(orders) + _TAIL).encode()
