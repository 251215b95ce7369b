"""The table of formats: each knows its own content and reads it; exactly one may know a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parsers import bgmax, coda, edifact, fedwire, lockbox, mt, nacha, ofx, qif, x12
from parsers.advice import letter as advice_email
from parsers.advice import pdf as advice_pdf
from parsers.advice import sheet as advice_sheet
from parsers.bai import bai2, nai, two_decimals
from parsers.first_bytes import head
from parsers.iso20022 import advice as iso20022_advice
from parsers.iso20022 import camt, pacs
from parsers.iso20022 import messages as iso20022_messages
from parsers.mt import kinds as mt_kinds
from parsers.processors import adyen, paypal, stripe
from parsers.reading import Reading
from parsers.records import Record
from parsers.tables import bank_table

Parse = Callable[[bytes, Reading], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Format:
    """One bank format: its name in the books, its title for people, how it is known and how it is read."""

    name: str
    title: str
    knows: Callable[[bytes], bool]
    parse: Parse


def _bytes(parse: Callable[[bytes], Iterator[Record]]) -> Parse:
    """Return the reader of a format that needs to be told nothing but the bytes."""

    def read(data: bytes, _reading: Reading) -> Iterator[Record]:
        return parse(data)

    return read


def _bai(parse: Callable[[bytes], Iterator[Record]]) -> Parse:
    """Return the reader of BAI2 or its dialect, which minds how a sender writes currencies without decimals."""

    def read(data: bytes, reading: Reading) -> Iterator[Record]:
        found = parse(data)
        return two_decimals.rescaled(found, reading.two_decimals) if reading.two_decimals else found

    return read


#: What may be attached to an e-mail: advices only, for a letter is no road for money.
ATTACHED = frozenset(
    {"edi820", "remt001", "pain001", "remadv", "advice_pdf", "advice_csv", "advice_xlsx", "advice_email"}
)


def _attached(data: bytes, reading: Reading) -> tuple[str, Iterator[Record]] | None:
    """Return the name and the records of an attachment that is an advice by its content, None where it is none."""
    first = head(data, reading.limits)
    known = next((one for one in FORMATS if one.name in ATTACHED and first and one.knows(first)), None)
    return (known.name, known.parse(data, reading)) if known else None


def _letter(data: bytes, reading: Reading) -> Iterator[Record]:
    """Read an e-mail with its attachments."""
    return advice_email.parse(data, reading, _attached)


#: Written by hand; the order means nothing, for no first bytes may be known to two of them (a test holds this).
FORMATS: tuple[Format, ...] = (
    Format("bai2", "BAI2 or BTR3 report of balances and transactions", bai2.knows, _bai(bai2.parse)),
    Format("nai", "NAI report, the Australian dialect of BAI2", nai.knows, _bai(nai.parse)),
    Format("lockbox", "BAI lockbox in fixed columns", lockbox.knows, lockbox.parse),
    Format("nacha", "NACHA (ACH) file", nacha.knows, nacha.parse),
    Format("edi820", "X12 820 payment order and remittance advice", x12.knows, _bytes(x12.parse)),
    Format("edi823", "X12 823 lockbox report", x12.knows_823, _bytes(x12.parse)),
    Format("remadv", "EDIFACT remittance advice (REMADV)", edifact.knows_remadv, _bytes(edifact.parse)),
    Format("cremul", "EDIFACT bookings (CREMUL, DEBMUL)", edifact.knows_cremul, _bytes(edifact.parse)),
    Format("fedwire", "Fedwire message with tags (FAIM)", fedwire.knows, _bytes(fedwire.parse)),
    Format("camt052", "ISO 20022 account report (camt.052)", camt.knows_052, camt.parse),
    Format("camt053", "ISO 20022 account statement (camt.053)", camt.knows_053, camt.parse),
    Format("camt054", "ISO 20022 debit and credit notification (camt.054)", camt.knows_054, camt.parse),
    Format(
        "pacs008", "ISO 20022 customer credit transfer (pacs.008): Fedwire, FedNow, RTP", pacs.knows_008, pacs.parse
    ),
    Format("pacs009", "ISO 20022 credit transfer between banks (pacs.009), covers as well", pacs.knows_009, pacs.parse),
    Format("pacs004", "ISO 20022 return of payments (pacs.004)", pacs.knows_004, pacs.parse),
    Format("remt001", "ISO 20022 remittance advice (remt.001)", iso20022_advice.knows_remt, iso20022_advice.parse),
    Format(
        "pain001",
        "ISO 20022 payer's order (pain.001), sent along as advice",
        iso20022_advice.knows_pain,
        iso20022_advice.parse,
    ),
    Format("bgmax", "BgMax file of Swedish bankgiro payments", bgmax.knows, _bytes(bgmax.parse)),
    Format("coda", "CODA statement of a Belgian bank", coda.knows, _bytes(coda.parse)),
    Format("qif", "QIF register of Quicken", qif.knows, _bytes(qif.parse)),
    Format("ofx", "OFX, QFX or QBO statement", ofx.knows, _bytes(ofx.parse)),
    Format("stripe", "Stripe payout reconciliation", stripe.knows, stripe.parse),
    Format("adyen", "Adyen settlement detail report", adyen.knows, adyen.parse),
    Format("paypal", "PayPal activity or settlement report", paypal.knows, paypal.parse),
    Format("bank_csv", "bank statement as a table (CSV)", bank_table.knows_csv, bank_table.parse),
    Format("bank_xlsx", "bank statement as a workbook (XLSX)", bank_table.knows_xlsx, bank_table.parse),
    Format("advice_csv", "Remittance advice as a table (CSV)", advice_sheet.knows_csv, advice_sheet.parse),
    Format("advice_xlsx", "Remittance advice as a workbook (XLSX)", advice_sheet.knows_xlsx, advice_sheet.parse),
    Format("advice_pdf", "Remittance advice as PDF with text", advice_pdf.knows, advice_pdf.parse),
    Format("advice_email", "Remittance advice by e-mail (.eml)", advice_email.knows, _letter),
    Format("mt940", "SWIFT MT940 or MT941 statement, also without envelopes", mt_kinds.knows_940, _bytes(mt.parse)),
    Format("mt942", "SWIFT MT942 interim report", mt_kinds.knows_942, _bytes(mt.parse)),
    Format("mt950", "SWIFT MT950 statement", mt_kinds.knows_950, _bytes(mt.parse)),
    Format("mt103", "SWIFT MT103 customer credit transfer", mt_kinds.knows_103, _bytes(mt.parse)),
    Format("mt202", "SWIFT MT202 or MT205 transfer between banks", mt_kinds.knows_202, _bytes(mt.parse)),
    Format("mt210", "SWIFT MT210 notice to receive", mt_kinds.knows_210, _bytes(mt.parse)),
    Format("mt900", "SWIFT MT900 confirmation of debit", mt_kinds.knows_900, _bytes(mt.parse)),
    Format("mt910", "SWIFT MT910 confirmation of credit", mt_kinds.knows_910, _bytes(mt.parse)),
)

#: Files that resemble ours and are none: (first bytes -> what it is, or None; the whole file -> bytes that stand for
#: its first ones, in case what we read stands behind much that we do not).
OTHERS: tuple[tuple[Callable[[bytes], str | None], Callable[[bytes], bytes]], ...] = (
    (x12.other, x12.outline),
    (x12.behind_words, x12.outline),
    (edifact.other, edifact.outline),
    (iso20022_messages.other, iso20022_messages.outline),
)
