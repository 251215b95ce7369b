"""Every format that the world's own morning lacks -> its writer, and the truth about what the files pay."""

import csv
import io
from collections.abc import Callable, Mapping

from benchmarks.abroad import iso, records, swift, tables
from benchmarks.abroad.desk import LONG, Desk, Payment, opened, point

#: Format -> (the file's ending, its writer), in the order in which they take items: payments before their advices.
WRITERS: dict[str, tuple[str, Callable[[Desk], bytes]]] = {
    "stripe": ("csv", tables.stripe),
    "ofx": ("ofx", records.ofx),
    "mt940": ("sta", swift.mt940),
    "mt942": ("sta", swift.mt942),
    "mt950": ("fin", swift.mt950),
    "mt103": ("fin", swift.mt103),
    "mt202": ("fin", swift.mt202),
    "mt210": ("fin", swift.mt210),
    "mt900": ("fin", swift.mt900),
    "mt910": ("fin", swift.mt910),
    "pacs009": ("xml", iso.pacs009),
    "pacs004": ("xml", iso.pacs004),
    "nai": ("nai", records.nai),
    "edi823": ("edi", records.edi823),
    "cremul": ("edi", records.cremul),
    "bgmax": ("txt", records.bgmax),
    "coda": ("cod", records.coda),
    "qif": ("qif", records.qif),
    "bank_csv": ("csv", tables.bank_csv),
    "bank_xlsx": ("xlsx", tables.bank_xlsx),
    "adyen": ("csv", tables.adyen),
    "paypal": ("csv", tables.paypal),
    "remadv": ("edi", records.remadv),
    "remt001": ("xml", iso.remt001),
    "pain001": ("xml", iso.pain001),
    "advice_csv": ("csv", tables.advice_csv),
    "advice_xlsx": ("xlsx", tables.advice_xlsx),
    "advice_pdf": ("pdf", tables.advice_pdf),
    "advice_email": ("eml", tables.advice_email),
}
#: Places in which a number may differ from one that a payer mistyped, and be taken for it.
SLIP = 2


def added(texts: Mapping[str, str]) -> dict[str, bytes]:
    """Return a world's files with those of the other formats and the truth about them."""
    customers, items = (_rows(texts[name]) for name in ("customers.csv", "open_items.csv"))
    desk = opened(customers, items, _spoken_for(texts, items), _doubted(texts, customers))
    made: dict[str, bytes] = {}
    for name, (ending, writer) in WRITERS.items():
        desk.file = f"{name}_{LONG}.{ending}"
        made[desk.file] = writer(desk)
    truth = {name: texts[name] + "".join(map(row, desk.payments)) for name, row in _TRUTH.items()}
    truth["truth_totals.csv"] = texts["truth_totals.csv"] + _payout(desk)
    return {name: text.encode() for name, text in {**texts, **truth}.items()} | made


def _spoken_for(texts: Mapping[str, str], items: list[dict[str, str]]) -> set[str]:
    """Return the documents that the morning's own files pay, announce, or may be taken to mean."""
    paid = _rows(texts["truth_applications.csv"])
    told = "".join(text for name, text in texts.items() if name.startswith("edi820"))
    slips = {row["bank_reference"] for row in _rows(texts["truth.csv"]) if row["class"] == "keying_slip"}
    meant = {row["document_number"] for row in paid if row["bank_reference"] in slips}
    numbers = [row["document_number"] for row in items]
    near = {number for number in numbers if number in told or any(_alike(number, one) for one in meant)}
    return near | {row["document_number"] for row in paid}


def _doubted(texts: Mapping[str, str], customers: list[dict[str, str]]) -> set[str]:
    """Return the customers of the families of whom the morning's own files have something to ask."""
    family = {row["customer_number"]: row["parent_number"] or row["customer_number"] for row in customers}
    heads = {family.get(row["customer_number"]) for row in _rows(texts["truth.csv"]) if row["decidable"] == "0"}
    return {number for number, head in family.items() if head in heads}


def _rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def _alike(one: str, other: str) -> bool:
    """Whether a slip of the keys may make one number of the other."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= SLIP


def _truth(one: Payment) -> str:
    """Return the payment's row of truth.csv."""
    sure = one.sort not in {"asked", "card_fee"}
    expected = "applied" if sure else "applied|partially_applied|review|unapplied"
    rail = one.file.removesuffix(f"_{LONG}.{WRITERS[one.file.split('_2026')[0]][0]}")
    row = (one.reference, one.file, "", rail, one.currency, one.point, one.customer, one.sort, str(int(sure)), expected)
    return ",".join((*row, one.point, "")) + "\n"


def _application(one: Payment) -> str:
    """Return the payment's row of truth_applications.csv; what the road cost may stay open."""
    fee = one.minor - one.paid
    row = (one.reference, one.file, one.document, one.point, "0.00", "0.00", point(fee))
    return ",".join((*row, "charge" if fee else "", "open" if fee else "", "1")) + "\n"


def _payout(desk: Desk) -> str:
    """Return the row of truth_totals.csv about the processor's payout, which its report tells sale by sale."""
    sales = [one for one in desk.payments if one.file.startswith("stripe")]
    return f"20261119004,ofx_{LONG}.ofx,{point(sum(one.paid for one in sales))},USD,{sales[0].file}\n"


_TRUTH: dict[str, Callable[[Payment], str]] = {"truth.csv": _truth, "truth_applications.csv": _application}
