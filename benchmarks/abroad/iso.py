"""The ISO 20022 messages that the morning lacks: a cover, a return, and two advices of payments told elsewhere."""

from xml.sax.saxutils import escape

from benchmarks.abroad.desk import DAY, OURS, Desk, Payment

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{}">'
_STAMP = f"<CreDtTm>{DAY}T09:00:00-05:00</CreDtTm>"
_CLEARING = "<SttlmInf><SttlmMtd>CLRG</SttlmMtd><ClrSys><Cd>FDW</Cd></ClrSys></SttlmInf>"
_OURS = f"<Cdtr><Nm>{OURS}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>6620418093</Id></Othr></Id></CdtrAcct>"


def _holder(payment: Payment, account: str) -> str:
    """Return the payer and its account."""
    return f"<Dbtr><Nm>{escape(payment.payer)}</Nm></Dbtr><DbtrAcct><Id><Othr><Id>{account}</Id></Othr></Id></DbtrAcct>"


def _amount(tag: str, payment: Payment) -> str:
    """Return an amount element."""
    return f'<{tag} Ccy="{payment.currency}">{payment.point}</{tag}>'


def _document(payment: Payment) -> str:
    """Return the item that is paid, in structure."""
    amounts = _amount("DuePyblAmt", payment) + _amount("RmtdAmt", payment)
    kind = "<Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp>"
    return f"<Strd><RfrdDocInf>{kind}<Nb>{payment.document}</Nb></RfrdDocInf><RfrdDocAmt>{amounts}</RfrdDocAmt></Strd>"


def pacs009(desk: Desk) -> bytes:
    """Return the cover of a customer's transfer, the customer's own order inside."""
    payment = desk.pay("USD", "20261119C1B7631C000041")
    head = f"<GrpHdr><MsgId>{payment.reference}</MsgId>{_STAMP}<NbOfTxs>1</NbOfTxs>{_CLEARING}</GrpHdr>"
    ids = "<PmtId><InstrId>I-41</InstrId><EndToEndId>COVER-41</EndToEndId>"
    ids += "<UETR>3d1f0c5a-71c2-4a6e-9a57-0c5ab7e00041</UETR></PmtId>"
    settled = f"{_amount('IntrBkSttlmAmt', payment)}<IntrBkSttlmDt>{DAY}</IntrBkSttlmDt>"
    bank = "<Dbtr><FinInstnId><BICFI>PRAIUS44XXX</BICFI></FinInstnId></Dbtr>"
    bank += "<Cdtr><FinInstnId><BICFI>CEDFUS44XXX</BICFI></FinInstnId></Cdtr>"
    said = f"<RmtInf><Ustrd>INVOICE {payment.document}</Ustrd></RmtInf>"
    order = f"<UndrlygCstmrCdtTrf>{_holder(payment, '55500041')}{_OURS}{said}</UndrlygCstmrCdtTrf>"
    body = f"<FICdtTrf>{head}\n<CdtTrfTxInf>{ids}{settled}{bank}{order}</CdtTrfTxInf></FICdtTrf></Document>\n"
    return (_XML.format("pacs.009.001.08") + body).encode()


def pacs004(_desk: Desk) -> bytes:
    """Return the return of a payment of an earlier day, which the books do not know: it waits for a person."""
    head = f"<GrpHdr><MsgId>20261119C1B7631C000077</MsgId>{_STAMP}<NbOfTxs>1</NbOfTxs>{_CLEARING}</GrpHdr>"
    ids = "<RtrId>R-77</RtrId><OrgnlEndToEndId>HM-17</OrgnlEndToEndId>"
    ids += "<OrgnlUETR>3d1f0c5a-71c2-4a6e-9a57-0c5ab7e00017</OrgnlUETR>"
    amount = f'<RtrdIntrBkSttlmAmt Ccy="USD">1090.00</RtrdIntrBkSttlmAmt><IntrBkSttlmDt>{DAY}</IntrBkSttlmDt>'
    why = "<RtrRsnInf><Rsn><Cd>FOCR</Cd></Rsn><AddtlInf>recalled by the payer: paid twice</AddtlInf></RtrRsnInf>"
    payer = "<OrgnlTxRef><Dbtr><Pty><Nm>HOLLIS MARINE</Nm></Pty></Dbtr></OrgnlTxRef>"
    body = f"<PmtRtr>{head}\n<TxInf>{ids}{amount}{why}{payer}</TxInf></PmtRtr></Document>\n"
    return (_XML.format("pacs.004.001.10") + body).encode()


def remt001(desk: Desk) -> bytes:
    """Return the advice of a payment that the euro statement tells with the payer's reference alone."""
    payment = desk.trace["remt001"]
    told = f"<Refs><EndToEndId>ZA-20261119-472</EndToEndId></Refs><Amt>{_amount('InstdAmt', payment)}</Amt>"
    day = f"<ReqdExctnDt><Dt>{DAY}</Dt></ReqdExctnDt>"
    paid = f"<OrgnlPmtInf>{told}{day}<Dbtr><Nm>{escape(payment.payer)}</Nm></Dbtr></OrgnlPmtInf>"
    head = f"<GrpHdr><MsgId>ADV-472</MsgId><CreDtTm>{DAY}T08:00:00</CreDtTm></GrpHdr>"
    body = f"<RmtAdvc>{head}\n<RmtInf><RmtId>RMT-472</RmtId>{_document(payment)}{paid}</RmtInf></RmtAdvc></Document>\n"
    return (_XML.format("remt.001.001.04") + body).encode()


def pain001(desk: Desk) -> bytes:
    """Return a payer's order, sent along as the advice of another such payment."""
    payment = desk.trace["pain001"]
    sums = f"<NbOfTxs>1</NbOfTxs><CtrlSum>{payment.point}</CtrlSum>"
    head = f"<GrpHdr><MsgId>ORD-473</MsgId><CreDtTm>{DAY}T07:00:00</CreDtTm>{sums}</GrpHdr>"
    run = f"<PmtInfId>RUN-473</PmtInfId><PmtMtd>TRF</PmtMtd>{sums}<ReqdExctnDt><Dt>{DAY}</Dt></ReqdExctnDt>"
    who = f"<Dbtr><Nm>{escape(payment.payer)}</Nm></Dbtr>"
    told = f"<PmtId><EndToEndId>ZA-20261119-473</EndToEndId></PmtId><Amt>{_amount('InstdAmt', payment)}</Amt>"
    order = f"<CdtTrfTxInf>{told}<Cdtr><Nm>{OURS}</Nm></Cdtr><RmtInf>{_document(payment)}</RmtInf></CdtTrfTxInf>"
    body = f"<CstmrCdtTrfInitn>{head}\n<PmtInf>{run}{who}{order}</PmtInf></CstmrCdtTrfInitn></Document>\n"
    return (_XML.format("pain.001.001.09") + body).encode()
