"""A remt.001.001.04 message of any number of advices."""

from benchmarks.volumes.iso20022 import amount, digits, minor, payer, remittance, uetr

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:remt.001.001.04">'
    "<RmtAdvc><GrpHdr><MsgId>ADV-1</MsgId><CreDtTm>2026-11-20T08:00:00</CreDtTm></GrpHdr>\n"
)
_ADVICE = (
    "<RmtInf><RmtId>RMT-{number:07}</RmtId>{remittance}<OrgnlPmtInf><Refs><EndToEndId>E2E-{number:07}</EndToEndId>"
    '<UETR>{uetr}</UETR></Refs><Amt><InstdAmt Ccy="USD">{amount}</InstdAmt></Amt>'
    "<ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt><Dbtr><Nm>{payer}</Nm></Dbtr><DbtrAcct><Id><Othr>"
    "<Id>{account}</Id></Othr></Id></DbtrAcct></OrgnlPmtInf></RmtInf>\n"
)
_TAIL = "</RmtAdvc></Document>\n"


def content(transactions: int) -> bytes:
    """Return the advice of so many payments."""
    advices = (
        _ADVICE.format(
            number=number,
            uetr=uetr(number),
            amount=amount(minor(number)),
            payer=payer(number),
            account=digits(number, 10),
            remittance=remittance(number, minor(number)),
        )
        for number in range(transactions)
    )
    return (_HEAD + "".join(advices) + _TAIL).encode()
