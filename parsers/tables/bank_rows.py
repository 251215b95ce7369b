"""The rows of a bank's table under a mapping: what each row is, and the day and amount it gives."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parsers.tables import bank_cells
from parsers.tables.mapping import Mapping, shape
from parsers.tables.words import listed, plain
from parsers.tables.workbook import Row

#: What a column of marks may say, in the plain form of `parsers.table_words`; `+` and `-` stand for themselves.
CREDIT_MARKS = frozenset(
    listed(
        """
        +, a, avere, bevetel, bij, c, cr, crdt, cred, credit, credita, credito, credits, deposit, dslip,
        gutschrift, h, haben, haber, in, incoming, inflow, j, jovairas, k, kredit, kredyt, received,
        uznanie, приход, 入金, 收入, 貸方, 贷, 입금
        """
    )
)
DEBIT_MARKS = frozenset(
    listed(
        """
        -, af, cargo, check, d, dare, dbit, deb, debe, debet, debit, debito, debits, dr, kiadas,
        lastschrift, obciazenie, out, outflow, outgoing, s, sent, soll, t, terheles, withdrawal, расход,
        借, 借方, 出金, 支出, 출금
        """
    )
)
_PENDING = frozenset(
    listed(
        """
        authorisation, authorised, authorized, en attente, en cours, expected, hold, in attesa, in
        behandeling, not booked, on hold, pendiente, pending, pending transaction, planned, processing,
        provisional, reserved, scheduled, unbooked, vorgemerkt, 未入账, 처리중
        """
    )
)
_VOID = frozenset(
    listed(
        """
        annule, canceled, cancelled, declined, deleted, failed, refused, rejected, reverted, storniert,
        void
        """
    )
)
_OPENING = re.compile(
    r"\b(?:opening|anfangs|beginning|start\w*|previous|initial|debut|anterior|inicial|iniziale|begin\w*|ingaende|alkusaldo|"
    r"pociatocny|pocatecni|nyito|brought forward|b f|전일|기초|期初|前残高)\b.*?"
)
_CLOSING = re.compile(
    r"\b(?:closing|end|ending|final|finale|fin|end\w*|utgaende|loppusaldo|konecny|zaro|carried forward|c f|기말|期末)\b"
)
_BALANCE = re.compile(
    r"balance|saldo|solde|kontostand|egyenleg|zustatek|zostatok|forward|잔액|残高|余额|\bb f\b|\bc f\b"
)
_TOTAL = re.compile(r"^(?:(?:grand |sub )?total\w*|summe|gesamt\w*|somme|suma|summa|totaal|turnover|합계|合计|合計)\b")


#: What a label of the three kinds must hold somewhere, before its plain form is worth making.
_HINTS = listed(
    "bal, sal, sol, kontost, egyen, stat, forward, b/f, c/f, total, totaal, sum, gesamt, somme, turnover, "
    "잔액, 残高, 余额, 합계, 合计, 合計"
)
_LABEL_MAX = 40  # a longer text is a payment's own


class What(StrEnum):
    """What a row of a table is."""

    PAYMENT = "payment"
    PENDING = "pending"
    VOID = "void"
    MORE = "more"  # further words of the row before
    OPENING = "opening"
    CLOSING = "closing"
    TOTAL = "total"
    HEADER = "header"  # the column names once more
    UNREAD = "unread"


@dataclass(slots=True)
class Told:
    """A row as the mapping reads it. `minor` is signed, money in is positive; `wrong` says why a row is unread."""

    row: Row
    what: What
    minor: int = 0
    currency: str = ""
    booked_on: date | None = None
    balance: int | None = None
    account: str = ""
    wrong: tuple[str, str] = ("", "")


def told(rows: Iterable[Row], mapping: Mapping, width: int) -> Iterator[Told]:
    """Say of each row what it is. `width`: how many cells a row of a text file has; 0 where rows may be shorter."""
    reader = _Rows(mapping, width)
    return map(reader.read, rows)


class _Rows:
    """The columns of a mapping, looked up once."""

    def __init__(self, mapping: Mapping, width: int) -> None:
        self.mapping = mapping
        self.width = width
        self.day = mapping.at("booked") if mapping.at("booked") is not None else mapping.at("value")
        self.value = mapping.at("value")
        self.amount, self.debit, self.credit = (mapping.at(role) for role in ("amount", "debit", "credit"))
        self.side, self.balance, self.status = (mapping.at(role) for role in ("side", "balance", "status"))
        self.currency, self.account = mapping.at("currency"), mapping.at("account")
        self.texts = (*mapping.columns.get("text", ()), *mapping.columns.get("payer", ()))
        self.credits = frozenset(mapping.credit_marks)
        self.by_columns = mapping.sign.startswith("columns") or (not mapping.sign and self.amount is None)

    def read(self, row: Row) -> Told:
        """Return what a row is."""
        cells = row.cells
        said = cells[self.day] if self.day is not None and self.day < len(cells) else ""
        if not said and self.value is not None and self.value < len(cells):
            said = cells[self.value]
        on = bank_cells.day(said, self.mapping.day_order) if said else None
        if said and on is None and not self._may_be_day(said):
            return self._odd(row, said)
        if not said:
            return self._dayless(row)
        if wrong := self._misshapen(cells):
            return Told(row, What.UNREAD, wrong=wrong)
        currency = self._currency(cells)
        minor, wrong = self._minor(row, currency)
        if minor is None:
            return Told(row, What.UNREAD, booked_on=on, wrong=wrong)
        what = self._what(cells)
        balance = self._cell(row, self.balance, currency)
        account = cells[self.account] if self.account is not None and self.account < len(cells) else ""
        return Told(row, what, minor, currency, on, balance, account)

    def _may_be_day(self, said: str) -> bool:
        """Whether a cell is a day that waits for a person to say its order."""
        return not self.mapping.day_order and bool(bank_cells.days(said))

    def _odd(self, row: Row, said: str) -> Told:
        """Return a row whose day is none: the header once more, a word for not booked, a total, or unread."""
        if self.mapping.header and shape(row.cells) == self.mapping.header:
            return Told(row, What.HEADER)
        if plain(said) in _PENDING:
            currency = self._currency(row.cells)
            minor, wrong = self._minor(row, currency)
            if minor is not None:
                return Told(row, What.PENDING, minor, currency)
            return Told(row, What.UNREAD, wrong=wrong)
        summary = self._summary(row)
        return summary or Told(row, What.UNREAD, wrong=("day_unreadable", f"{said[:40]!r} is no day"))

    def _dayless(self, row: Row) -> Told:
        """Return a row without a day: a total, a balance, further words of the row before, or unread."""
        if summary := self._summary(row):
            return summary
        money = [place for place in (self.amount, self.debit, self.credit) if place is not None]
        if any(place < len(row.cells) and row.cells[place] for place in money):
            return Told(row, What.UNREAD, wrong=("day_missing", "the row has an amount and no day"))
        return Told(row, What.MORE)

    def _summary(self, row: Row) -> Told | None:
        """Return a row that sums up others: its label says so."""
        label = next((plain(cell) for cell in row.cells if cell and any(letter.isalpha() for letter in cell)), "")
        what = summed(label)
        if what is None:
            return None
        currency = self._currency(row.cells)
        balance = None
        for place in (self.balance, self.amount, self.credit, self.debit):
            if balance is None and place is not None:
                balance = self._cell(row, place, currency)
        if balance is None:
            given = [self._cell(row, place, currency) for place in range(1, len(row.cells))]
            balance = next((minor for minor in reversed(given) if minor is not None), None)
        return Told(row, what, currency=currency, balance=balance)

    def _what(self, cells: Sequence[str]) -> What:
        """Return what a dated row with an amount is."""
        if self.status is not None and self.status < len(cells):
            status = plain(cells[self.status])
            if status in _PENDING:
                return What.PENDING
            if status in _VOID:
                return What.VOID
        for place in self.texts:
            label = cells[place] if place < len(cells) else ""
            if label and len(label) < _LABEL_MAX and _hinted(label) and (what := summed(plain(label))):
                return what
        return What.PAYMENT

    def _misshapen(self, cells: Sequence[str]) -> tuple[str, str] | None:
        """Say what is wrong with the width of a row: cells moved, so none is where it belongs."""
        if not self.width or len(cells) == self.width:
            return None
        if len(cells) > self.width and not any(cells[self.width :]):
            return None
        return "row_width", f"the row has {len(cells)} cells where the others have {self.width}"

    def _currency(self, cells: Sequence[str]) -> str:
        """Return a row's currency: its column's, its amount's own, else the mapping's."""
        if self.currency is not None and self.currency < len(cells) and (code := cells[self.currency]):
            code = code.upper()
            return code if len(code) == 3 and code.isascii() and code.isalpha() else bank_cells.currency(code) or "XXX"
        if self.mapping.currency:
            return self.mapping.currency
        money = (self.amount, self.debit, self.credit, self.balance)
        said = [bank_cells.currency(cells[place]) for place in money if place is not None and place < len(cells)]
        return next((code for code in said if code), "XXX")

    def _cell(self, row: Row, place: int | None, currency: str) -> int | None:
        """Return the signed minor units of one cell, None where it is empty or no amount."""
        if place is None or place >= len(row.cells) or not row.cells[place]:
            return None
        mark = "." if place in row.natives else self.mapping.decimal
        return bank_cells.amount(row.cells[place], mark, currency)

    def _minor(self, row: Row, currency: str) -> tuple[int | None, tuple[str, str]]:
        """Return what a row moves, money in positive, or None and why."""
        if self.by_columns:
            return self._by_columns(row, currency)
        given = row.cells[self.amount] if self.amount is not None and self.amount < len(row.cells) else ""
        minor = self._cell(row, self.amount, currency)
        if minor is None:
            return None, ("amount_unreadable", f"{given[:40]!r} is no amount") if given else _NO_AMOUNT
        if self.mapping.sign == "inverted":
            return -minor, ("", "")
        if self.mapping.sign.startswith("mark") and self.side is not None:
            mark = marked(row.cells[self.side]) if self.side < len(row.cells) else ""
            size = abs(minor) if self.mapping.sign == "mark" else minor
            if mark in self.credits:
                return size, ("", "")
            known = mark in DEBIT_MARKS or mark in CREDIT_MARKS or not mark
            return (
                (-size, ("", "")) if known else (None, ("mark_unknown", f"{mark[:20]!r} is no mark of debit or credit"))
            )
        return minor, ("", "")

    def _by_columns(self, row: Row, currency: str) -> tuple[int | None, tuple[str, str]]:
        """Return credit less debit; of two that are both filled with money none is believed."""
        debit, credit = self._cell(row, self.debit, currency), self._cell(row, self.credit, currency)
        for place, minor in ((self.debit, debit), (self.credit, credit)):
            if place is not None and minor is None and place < len(row.cells) and _means(row.cells[place]):
                return None, ("amount_unreadable", f"{row.cells[place][:40]!r} is no amount")
        if debit and credit:
            return None, ("both_sides", "debit and credit are both filled")
        if debit is None and credit is None:
            return None, _NO_AMOUNT
        if self.mapping.sign == "columns":
            return abs(credit or 0) - abs(debit or 0), ("", "")
        return (credit or 0) - (debit or 0), ("", "")


_NO_AMOUNT = ("amount_missing", "the row has a day and no amount")


def _means(cell: str) -> bool:
    """Whether a cell says anything; a dash alone is how some banks write nothing."""
    return bool(cell.strip("-–—. "))


def marked(cell: str) -> str:
    """Return a mark of debit or credit in its plain form; signs stay."""
    return plain(cell) or cell.strip()


def _hinted(text: str) -> bool:
    """Whether a text may be the label of a balance or a total at all."""
    low = text.lower()
    return any(hint in low for hint in _HINTS)


def summed(label: str) -> What | None:
    """Return what a row sums up by its label in plain form, None where it is a payment's own text."""
    if _TOTAL.search(label):
        return What.TOTAL
    if not _BALANCE.search(label):
        return None
    if _OPENING.search(label):
        return What.OPENING
    return What.CLOSING if _CLOSING.search(label) else None
