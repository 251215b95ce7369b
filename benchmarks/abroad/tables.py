"""Tables and papers: bank tables, processors' reports, and advices as table, workbook, PDF and letter."""

from benchmarks.abroad.desk import DAY, OURS, Desk, Payment, point
from benchmarks.abroad.papers import page, workbook
from benchmarks.abroad.records import TRACES

_OPENING = 1_000_000_00
_HEAD = ("Posting Date", "Description", "Payer", "Amount", "Currency", "Balance", "Bank Reference")


def _statement(desk: Desk, numbers: tuple[str, str], advice: str) -> list[tuple[str, ...]]:
    """Return the rows of a bank's table: a payment with its invoice, one with a trace alone, its balance right."""
    named, traced = desk.pay("USD", numbers[0]), desk.pay("USD", numbers[1], sort="advised", advice=advice)
    rows: list[tuple[str, ...]] = [_HEAD]
    balance = _OPENING
    for one, words in ((named, f"INV {named.document}"), (traced, f"PAYMENT {TRACES[advice]}")):
        balance += one.paid
        rows.append((DAY, f"{one.payer} {words}", one.payer, one.point, "USD", point(balance), one.reference))
    return rows


def bank_csv(desk: Desk) -> bytes:
    """Return a bank's statement as a table."""
    return _csv(_statement(desk, ("BR0000471", "BR0000472"), "advice_xlsx"))


def bank_xlsx(desk: Desk) -> bytes:
    """Return a bank's statement as a workbook."""
    return workbook(_statement(desk, ("WB0000481", "WB0000482"), "advice_email"))


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    """Return rows as CSV; nothing in them needs quotes."""
    return "".join(",".join(row) + "\n" for row in rows).encode("ascii")


def stripe(desk: Desk) -> bytes:
    """Return the report of a payout that a line of the OFX statement proves, and of one that is not paid out yet."""
    head = "automatic_payout_id,automatic_payout_effective_at_utc,balance_transaction_id,created_utc,available_on_utc,"
    head += "currency,gross,fee,net,reporting_category,source_id,description,charge_id,payment_metadata[invoice_number]"
    rows, total = [tuple(head.split(","))], 0
    for number, fee in ((1, 393), (2, 1_210)):
        one = desk.pay("USD", f"txn_000{number}", sort="card_fee", less=fee)
        total += one.paid
        amounts = ("usd", point(one.minor), point(fee), one.point)
        days = ("2026-11-17 11:05:00", f"{DAY} 00:00:00")
        source = (f"ch_000{number}", f"{one.payer} invoice {one.document}", f"ch_000{number}", one.document)
        rows.append(("po_1Kd81", f"{DAY} 00:00:00", one.reference, *days, *amounts, "charge", *source))
    out = f"-{point(total)}"
    last = (
        f"{DAY} 00:10:00",
        f"{DAY} 00:00:00",
        "usd",
        out,
        "0.00",
        out,
        "payout",
        "po_1Kd81",
        "STRIPE PAYOUT",
        "",
        "",
    )
    rows.append(("po_1Kd81", f"{DAY} 00:00:00", "txn_0007", *last))
    return _csv(rows)


def adyen(_desk: Desk) -> bytes:
    """Return a settlement of web orders whose payout no bank line shows yet: no money until then."""
    head = (
        "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,"
    )
    head += "Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,"
    head += "Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Batch Number"
    who, when = "CalderRidge,CALDER_WEB", f"{DAY} 09:12:44,CET"
    rows = [
        f"{who},8816160000000001,WEB-7001,visa,{when},Settled,8816160000000101,EUR,,121.00,1,EUR,,119.31,,0.85,0.24,0.60,118",
        f"{who},8816160000000002,WEB-7002,visa,{when},Settled,8816160000000102,EUR,,64.50,1,EUR,,64.25,0.25,,,,118",
        f"{who},,,,{when},MerchantPayout,TX118XT batch 118,,,,,EUR,183.56,,,,,,118",
    ]
    return "".join(f"{line}\n" for line in [head, *rows]).encode("ascii")


def paypal(_desk: Desk) -> bytes:
    """Return a wallet's activity without any withdrawal: the money is at PayPal, not with us."""
    head = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Invoice Number,"
    head += "Balance"
    day, rest = "11/19/2026", "Website Payment,Completed,USD"
    rows = [
        f"{day},09:10:11,PST,Bracken Mills,{rest},1653.75,-73.07,1580.68,TID1,,3001,1580.68",
        f"{day},09:20:11,PST,Quarry Foods,{rest},100.00,-4.70,95.30,TID2,,3002,1675.98",
    ]
    return "".join(f"{line}\n" for line in [head, *rows]).encode("ascii")


def _advised(payment: Payment) -> str:
    """Return the day as an American letter writes it."""
    return f"{DAY[5:7]}/{DAY[8:]}/{DAY[:4]}" if payment.currency == "USD" else DAY


def advice_csv(desk: Desk) -> bytes:
    """Return a portal's list of one payment that the OFX statement tells by its number alone."""
    one = desk.trace["advice_csv"]
    head = (
        "Payment Number",
        "Payment Date",
        "Payer Name",
        "Currency",
        "Invoice Number",
        "Invoice Amount",
        "Amount Paid",
    )
    return _csv([head, (TRACES["advice_csv"], _advised(one), one.payer, "USD", one.document, one.point, one.point)])


def advice_xlsx(desk: Desk) -> bytes:
    """Return a payer's workbook about a payment of the bank's table."""
    one = desk.trace["advice_xlsx"]
    head = [("Payment advice",), ("Payer:", one.payer), ("Payment date:", DAY), ("Currency:", "USD")]
    head += [("Payment number:", TRACES["advice_xlsx"]), (), ("Document No", "Amount Paid")]
    return workbook([*head, (one.document, one.point), ("Total", one.point)])


def advice_pdf(desk: Desk) -> bytes:
    """Return a payer's paper about a payment of the OFX statement."""
    one = desk.trace["advice_pdf"]
    lines = [
        (50, 750, one.payer),
        (50, 736, "REMITTANCE ADVICE"),
        (50, 700, "Payment Date:"),
        (130, 700, _advised(one)),
    ]
    lines += [(300, 700, "Payment No:"), (380, 700, TRACES["advice_pdf"])]
    lines += [(50, 660, "Invoice No"), (350, 660, "Gross Amount"), (480, 660, "Net Paid")]
    lines += [(50, 646, one.document), (350, 646, one.point), (480, 646, one.point)]
    return page([*lines, (50, 632, "Total"), (350, 632, one.point), (480, 632, one.point)])


def advice_email(desk: Desk) -> bytes:
    """Return a payer's letter about a payment of the bank's workbook."""
    one = desk.trace["advice_email"]
    head = [f"From: {one.payer} <ap@payer.example>", "To: cash@calder-ridge.example", "Subject: Payment of invoices"]
    head += ["Date: Thu, 19 Nov 2026 09:14:00 -0500", "Message-ID: <20261119.1@payer.example>", "MIME-Version: 1.0"]
    body = [f"We have paid your invoice {one.document} today: ${one.point} by ACH,"]
    body += [
        f"payment reference {TRACES['advice_email']}, settlement on {_advised(one)}.",
        "",
        "Kind regards",
        one.payer,
    ]
    kind = 'Content-Type: text/plain; charset="utf-8"'
    return "\r\n".join([*head, kind, "", f"To {OURS}:", "", *body, ""]).encode("ascii")
