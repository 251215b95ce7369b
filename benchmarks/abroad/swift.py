"""The files a bank sends over SWIFT: statements, an interim report, single messages and confirmations."""

from benchmarks.abroad.desk import OURS, SHORT, Desk, Payment

BANK, CLIENT = "NORDDEFFAXXX", "CALDUS33AXXX"
EURO, DOLLAR = "DE23204907310041228330", "4402217799"
_OPENING = 125_000_00
_CR = "\r\n"


def _message(kind: str, *lines: str) -> bytes:
    """Return one message in its envelope."""
    head = f"{{1:F01{CLIENT}0000000000}}{{2:O{kind}0905{SHORT}{BANK}0000000000{SHORT}0905N}}{{4:"
    return _CR.join((head, *lines, "-}", "")).encode("ascii")


def _credit(payment: Payment, purpose: str) -> list[str]:
    """Return a credit as German banks tell it: the statement line, and its words in subfields of 27."""
    words = [f"?{20 + place}{purpose[at : at + 27]}" for place, at in enumerate(range(0, len(purpose), 27))]
    payer = [f"?{32 + place}{payment.payer[at : at + 27]}" for place, at in enumerate(range(0, 54, 27))]
    text = "166?00GUTSCHR. UEBERWEISUNG?109310" + "".join(words) + "".join(one for one in payer if len(one) > 3)
    told = [text[at : at + 65] for at in range(0, len(text), 65)]
    line = f":61:{SHORT}{SHORT[2:]}CR{payment.comma}NTRFNONREF//{payment.reference}"
    return [line, f":86:{told[0]}", *told[1:]]


def _invoice(payment: Payment) -> str:
    """Return what a German payer writes of one invoice."""
    return f"SVWZ+Rechnung {payment.document}"


def _booked(desk: Desk) -> list[list[str]]:
    """Return the credits of the euro account: one with its invoice, two with nothing but the payer's reference."""
    named = desk.pay("EUR", f"{SHORT}1000000471")
    lines = [_credit(named, _invoice(named))]
    for number, advice in enumerate(("remt001", "pain001"), start=472):
        traced = desk.pay("EUR", f"{SHORT}1000000{number}", sort="advised", advice=advice)
        lines.append(_credit(traced, f"EREF+ZA-20261119-{number}"))
    return lines


def mt940(desk: Desk) -> bytes:
    """Return the day's statement of the euro account."""
    lines = _booked(desk)
    closing = _OPENING + sum(payment.paid for payment in desk.payments if payment.file == desk.file)
    head = [":20:STARTUMSE", f":25:{EURO}", ":28C:00219/001", f":60F:C261118EUR{_comma(_OPENING)}"]
    body = [line for credit in lines for line in credit]
    return _CR.join([*head, *body, f":62F:C{SHORT}EUR{_comma(closing)}", "-", ""]).encode("ascii")


def mt942(desk: Desk) -> bytes:
    """Return the report at noon: the statement's first payment, told before the day was over."""
    first = next(payment for payment in desk.payments if payment.file.startswith("mt940"))
    head = [":20:INTERIM", f":25:{EURO}", ":28C:00219/001", ":34F:EURC0,00", f":13D:{SHORT}1200+0100"]
    sums = [":90D:0EUR0,00", f":90C:1EUR{first.comma}"]
    return _CR.join([*head, *_credit(first, _invoice(first)), *sums, "-", ""]).encode("ascii")


def mt950(desk: Desk) -> bytes:
    """Return a statement in figures: a reference a line, and the payer's name below it."""
    paid = [desk.pay("USD", f"MERI{number:07d}") for number in (4471, 4488)]
    lines = [f":20:950-{SHORT}", f":25:{DOLLAR}", ":28C:233/1", f":60F:C261118USD{_comma(_OPENING)}"]
    for payment in paid:
        lines += [f":61:{SHORT}C{payment.comma}S103{payment.document}//{payment.reference}", payment.payer[:34]]
    closing = _OPENING + sum(payment.paid for payment in paid)
    return _message("950", *lines, f":62F:C{SHORT}USD{_comma(closing)}")


def mt103(desk: Desk) -> bytes:
    """Return two customer transfers, from the second of which a bank on the way kept its charge."""
    first = desk.pay("USD", "C2D0506272708")
    second = desk.pay("EUR", "C2D0506272709")
    told = ((first, DOLLAR, "C2D0506272708"), (second, EURO, "C2D0506272709"))
    return b"".join(
        _message(
            "103",
            f":20:{number}",
            ":23B:CRED",
            f":32A:{SHORT}{payment.currency}{payment.comma}",
            f":50K:/{8_800_417 + place}",
            payment.payer[:35],
            f":59:/{account}",
            OURS,
            f":70:/INV/{payment.document}",
            ":71A:SHA",
        )
        for place, (payment, account, number) in enumerate(told)
    )


def mt202(desk: Desk) -> bytes:
    """Return the cover of a customer's transfer, with the customer's own words inside."""
    payment = desk.pay("EUR", "COV-2611-41")
    return _message(
        "202",
        ":20:COV-2611-41",
        ":21:PCS-2611-41",
        f":32A:{SHORT}EUR{payment.comma}",
        ":52A:NDEAFIHHXXX",
        f":58A:/{EURO}",
        "NORDDEFFXXX",
        ":50F:/FI2112345600000785",
        f"1/{payment.payer[:33]}",
        "3/FI/HELSINKI",
        ":52A:NDEAFIHHXXX",
        f":59F:/{EURO}",
        f"1/{OURS}",
        f":70:/INV/{payment.document}",
    )


def mt210(_desk: Desk) -> bytes:
    """Return a notice of money that is to come: no money yet."""
    expected = [":21:ITM-021", ":32B:EUR1250,", ":50F:/NOTPROVIDED", "1/ALPHA TOOLS LTD", ":52A:CITIGB2L"]
    return _message("210", ":20:NTR-2611-1", f":25:{EURO}", f":30:{SHORT}", *expected)


def mt900(_desk: Desk) -> bytes:
    """Return a confirmation of money that left the account."""
    lines = [":20:C11126A1378", ":21:RUN-47", f":25:{EURO}", f":32A:{SHORT}EUR2335,30", ":52A:NORDDEFF"]
    return _message("900", *lines, ":72:/REC/SUPPLIER RUN 47")


def mt910(desk: Desk) -> bytes:
    """Return a confirmation of money that came, its invoice among the words of bank to bank."""
    payment = desk.pay("EUR", "C11126C9224")
    lines = [":20:C11126C9224", ":21:PAY-300417", f":25:{EURO}", f":32A:{SHORT}EUR{payment.comma}"]
    payer = [":50K:/DE75512108001245126199", payment.payer[:35], ":52A:INGDDEFF"]
    return _message("910", *lines, *payer, f":72:/BNF/{payment.document}")


def _comma(minor: int) -> str:
    """Return an amount as SWIFT writes it."""
    return f"{minor // 100},{minor % 100:02d}"
