"""Withdrawals as the API says them: what a bank deleted or corrected, and what becomes of each line."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.schemas.shared import Amount, Body, Instant, Told, amount
from services.banking import pins
from services.banking.taken_back import Line, TakenBack


class WithdrawnLine(Told):
    """A line that a withdrawal touches; money that left us is negative."""

    what: Literal["goes", "stands", "new"] = Field(
        description="`goes`: its receipt is reversed. `stands`: told again, nothing changes. `new`: is booked."
    )
    amount: Amount
    payer_name: str
    bank_reference: str
    receipt_id: str = Field(description="Empty where nothing is booked of it.")
    receipt_status: str
    source_file: str
    source_line: int


class Withdrawal(Told):
    """A deletion or correction of an account and a day."""

    file_id: str
    source_file: str
    line: int
    status: Literal["deletion", "correction"]
    account: str
    day: date
    state: Literal["done", "asks", "rejected"]
    why: str = Field(description="Why a person is asked, or why one said no; empty where it is done.")
    lines: list[WithdrawnLine]


class Withdrawals(Told):
    """Every withdrawal, in the order in which the banks wrote them."""

    data: list[Withdrawal]


class ConfirmedWithdrawal(Told):
    """A yes to all that a file takes back; the matching that follows carries it out."""

    file_id: str
    confirmed_by: str
    confirmed_at: Instant


class Rejection(Body):
    """A no to all that a file takes back, and why."""

    reason: str = Field(min_length=1, max_length=500)
    by: str = Field("", max_length=100)


class RejectedWithdrawal(Told):
    """A no: the books stay as they are; a yes may follow."""

    file_id: str
    said: str
    rejected_by: str
    rejected_at: Instant


def told(one: TakenBack) -> Withdrawal:
    """Return a withdrawal as the API says it."""
    about = one.withdrawal
    return Withdrawal(
        file_id=about.file_id,
        source_file=one.source_file,
        line=about.line,
        status="deletion" if about.status == "deletion" else "correction",
        account=about.account,
        day=about.day,
        state="asks" if one.asks else "rejected" if one.state == "rejected" else "done",
        why=one.why,
        lines=[_line(line) for line in one.lines],
    )


def confirmed(one: pins.Confirmed) -> ConfirmedWithdrawal:
    """Return a yes as the API says it."""
    return ConfirmedWithdrawal(file_id=one.key, confirmed_by=one.actor, confirmed_at=one.recorded_at)


def rejected(one: pins.Confirmed) -> RejectedWithdrawal:
    """Return a no as the API says it."""
    return RejectedWithdrawal(file_id=one.key, said=one.body, rejected_by=one.actor, rejected_at=one.recorded_at)


def _line(line: Line) -> WithdrawnLine:
    """Return one line."""
    return WithdrawnLine(
        what="goes" if line.what == "goes" else "stands" if line.what == "stands" else "new",
        amount=amount(line.minor, line.currency),
        payer_name=line.payer,
        bank_reference=line.bank_reference,
        receipt_id=line.receipt_id,
        receipt_status=line.receipt_status,
        source_file=line.source_file,
        source_line=line.line,
    )
