"""What ISO 20022 messages share: amounts, and remittance information structured or in words."""

from xml.sax.saxutils import escape

from benchmarks.world.payments import REASONS, Payment, Said, money


def amount(tag: str, minor: int, currency: str) -> str:
    """Return an amount element; amounts have no sign."""
    return f'<{tag} Ccy="{currency}">{money(abs(minor))}</{tag}>'


def _strd(said: Said, currency: str) -> str:
    """Return one structured line; schema order, credit notes positive with their own code."""
    kind = {"credit_memo": "CREN", "purchase_order": "PUOR"}.get(said.kind, "CINV")
    amounts = amount("DuePyblAmt", said.gross, currency) if said.gross is not None else ""
    amounts += f"<DscntApldAmt>{amount('Amt', said.discount, currency)}</DscntApldAmt>" if said.discount else ""
    if said.deducted and said.reason:
        words, _, _, code, _ = REASONS[said.reason]
        amounts += (
            f"<AdjstmntAmtAndRsn>{amount('Amt', said.deducted, currency)}<CdtDbtInd>DBIT</CdtDbtInd><Rsn>{code}</Rsn>"
            f"<AddtlInf>{words}</AddtlInf></AdjstmntAmtAndRsn>"
        )
    amounts += amount("RmtdAmt", said.paid, currency) if said.paid is not None else ""
    dated = f"<RltdDt>{said.issued.isoformat()}</RltdDt>" if said.issued else ""
    number = f"<Nb>{escape(said.written)}</Nb>"
    document = f"<Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{number}{dated}"
    return f"<Strd><RfrdDocInf>{document}</RfrdDocInf><RfrdDocAmt>{amounts}</RfrdDocAmt></Strd>"


def remittance(payment: Payment) -> str:
    """Return RmtInf, or nothing where the payer wrote nothing."""
    if payment.structured and payment.said:
        return f"<RmtInf>{''.join(_strd(said, payment.currency) for said in payment.said)}</RmtInf>"
    return f"<RmtInf><Ustrd>{escape(payment.memo)}</Ustrd></RmtInf>" if payment.memo else ""
