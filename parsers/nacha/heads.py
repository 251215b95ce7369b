"""What all entries of an ACH batch share, read once from its header: who pays, which class, which days, whose view."""

from dataclasses import dataclass
from datetime import date, timedelta

from parsers.codes.nacha_sec import CLASSES, UNKNOWN, Class, Layout
from parsers.nacha.batches import Batch
from parsers.nacha.records import Line, checked
from parsers.records import Party, Ref, Reference, Statement
from parsers.x12.set_820 import day

_CURRENCY = "USD"
_REVERSAL = "REVERSAL"
#: A settlement lies so near its effective day; a return's head keeps the day of its payment, up to 60 days before.
_SETTLES_WITHIN, _RETURNS_WITHIN = timedelta(days=30), timedelta(days=90)
#: The kind of pin by which a person says whose view a sender's files take, and its two bodies.
PIN = "nacha"
RECEIVED = "received"
ORIGINATED = "originated"


@dataclass(frozen=True, slots=True)
class Head:
    """What every entry of a batch shares."""

    sec: str
    shape: Class
    payer: Party
    effective_on: date | None
    settled_on: date | None
    came_back_on: date | None  # when its returns settled
    text: tuple[str, ...]
    currencies: tuple[str, str]
    reversal: bool
    originated: bool  # the file is one we sent: a debit brings us money, a credit takes it away
    number: tuple[Reference, ...]

    @property
    def layout(self) -> Layout:
        """Return how the entries are laid out."""
        return self.shape.layout


def head(batch: Batch, view: str) -> Head:
    """Read a batch header; the names of an international batch stand in the addenda instead."""
    line, sec = batch.header, batch.sec
    shape = CLASSES.get(sec, UNKNOWN)
    created = day(batch.origin.cut(24, 29)) if batch.origin else None
    number = (Reference(Ref.BATCH, batch.number),) if batch.number else ()
    if line is None:
        return Head(
            "", shape, Party(), created, None, None, (), ("", ""), reversal=False, originated=False, number=number
        )
    effective = day(line.cut(70, 75)) or created
    international = shape.layout is Layout.INTERNATIONAL
    words = [line.cut(54, 63)] if international else [line.cut(54, 63), line.cut(21, 40), line.cut(64, 69)]
    return Head(
        sec,
        shape,
        Party("" if international else line.cut(5, 20), company_id=line.cut(41, 50)),
        effective,
        _settled(line.cut(76, 78), effective, _SETTLES_WITHIN),
        _settled(line.cut(76, 78), effective, _RETURNS_WITHIN),
        tuple(word for word in words if word),
        (line.cut(64, 66), line.cut(67, 69)) if international else ("", ""),
        reversal=line.cut(54, 63).upper() == _REVERSAL,
        originated=view == ORIGINATED or (view != RECEIVED and _collects(batch, line)),
        number=number,
    )


def _collects(batch: Batch, line: Line) -> bool:
    """Tell whether a batch is one we sent to collect debits: it debits accounts at several banks and is not settled.

    A file of received items lists the accounts of one company at the bank that sends it: one routing number. The
    operator puts the settlement date in, so an originator's own file has none.
    """
    return not line.cut(76, 78).strip("0") and sum(map(checked, batch.totals.debtors)) > 1


def _settled(julian: str, effective: date | None, within: timedelta) -> date | None:
    """Return the settlement day: the day of the year nearest to the effective day, None where none is near."""
    if effective is None or not (julian.isascii() and julian.isdecimal()) or int(julian) == 0:
        return None
    days = (date(year, 1, 1) + timedelta(days=int(julian) - 1) for year in _years(effective.year))
    nearest = min(days, key=lambda settled: abs(settled - effective))
    return nearest if -_SETTLES_WITHIN <= nearest - effective <= within else None


def _years(year: int) -> range:
    """Return the year and its neighbours, inside what a calendar can hold."""
    return range(max(year - 1, 1), min(year + 1, 9998) + 1)


def statement(batch: Batch, shared: Head) -> Statement:
    """Return a batch as a statement, so that the tie-out can sum by account, batch, company and day."""
    line, origin = batch.header, batch.origin
    labels = {"company": shared.payer.name, "company_id": shared.payer.company_id, "class": shared.sec}
    if line is not None:
        discretionary = "" if shared.layout is Layout.INTERNATIONAL else line.cut(21, 40)
        labels |= {"description": line.cut(54, 63), "discretionary": discretionary, "service": line.cut(2, 4)}
        labels |= {"originating_bank": line.cut(80, 87)}
    if shared.layout is Layout.INTERNATIONAL and line is not None:
        labels |= {"exchange": line.cut(21, 38), "country": line.cut(39, 40)}
        labels |= {"originating_currency": shared.currencies[0], "destination_currency": shared.currencies[1]}
    if shared.originated:
        labels["view"] = ORIGINATED
    if shared.settled_on is not None:
        labels["settled_on"] = shared.settled_on.isoformat()
    if origin is not None:
        labels |= {"destination": origin.cut(4, 13), "origin": origin.cut(14, 23), "file": origin.cut(24, 34)}
    labels = {name: value for name, value in labels.items() if value}
    return Statement(batch.line, _account(batch, shared), _CURRENCY, shared.effective_on, batch.number, labels=labels)


def _account(batch: Batch, shared: Head) -> str:
    """Return the one account all entries are for; those of returns and of our own debits are our customers'."""
    if len(batch.totals.accounts) != 1 or batch.totals.answers or shared.originated:
        return ""
    (receiver,) = batch.totals.accounts
    return "" if shared.layout is Layout.INTERNATIONAL else account(shared.layout, f"6{'':2}{receiver}")


def account(layout: Layout, text: str) -> str:
    """Return the receiver's account of an entry record: 13-29, 40-74 where international, 13-27 on advices."""
    if layout is Layout.INTERNATIONAL:
        return text[39:74].strip()
    return text[12 : 27 if layout is Layout.ACCOUNTING else 29].strip()
