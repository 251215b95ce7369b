"""Three reviewers' answers raise what the next day posts by itself, and nothing of it is wrong; the third day, too."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from services import desk, inquiries, intake, matching
from services.banking import booking
from services.decisions import policies
from services.desk import Line
from services.importing import subledger
from services.workspace import Workspace
from tests.parsers.bai2_files import bai2
from tests.services.knowledge.small import ITEMS, line, morning

DAYS = (date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20))
REVIEWERS = ("ana", "ben", "cleo")
#: Payers whose names say nothing of their customers, each with an id of his own; how each writes our number.
PAYERS: dict[str, tuple[str, str, str]] = {
    "C1": ("ZQX HOLDINGS", "1185967292", ""),
    "C2": ("OMNIBUS PAYABLES", "1285967292", ""),
    "C3": ("NORTHGATE TREASURY", "1385967292", "INVOICE 7788{number}"),
    "C4": ("AP SHARED SERVICE", "1485967292", "INVOICE {number}"),
    "C5": ("HGF DISBURSEMENT", "1585967292", "INVOICE AP{document}"),
    "C6": ("LOWELL PAYMASTER", "1685967292", ""),
}
NAMES = ("REDFERN AERIAL", "BLUE HERON FOODS", "KESTREL TOOLING", "MARLOW PRINT", "DUNMORE GLASS", "ASHBY FURNITURE")
#: Customer -> what he takes off each item, in basis points, and why.
TAKES: Mapping[str, tuple[int, str]] = {"C4": (200, "allowance")}
ITEMS_EACH, A_DAY = 9, 3


def items() -> list[tuple[str, str, int]]:
    """Return every item: number, customer, odd amount; a payer pays three of his a day, in this order."""
    found = []
    for place, customer in enumerate(PAYERS):
        for nth in range(ITEMS_EACH):
            number = 60_217_300 + 61 * nth + 7 * place
            found.append((str(number), customer, 71_013 + 9_173 * nth + 13_337 * place + nth * nth))
    return found


def paid(customer: str, amount: int) -> tuple[int, int]:
    """Return the cash and the deduction of an item."""
    rate, _ = TAKES.get(customer, (0, ""))
    off = (amount * rate + 5_000) // 10_000
    return amount - off, off


def lines_of(day: int) -> list[str]:
    """Return a day's credits; each pays one item, and its reference is the item's number."""
    said = []
    for customer, (payer, company, words) in PAYERS.items():
        mine = [one for one in items() if one[1] == customer][day * A_DAY : (day + 1) * A_DAY]
        for number, _, amount in mine:
            document = f"77{int(number) % 10_000:04d}{day}"
            text = words.format(number=number, document=document)
            said.append(line(number, paid(customer, amount)[0], payer, company, text))
    return said


@pytest.fixture
def books(empty: Workspace, tmp_path: Path) -> Workspace:
    """Give books with the customers and their items, and no payer link."""
    names = "".join(f"{one},{name} LLC,,NET30,USD,\n" for one, name in zip(PAYERS, NAMES, strict=True))
    heads = "customer_number,name,parent_number,terms,currency,credit_limit\n"
    (tmp_path / "c.csv").write_text(heads + names, encoding="utf-8")
    rows = ""
    for place, (number, customer, amount) in enumerate(items()):
        money = f"{amount // 100}.{amount % 100:02d}"
        rows += f"{number},invoice,{customer},2026-10-20,2026-11-{12 + place % 17},USD,{money},{money},,NET30\n"
    columns = ITEMS.splitlines(keepends=True)[0]
    (tmp_path / "i.csv").write_text(columns + rows, encoding="utf-8")
    subledger.customers(empty, tmp_path / "c.csv", actor="x")
    subledger.items(empty, tmp_path / "i.csv", actor="x")
    return empty


def answered(books: Workspace, day: date) -> int:
    """Let the reviewers, in turn, answer what waits as it was meant; return how many answers it took."""
    owner = {number: (customer, amount) for number, customer, amount in items()}
    waiting = inquiries.exceptions(books)
    for place, row in enumerate(waiting):
        number = row["bank_reference"]
        customer, amount = owner[number]
        cash, off = paid(customer, amount)
        reason = TAKES[customer][1] if off else ""
        lines = [Line(number, cash, deduction=off, deduction_reason=reason)]
        actor = REVIEWERS[place % len(REVIEWERS)]
        desk.apply(books, row["receipt_id"], lines, actor=actor, as_of=day, customer_number=customer)
    return len(waiting)


def automatic(books: Workspace, day: int) -> tuple[int, list[str]]:
    """Return how many of a day's receipts were posted without a person, and those posted otherwise than was meant."""
    mine = {text.split(",")[4] for text in lines_of(day)}
    posted, wrong = 0, []
    for row in inquiries.receipts(books, limit=1_000).iter_rows(named=True):
        if row["bank_reference"] in mine and row["decided_by"] == "engine" and row["applied_amount"]:
            posted += 1
            applied = inquiries.receipt(books, row["receipt_id"])["applications"]
            if [one["document_number"] for one in applied] != [row["bank_reference"]]:
                wrong.append(row["bank_reference"])
    return posted, wrong


def test_answers_raise_the_next_days_share_and_nothing_is_wrong(books: Workspace) -> None:
    shares: list[int] = []
    answers: list[int] = []
    for day, as_of in enumerate(DAYS):
        morning(books, lines_of(day), f"day{day}.bai", as_of)
        posted, wrong = automatic(books, day)
        assert wrong == []
        shares.append(posted)
        answers.append(answered(books, as_of))

    a_day = len(PAYERS) * A_DAY
    assert shares[0] < a_day // 2
    assert shares[0] < shares[1] <= shares[2]
    assert shares[2] == a_day
    assert answers == [a_day - share for share in shares]


def test_it_is_the_answers_that_did_it(books: Workspace) -> None:
    """The same second day without what the first day's answers taught asks about most of it again."""
    morning(books, lines_of(0), "day0.bai", DAYS[0])
    answered(books, DAYS[0])
    morning_only(books, lines_of(1))
    chosen = policies.of(books)
    with_lessons = matching.foreseen(books, chosen, DAYS[1])[1]
    without = matching.foreseen(books, chosen, DAYS[1], lessons=[])[1]
    assert sum(bool(plan.posted) for plan in with_lessons) > 2 * sum(bool(plan.posted) for plan in without)


def morning_only(books: Workspace, lines: Sequence[str]) -> None:
    """Take a morning's credits and book them without deciding anything."""
    total = sum(int(one.split(",")[2]) for one in lines)
    intake.take(books, bai2(list(lines), total), "later.bai", actor="x")
    booking.book(books, as_of=DAYS[1], actor="x")
