"""Stripe: itemised payout reconciliation reports (balance transactions by payout), columns as their user chose them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from kit.findings import Finding, Severity
from parsers import decimals
from parsers.processors import settlement
from parsers.processors.settlement import Columns, Line, before, checked, numbers, unread
from parsers.reading import Reading
from parsers.records import Kind, Party, Record, Ref
from parsers.tables import tables
from parsers.tables.kinds import heads_of
from parsers.tables.words import listed, plain
from parsers.tables.workbook import Row

#: reporting_category -> what the line is.
CATEGORIES: dict[str, Kind] = {
    "charge": Kind.RECEIPT,
    "payment": Kind.RECEIPT,
    "dispute_reversal": Kind.RECEIPT,
    "refund_failure": Kind.RECEIPT,
    "refund": Kind.RETURN,
    "payment_refund": Kind.RETURN,
    "partial_capture_reversal": Kind.RETURN,
    "dispute": Kind.RETURN,
    "charge_failure": Kind.RETURN,
    "payout": Kind.NOTICE,
    **dict.fromkeys(
        listed(
            "fee, network_cost, tax, payout_reversal, topup, topup_reversal, transfer, transfer_reversal, advance, "
            "advance_funding, reserve_transaction, reserved_funds, risk_reserved_funds, other_adjustment, obligation, "
            "currency_conversion, contribution, platform_earning, platform_earning_refund, "
            "connect_collection_transfer, connect_reserved_funds, financing_paydown, financing_payout, "
            "financing_paydown_reversal, minimum_balance, "
            "anticipation_repayment, climate_order_purchase, issuing_transaction, issuing_authorization_hold"
        ),
        Kind.OTHER,
    ),
}
NAMES: dict[str, tuple[str, ...]] = {
    "gross": ("gross", "converted amount", "amount"),
    "fee": ("fee",),
    "net": ("net",),
    "currency": ("converted currency", "currency"),
    "tax": ("tax", "taxes on fee"),
    "refunded": ("converted amount refunded", "amount refunded"),
    "status": ("status",),
    "category": ("reporting category",),
    "payout": ("automatic payout id", "payout id"),
    "paid_on": ("automatic payout effective at utc", "automatic payout effective at", "payout effective at"),
    "available": ("available on utc", "available on"),
    "created": ("created utc", "created"),
    "own": ("balance transaction id",),
    "source": ("source id", "id"),
    "charge": ("charge id",),
    "intent": ("payment intent id",),
    "customer": ("customer id",),
    "name": ("customer name", "customer description", "shipping name", "card name"),
    "email": ("customer email",),
    "description": ("description",),
}
#: Status in a list of payments -> category; what has another status brought no money.
_STATES = {"paid": "charge", "succeeded": "charge", "refunded": "charge", "partially refunded": "charge"}
_INVOICE = re.compile(r"\binvoice(?: id| number| no)?$")
_ORDER = re.compile(r"\border(?: id| number| no| reference)?$")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T][0-9:]{4,8}.*)?", re.ASCII)
_CURRENCY = re.compile(r"[A-Za-z]{3}", re.ASCII)


_KINDS = ("stripe", "stripe_payments")
_HEADS = tuple(heads_of(kind) for kind in _KINDS)


def knows(head: bytes) -> bool:
    """Tell a payout reconciliation by its columns."""
    return tables.kind(head) in _KINDS


def parse(data: bytes, reading: Reading) -> Iterator[Record]:
    """Yield the lines of each payout; the row `payout` is their total, not a line."""

    def lines() -> Iterator[Line | Finding]:
        found = tables.headed(tables.opened(data, reading.limits), lambda cells: any(heads(cells) for heads in _HEADS))
        reader = _Reader(found.header.cells if found.header else ())
        return chain(before(found.preamble), map(reader.line, found.rows))

    return settlement.parse(lines)


class _Reader:
    """The columns of one report."""

    def __init__(self, given: tuple[str, ...]) -> None:
        self.given = given
        self.header = header = [plain(cell) for cell in given]
        self.columns = Columns(header, NAMES)
        self.invoices = [place for place, name in enumerate(header) if _INVOICE.search(name)]
        self.orders = [place for place, name in enumerate(header) if _ORDER.search(name)]

    def line(self, row: Row) -> Line | Finding:
        """Return the line of a row."""
        of = self.columns.of
        if row.cells == self.given:
            return Finding(row.line, "row_aside", "the column names once more", Severity.NOTE, row.raw)
        if len(row.cells) > len(self.header) and any(row.cells[len(self.header) :]):
            return unread(row, f"the row has {len(row.cells)} cells, the header {len(self.header)}")
        currency = of(row, "currency").upper()
        if not _CURRENCY.fullmatch(currency):
            return unread(row, f"{currency[:20]!r} is no currency")
        gross, fee, net = self._amounts(row, currency)
        if gross is None or fee is None or net is None:
            return unread(row, "gross, fee or net is no amount")
        category = of(row, "category") if self.columns.has("category") else _STATES.get(plain(of(row, "status")), "")
        kind = CATEGORIES.get(category, Kind.OTHER if category else Kind.NOTICE)
        if kind is Kind.RECEIPT and net <= 0:
            kind = Kind.OTHER
        charge = of(row, "charge")
        originals = (charge, of(row, "intent")) if kind is Kind.RETURN else ()
        payout = of(row, "payout") or (of(row, "source") if category == "payout" else "")
        return Line(
            row=row,
            kind=kind,
            currency=currency,
            net=net,
            gross=gross,
            fee=fee,
            on=_day(of(row, "paid_on")) or _day(of(row, "available")) or _day(of(row, "created")),
            sold_on=_day(of(row, "created")),
            payout=payout,
            is_payout=category == "payout",
            document=self._document(row),
            own=of(row, "own") or of(row, "source"),
            numbers=numbers(
                (Ref.BANK, of(row, "own")),
                *((Ref.ORIGINAL, value) for value in originals),
                (Ref.TRN, of(row, "source") if originals else charge or of(row, "source")),
                (Ref.CUSTOMER, "" if originals else of(row, "intent")),
                (Ref.IDENTIFICATION, of(row, "customer")),
            ),
            payer=Party(of(row, "name"), of(row, "email")),
            text=tuple(text for text in (of(row, "description"),) if text),
            code=category,
            unknown=(category or "empty") if self.columns.has("category") and category not in CATEGORIES else "",
            wrong=checked(gross, fee, net, currency),
        )

    def _amounts(self, row: Row, currency: str) -> tuple[int | None, int | None, int | None]:
        """Return gross, fee and net; a list of payments names no net, but what of each was given back."""
        of = self.columns.of
        gross, fee = (decimals.minor(of(row, role), currency) for role in ("gross", "fee"))
        if self.columns.has("net"):
            return gross, fee, decimals.minor(of(row, "net"), currency)
        tax, refunded = (decimals.minor(of(row, role) or "0", currency) for role in ("tax", "refunded"))
        if gross is None or fee is None or tax is None or refunded is None:
            return None, None, None
        return gross, fee + tax, gross - fee - tax - refunded

    def _document(self, row: Row) -> tuple[str, str]:
        """Return the invoice or order that the payer's or the shop's own columns name."""
        for places, qualifier in ((self.invoices, "invoice"), (self.orders, "purchase_order")):
            for place in places:
                if place < len(row.cells) and row.cells[place]:
                    return qualifier, row.cells[place]
        return "", ""


def _day(text: str) -> date | None:
    """Return the day of an instant as written."""
    found = _ISO.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
