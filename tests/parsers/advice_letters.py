"""The e-mail fixtures, put together: invented letters with bodies and attachments. Run by the tests, never by hand."""

import base64
from collections.abc import Callable, Sequence

from tests.parsers.advice_papers import locked, plain, scanned, two_payments

_MARK = "=_part_of_an_invented_letter"
Part = tuple[str, str, bytes]  # content type, file name, bytes


def letter(subject: str, body: str, parts: Sequence[Part] = (), *, html: str = "", sender: str = "") -> bytes:
    """Return a message; without attachments and HTML it has one part."""
    sender = sender or "Accounts Payable <ap@redfern-aerial.example>"
    head = [
        f"From: {sender}",
        "To: cash@ourselves.example",
        f"Subject: {subject}",
        "Date: Thu, 19 Nov 2026 09:14:00 -0500",
        "Message-ID: <20261119.1@redfern-aerial.example>",
        "MIME-Version: 1.0",
    ]
    if not parts and not html:
        head.append('Content-Type: text/plain; charset="utf-8"')
        return "\r\n".join([*head, "", *body.splitlines(), ""]).encode()
    head.append(f'Content-Type: multipart/mixed; boundary="{_MARK}"')
    lines = [*head, "", "This is a message of several parts.", ""]
    if body:
        lines += [f"--{_MARK}", 'Content-Type: text/plain; charset="utf-8"', "", *body.splitlines()]
    if html:
        lines += [f"--{_MARK}", 'Content-Type: text/html; charset="utf-8"', "", *html.splitlines()]
    for kind, name, content in parts:
        lines += [
            f"--{_MARK}",
            f'Content-Type: {kind}; name="{name}"',
            "Content-Transfer-Encoding: base64",
            f'Content-Disposition: attachment; filename="{name}"',
            "",
            *base64.encodebytes(content).decode().splitlines(),
        ]
    return "\r\n".join([*lines, f"--{_MARK}--", ""]).encode()


SENTENCE = """Good morning,

We have paid your invoices 204417, 204431 and 204502 today: $2,905.25 by ACH,
payment reference RA-778812, settlement on 11/19/2026.

Kind regards
Jo Marsh, Redfern Aerial Ltd
"""
EACH = """Hello,

please note our payment by check no. 0004411902, dated 19 November 2026, for the following invoices:

  INV-1001: 1,250.00 USD
  INV-1002 (310.50 USD)
  INV-1003 for 39.50 USD

and credit memo CM-88: 100.00 USD

Total amount of 1,500.00 USD

On Mon, 2 Nov 2026 at 10:00, Receivables wrote:
> invoice INV-9999 for 77.00 USD is overdue, please pay
"""
TABLE = """REMITTANCE ADVICE

Payer:            Harrow Instruments
Payment date:     2026-11-19
Payment number:   FT2611190077
Currency:         GBP

Invoice         Date         Gross        Discount     Net paid
--------------  -----------  -----------  -----------  -----------
HX-2026-000417  2026-10-01      4,000.00        80.00     3,920.00
HX-2026-000533  2026-10-15      1,250.75                  1,250.75
HX-CN-12        2026-10-20       -250.00                   -250.00
--------------  -----------  -----------  -----------  -----------
Total                           5,000.75        80.00     4,920.75
"""
HTML = """<html><head><style>td {color: red}</style><title>x</title></head><body>
<p>Dear supplier,</p><p>payment details follow.<br>Company: <b>Meridian Grocers</b></p>
<table><tr><td>Payment Reference</td><td>7701-22</td></tr><tr><td>Payment Date</td><td>11/17/2026</td></tr>
<tr><td>Payment Amount</td><td>$12,250.00</td></tr></table>
<table border=1><thead><tr><th>Invoice&nbsp;No.</th><th>PO&nbsp;No.</th><th>Invoice Amount</th><th>Discount</th>
<th>Amount Paid</th></tr></thead>
<tr><td>881204</td><td></td><td>$10,000.00</td><td>$200.00</td><td>$9,800.00</td></tr>
<tr><td>881209</td><td>4500-7</td><td>$2,500.00</td><td>$50.00</td><td>$2,450.00</td></tr>
<tr><td colspan=4>Total</td><td>$12,250.00</td></tr></table>
<script>document.write("Total $1.00")</script></body></html>
"""
X12 = b"\n".join(
    (
        b"ISA*00*          *00*          *ZZ*INVENTED       *ZZ*OURSELVES      *261119*0914*U*00401*000000007*0*P*>~",
        b"GS*RA*INVENTED*OURSELVES*20261119*0914*7*X*004010~",
        b"ST*820*0001~",
        b"BPR*C*1400.00*C*ACH*CTX*01*091000019*DA*5544*1185967292**01*021000021*DA*8811*20261119~",
        b"TRN*1*778812*1185967292~",
        b"N1*PR*REDFERN AERIAL LTD~",
        b"ENT*1~",
        b"RMR*IV*INV-1001**980.00*1000.00*20.00~",
        b"RMR*IV*INV-1002**500.00~",
        b"RMR*CM*CM-77**-80.00~",
        b"SE*9*0001~",
        b"GE*1*7~",
        b"IEA*1*000000007~",
    )
)
PDF = "application/pdf"
BAI2 = b"01,A,B,261120,0630,1,,,2/\n02,B,A,1,261119,,,/\n03,1,,015,5,,/\n49,5,2/\n98,5,1,4/\n99,5,1,6/\n"

#: fixture -> what puts it together
LETTERS: dict[str, Callable[[], bytes]] = {
    "sentence.eml": lambda: letter("Payment of invoices", SENTENCE),
    "each-with-its-amount.eml": lambda: letter("Check 0004411902", EACH, sender="ap@bracken-vale.example"),
    "table-in-text.eml": lambda: letter("=?utf-8?q?Remittance_=E2=80=93_Harrow?=", TABLE),
    "html-only.eml": lambda: letter("EFT notice", "", html=HTML),
    "pdf-attached.eml": lambda: letter(
        "Remittance 778812", "Please find attached our remittance advice for $1,400.00.", [(PDF, "advice.pdf", plain())]
    ),
    "pdf-and-820-of-one-payment.eml": lambda: letter(
        "Remittance 778812", "", [(PDF, "advice.pdf", plain()), ("application/edi-x12", "advice.edi", X12)]
    ),
    "two-payments-attached.eml": lambda: letter(
        "Checks 70011 and 70012",
        "We paid invoices A-1, A-2, B-1, B-2: $450.50 in all.",
        [(PDF, "checks.pdf", two_payments()), ("image/png", "logo.png", b"\x89PNG\r\n\x1a\n invented")],
    ),
    "told-differently.eml": lambda: letter(
        "Remittance 778812",
        "We sent $1,450.00 for invoices INV-1001 and INV-1002, reference 778812.",
        [(PDF, "advice.pdf", plain())],
    ),
    "forwarded-with-scan.eml": lambda: letter(
        "Fwd: payment",
        SENTENCE,
        [
            (PDF, "scan.pdf", scanned()),
            ("text/plain", "statement.bai", BAI2),
            ("message/rfc822", "inner.eml", letter("inner", TABLE)),
        ],
    ),
}
#: What is refused, and the word that says why.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no advice": (lambda: letter("Lunch", "Shall we meet at noon on 11/20/2026?"), "no remittance advice"),
    "a reminder": (lambda: letter("Reminder", "Invoice 1001 of $500.00 is overdue, please pay."), "no remittance"),
    "two amounts": (
        lambda: letter("Payment", "We paid invoices 1001 and 1002 with $500.00 and $700.00 by wire."),
        "no remittance",
    ),
    "a locked paper": (lambda: letter("Advice", "See attached.", [(PDF, "a.pdf", locked())]), "encrypted"),
}
