"""Adyen: the settlement detail report, batch by batch; all lines of a batch sum to nothing."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from kit.findings import Finding, Severity
from parsers import decimals
from parsers.processors import settlement
from parsers.processors.settlement import Columns, Line, before, checked, numbers, unread
from parsers.reading import Reading
from parsers.records import Kind, Record, Ref
from parsers.tables import tables
from parsers.tables.bank_cells import day
from parsers.tables.kinds import heads_of
from parsers.tables.words import listed, plain
from parsers.tables.workbook import Row

#: Type -> what the line is.
TYPES: dict[str, Kind] = {
    "Settled": Kind.RECEIPT,
    "SettledBulk": Kind.RECEIPT,
    "SettledInInstallments": Kind.RECEIPT,
    "SettledReversed": Kind.RETURN,
    "Refunded": Kind.RETURN,
    "RefundedBulk": Kind.RETURN,
    "RefundedExternally": Kind.RETURN,
    "Chargeback": Kind.RETURN,
    "SecondChargeback": Kind.RETURN,
    "ChargebackExternally": Kind.RETURN,
    "RefundedReversed": Kind.RECEIPT,
    "ChargebackReversed": Kind.RECEIPT,
    "ChargebackReversedExternally": Kind.RECEIPT,
    "MerchantPayout": Kind.NOTICE,
    "Balancetransfer": Kind.NOTICE,
    **dict.fromkeys(
        listed(
            "Fee, InvoiceDeduction, DepositCorrection, ReserveAdjustment, BankInstructionReturned, PaidOut, "
            "PaidOutReversed, MiscCosts, MatchedStatement, ManualCorrected, InternalCompanyPayout, MerchantPayin, "
            "AuthorisationSchemeFee, AdvancementCommissioned, RefundedExternallyWithInfo, PaymentCost, Converted, "
            "EpaPaid, CashAdvance, CashRepayment, Repayment, Grant, PaidOutExternally, SentForSettle"
        ),
        Kind.OTHER,
    ),
}
PAYOUT = "MerchantPayout"
NAMES: dict[str, tuple[str, ...]] = {
    "merchant": ("merchant account",),
    "psp": ("psp reference",),
    "order": ("merchant reference",),
    "method": ("payment method",),
    "created": ("creation date",),
    "booked": ("booking date",),
    "type": ("type",),
    "modification": ("modification reference",),
    "gross_currency": ("gross currency",),
    "gross_debit": ("gross debit gc",),
    "gross_credit": ("gross credit gc",),
    "currency": ("net currency",),
    "net_debit": ("net debit nc",),
    "net_credit": ("net credit nc",),
    "commission": ("commission nc",),
    "markup": ("markup nc",),
    "scheme": ("scheme fees nc",),
    "interchange": ("interchange nc",),
    "variant": ("payment method variant",),
    "note": ("modification merchant reference",),
    "batch": ("batch number",),
}
_FEES = ("commission", "markup", "scheme", "interchange")
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_OWN_NOTES = frozenset({"", "<auto>"})


def knows(head: bytes) -> bool:
    """Tell a settlement detail report by its columns."""
    return tables.kind(head) == "adyen"


def parse(data: bytes, reading: Reading) -> Iterator[Record]:
    """Yield the lines of each batch; `MerchantPayout` is the transfer to the bank, not a line of it."""

    def lines() -> Iterator[Line | Finding]:
        found = tables.headed(tables.opened(data, reading.limits), heads_of("adyen"))
        reader = _Reader(found.header.cells if found.header else ())
        return chain(before(found.preamble), (reader.line(row) for row in found.rows if any(row.cells)))

    return settlement.parse(lines, balanced=True)


class _Reader:
    """The columns of one report."""

    def __init__(self, given: tuple[str, ...]) -> None:
        self.given = given
        self.header = header = [plain(cell) for cell in given]
        self.columns = Columns(header, NAMES)
        self.batch = ""

    def line(self, row: Row) -> Line | Finding:
        """Return the line of a row; a row cut short belongs to the batch of the row before."""
        of = self.columns.of
        if row.cells == self.given:
            return Finding(row.line, "row_aside", "the column names once more", Severity.NOTE, row.raw)
        if len(row.cells) > len(self.header) and any(row.cells[len(self.header) :]):
            return unread(row, f"the row has {len(row.cells)} cells, the header {len(self.header)}")
        currency = of(row, "currency")
        if not _CURRENCY.fullmatch(currency):
            return unread(row, f"{currency[:20]!r} is no currency")
        net = self._difference(row, "net", currency)
        if net is None:
            return unread(row, "net debit and net credit are no amounts, or none is there")
        self.batch = of(row, "batch") or self.batch
        what = of(row, "type")
        kind = TYPES.get(what, Kind.OTHER)
        if kind is Kind.RECEIPT and net <= 0:
            kind = Kind.OTHER
        gross, fee, wrong = self._gross(row, currency, net)
        psp, modification = of(row, "psp"), of(row, "modification")
        return Line(
            row=row,
            kind=kind,
            currency=currency,
            net=net,
            gross=gross,
            fee=fee,
            on=_day(of(row, "booked")) or _day(of(row, "created")),
            sold_on=_day(of(row, "created")),
            payout=self.batch,
            is_payout=what == PAYOUT,
            document=("purchase_order", of(row, "order")) if of(row, "order") else ("", ""),
            own=modification if psp else "",
            numbers=numbers(
                (Ref.ORIGINAL if kind is Kind.RETURN else Ref.TRN, psp), (Ref.BANK, modification if psp else "")
            ),
            account=of(row, "merchant"),
            text=tuple(text for text in self._words(row, psp) if text),
            code=what,
            unknown="" if what in TYPES else what or "empty",
            wrong=wrong,
        )

    def _words(self, row: Row, psp: str) -> tuple[str, ...]:
        """Return the words of a row: of a sale its card, of anything else what it was for."""
        of = self.columns.of
        note = of(row, "note")
        return (
            of(row, "variant") or of(row, "method"),
            "" if psp else of(row, "modification"),
            "" if note in _OWN_NOTES or note == of(row, "order") else note,
        )

    def _gross(self, row: Row, currency: str, net: int) -> tuple[int | None, int | None, str]:
        """Return gross and fee in the currency of the net, and what does not hold together."""
        given = [self._fee(row, role, currency) for role in _FEES]
        stated = [fee for fee in given if fee is not None]
        foreign = self.columns.of(row, "gross_currency") != currency
        gross = None if foreign else self._difference(row, "gross", currency)
        if gross is None:
            return (net + sum(stated) if stated else None), (sum(stated) if stated else None), ""
        fee = sum(stated) if stated else gross - net
        return gross, gross - net, checked(gross, fee, net, currency)

    def _fee(self, row: Row, role: str, currency: str) -> int | None:
        """Return one fee, None where none stands there."""
        return decimals.minor(self.columns.of(row, role), currency)

    def _difference(self, row: Row, side: str, currency: str) -> int | None:
        """Return credit less debit, None where neither is an amount or one is none."""
        cells = [self.columns.of(row, f"{side}_{name}") for name in ("credit", "debit")]
        given = [decimals.minor(cell, currency) if cell else 0 for cell in cells]
        if not any(cells) or given[0] is None or given[1] is None:
            return None
        return given[0] - given[1]


def _day(text: str) -> date | None:
    """Return the day of an instant as written."""
    return day(text, "ymd") if text else None
